"""Simulation: a deployment in simulated time, each event and each execution one by one.

It has what decides how long an event waits: the pollers of the queue, the executions and requests
that ingest admits, the account's quotas and the retriers of the state machine. It has neither
failures of models nor listings longer than a window.
"""

import math
import random
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import simpy

from summariser.domain.event_queue import EventQueue
from summariser.domain.waiting import delay_s
from workbench.capacity.system import MODEL_STATES, Bucket, Parameters, Quotas, Work

Process = Generator[simpy.Event, Any, Any]

SHARE = EventQueue.LISTING.share  # of what is scarce
BATCH = 10  # events that a poller takes at once
WINDOW_S = 2  # for which open executions are counted once, as in adapters/capacity.py
MINUTE_S = 60
POLL_S = 0.05  # until a waiting message is received
THROTTLED_TRANSITION_S = 0.1  # until a transition beyond the quota is tried again
# Of Lambda.TooManyRequestsException and of ModelThrottled in the state machine.
REFUSED = (2.0, 300.0)
THROTTLED = (2.0, 60.0)


@dataclass
class Outcome:
    """What was seen; times in seconds, `latencies` of the listings that arrived while measured."""

    latencies: list[float] = field(default_factory=list)
    arrived: int = 0
    unfinished: int = 0  # of those that arrived, when the simulation ended
    deferred: int = 0  # times that an event was sent to its queue again
    refused: int = 0  # invocations
    throttled: int = 0  # calls of the model
    ended_at: float = 0.0
    most_open: int = 0
    most_running: int = 0

    def percentile(self, share: float) -> float:
        """Give the latency that such a share of the listings did not exceed; infinite if never."""
        rank = max(1, math.ceil(share * self.arrived))
        return sorted(self.latencies)[rank - 1] if rank <= len(self.latencies) else math.inf


class _Tokens:
    """A token bucket in simulated time."""

    def __init__(self, env: simpy.Environment, quota: Bucket) -> None:
        self._env, self._quota = env, quota
        self._left, self._at = quota.bucket, env.now

    def taken(self, number: float = 1) -> bool:
        """Take tokens if there are so many."""
        now = self._env.now
        self._left = min(self._quota.bucket, self._left + (now - self._at) * self._quota.refill)
        self._at = now
        if self._left < number:
            return False
        self._left -= number
        return True


class Deployment:
    """One deployment; `arrive` is called for each event."""

    def __init__(
        self,
        env: simpy.Environment,
        work: Work,
        parameters: Parameters,
        quotas: Quotas,
        *,
        seed: int,
    ) -> None:
        self.outcome = Outcome()
        self._env, self._work, self._parameters, self._quotas = env, work, parameters, quotas
        self._random = random.Random(seed)  # noqa: S311 (a simulation that can be repeated)
        self._queue: deque[float] = deque()  # when each event that waits there was first sent
        self._idle: deque[simpy.Event] = deque()  # pollers that found nothing
        self._starts = _Tokens(env, quotas.starts)
        self._transitions = _Tokens(env, quotas.transitions)
        self._open = self._running = 0
        self._window, self._counted = -1, 0
        self._minute, self._admitted, self._tokens = -1, 0.0, 0.0
        self._measured: Callable[[float], bool] = lambda _: True
        for _ in range(parameters.maximum_concurrency):
            env.process(self._poll())

    def measure(self, wanted: Callable[[float], bool]) -> None:
        """Keep the latencies of listings that arrive at times for which this is true."""
        self._measured = wanted

    def arrive(self) -> None:
        """Put an event on the queue."""
        if self._measured(self._env.now):
            self.outcome.arrived += 1
            self.outcome.unfinished += 1
        self._put(self._env.now)

    def _put(self, since: float) -> None:
        self._queue.append(since)
        if self._idle:
            self._idle.popleft().succeed()

    def _poll(self) -> Process:
        while True:
            if not self._queue:
                self._idle.append(self._env.event())
                yield self._idle[-1]
            yield self._env.timeout(POLL_S)
            batch = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
            for since in batch:
                yield self._env.timeout(self._work.ingest_s)
                if self._admits() and self._starts.taken():
                    self._env.process(self._execute(since))
                else:
                    self.outcome.deferred += 1
                    self._env.process(self._defer(since))

    def _admits(self) -> bool:
        """As `_admit` of ingest: executions first, then the minute's requests."""
        most = self._parameters.maximum_executions
        window = int(self._env.now // WINDOW_S)
        if window != self._window:
            self._window, self._counted = window, self._open
        if most and self._counted >= math.floor(most * SHARE):
            return False
        self._counted += 1
        self._enter_minute()
        per_minute = self._parameters.model_requests_per_minute * SHARE
        if per_minute and self._admitted + self._work.calls > per_minute:
            return False
        self._admitted += self._work.calls
        return True

    def _enter_minute(self) -> None:
        minute = int(self._env.now // MINUTE_S)
        if minute != self._minute:
            self._minute, self._admitted, self._tokens = minute, 0.0, 0.0

    def _defer(self, since: float) -> Process:
        per_minute = self._parameters.model_requests_per_minute * SHARE
        full = per_minute and self._admitted + self._work.calls > per_minute
        delay = delay_s(
            timedelta(seconds=self._env.now - since),
            queue=EventQueue.LISTING,
            at_least_s=math.ceil(MINUTE_S - self._env.now % MINUTE_S) if full else 0,
            drawn=self._random.random(),
        )
        yield self._env.timeout(delay)
        self._put(since)

    def _execute(self, since: float) -> Process:
        self._open += 1
        self.outcome.most_open = max(self.outcome.most_open, self._open)
        others = max(0.0, self._work.transitions - len(self._work.states))
        yield from self._transition(others)
        calls = self._work.calls
        for state, seconds in self._work.states.items():
            yield from self._transition(1)
            called = state in MODEL_STATES and calls > 0
            yield from self._invoke(seconds, calls=min(1.0, calls) if called else 0)
            calls -= called
        self._open -= 1
        self.outcome.ended_at = self._env.now
        if self._measured(since):
            self.outcome.unfinished -= 1
            self.outcome.latencies.append(self._env.now - since)

    def _transition(self, number: float) -> Process:
        """Enter states; where the quota is used up, Step Functions waits."""
        if number:
            yield self._env.timeout(self._work.transition_s * number)
            while not self._transitions.taken(number):
                yield self._env.timeout(THROTTLED_TRANSITION_S)

    def _invoke(self, seconds: float, *, calls: float) -> Process:
        """Run a function, and have its model answer."""
        for refusal in self._tries(REFUSED):
            if self._running < self._quotas.concurrency:
                break
            self.outcome.refused += 1
            yield self._env.timeout(refusal)
        self._running += 1
        self.outcome.most_running = max(self.outcome.most_running, self._running)
        yield self._env.timeout(seconds)
        if calls:
            yield from self._call(calls)
        self._running -= 1

    def _call(self, calls: float) -> Process:
        """Ask the model; a throttled call is the state machine's to try again."""
        tokens = self._work.tokens * calls / self._work.calls
        for throttling in self._tries(THROTTLED):
            self._enter_minute()
            most = self._quotas.tokens_per_minute
            if most is None or self._tokens + tokens <= most:
                break
            self.outcome.throttled += 1
            self._running -= 1
            yield self._env.timeout(throttling)
            self._running += 1
        self._tokens += tokens
        spread = self._work.spread
        typical = self._work.model_s * calls * math.exp(-(spread**2) / 2)
        yield self._env.timeout(self._random.lognormvariate(math.log(typical), spread))

    def _tries(self, retrier: tuple[float, float]) -> Iterator[float]:
        """Give the delays of a retrier, with full jitter."""
        interval, longest = retrier
        while True:
            yield self._random.uniform(0, interval)
            interval = min(2 * interval, longest)


def simulate(
    arrivals: Iterator[float],
    work: Work,
    parameters: Parameters,
    quotas: Quotas,
    *,
    seed: int,
    measured_from: float = 0.0,
    patience_s: float = 600.0,
    progress: Callable[[float], None] = lambda _: None,
) -> Outcome:
    """Let events arrive at these times, in order, and go on for so long after the last one.

    Listings that arrived before `measured_from` only fill the deployment.
    """
    env = simpy.Environment()
    deployment = Deployment(env, work, parameters, quotas, seed=seed)
    deployment.measure(lambda time: time >= measured_from)

    def arrive() -> Process:
        for time in arrivals:
            yield env.timeout(max(0.0, time - env.now))
            deployment.arrive()
            progress(time)

    arriving = env.process(arrive())
    env.run(until=arriving)
    end = env.now + patience_s
    while deployment.outcome.unfinished and env.peek() <= end:
        env.step()
    return deployment.outcome
