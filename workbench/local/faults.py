"""Faults: what may go wrong with AWS calls and invocations of a local engine, drawn by seed.

An engine asks its `Faults` once for each AWS call of a function, a poller or the state machine,
and once for each invocation. Calls of the desk's own clients (`engine.client`) are never asked for.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Protocol, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

# Who calls, where it is no function.
DESK, POLLER, STATE_MACHINE = "Desk", "Poller", "StateMachine"

Probability = Annotated[float, Field(ge=0, le=1)]


class CallFault(StrEnum):
    """How an AWS call fails, with every retry of boto3."""

    THROTTLED = "throttled"
    SERVER_ERROR = "server_error"
    GIVEN_UP = "given_up"  # the server error that is left after boto3's retries, without their wait
    LOST_ANSWER = "lost_answer"  # carried out, then answered as a server error
    LOST_CONNECTION = "lost_connection"  # carried out, then cut off without an answer


class InvocationFault(StrEnum):
    """How the process of an invocation ends before it has answered."""

    KILLED = "killed"
    TIMED_OUT = "timed_out"  # as if it had run into its Timeout, without the wait


Fault = TypeVar("Fault", CallFault, InvocationFault)


@dataclass(frozen=True, order=True)
class Call:
    """An AWS call, by where in the code it is made: a call site.

    `caller` is a function's logical id, POLLER or STATE_MACHINE; `service` as AWS signs for it
    (s3, dynamodb, sqs, states, events, lambda); `operation` as in its API, and for Invoke also the
    function's logical id; `ordinal` counts such calls within one invocation, from 1.
    """

    caller: str
    service: str
    operation: str
    ordinal: int = 1

    def __str__(self) -> str:
        return f"{self.caller} {self.service}:{self.operation} #{self.ordinal}"


@dataclass(frozen=True)
class Death:
    """The end of an invocation's process."""

    fault: InvocationFault
    moment: float
    """When, as a share of the time that the function's invocations take; 0 to 1."""


class Faults(Protocol):
    """Says what goes wrong; asked by many threads at once."""

    def of_call(self, call: Call) -> CallFault | None:
        """Say how an AWS call fails, if it does."""

    def of_invocation(self, function: str) -> Death | None:
        """Say how an invocation of a function, given its logical id, ends early, if it does."""


class Rates(BaseModel):
    """Shares, of which those that exclude each other add up to 1 at most."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    exclusive: ClassVar[tuple[str, ...]]

    @model_validator(mode="after")
    def _leave_room(self) -> Self:
        if sum(getattr(self, name) for name in self.exclusive) > 1 + 1e-9:
            raise ValueError(f"{' + '.join(self.exclusive)} must not be more than 1")
        return self


class CallRates(Rates):
    """The share of AWS calls with each fault."""

    exclusive = ("throttled", "server_error", "lost_answer")

    throttled: Probability = 0.0
    server_error: Probability = 0.0
    lost_answer: Probability = 0.0  # half of them as a lost connection


class InvocationRates(Rates):
    """The share of invocations with each fault."""

    exclusive = ("killed", "timed_out")

    killed: Probability = 0.0
    timed_out: Probability = 0.0


class TokenBucket:
    """A quota of calls as AWS has it: so many a second, and a bucketful at once.

    https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    """

    def __init__(
        self, per_second: float, size: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_second = per_second
        self._size = self._tokens = size
        self._clock = clock
        self._at = clock()
        self.refused = 0
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Take a token; False where none is left."""
        with self._lock:
            now = self._clock()
            self._tokens = min(self._size, self._tokens + (now - self._at) * self._per_second)
            self._at = now
            if self._tokens < 1:
                self.refused += 1
                return False
            self._tokens -= 1
            return True


class SeededFaults:
    """Implements `Faults`: the nth call of a kind has the same fault in every run of one seed."""

    def __init__(
        self,
        *,
        seed: int,
        calls: CallRates | None = None,
        invocations: InvocationRates | None = None,
        by_function: Mapping[str, InvocationRates] | None = None,
        starts: TokenBucket | None = None,
    ) -> None:
        """`by_function` has other rates for some functions; `starts` allows StartExecution."""
        self._seed = seed
        self._by_function = by_function or {}
        self._starts = starts
        self._calls = calls or CallRates()
        self._invocations = invocations or InvocationRates()
        self._on = True
        self._lock = threading.Lock()
        self._asked: Counter[str] = Counter()
        self.injected: Counter[CallFault | InvocationFault] = Counter()

    def on(self) -> None:
        """Let things go wrong, as they do from the start."""
        self._on = True

    def off(self) -> None:
        """Let nothing go wrong from now on."""
        self._on = False

    def of_call(self, call: Call) -> CallFault | None:
        """Draw an AWS call's fault; say that a start came too early."""
        starts = (call.service, call.operation) == ("states", "StartExecution")
        if starts and self._starts is not None and not self._starts.take():
            return self._count(CallFault.THROTTLED)
        drawn = self._draw(f"{call.caller}/{call.service}/{call.operation}")
        share, rates = drawn.random(), self._calls
        fault = None
        if share < rates.throttled:
            fault = CallFault.THROTTLED
        elif share < rates.throttled + rates.server_error:
            fault = CallFault.GIVEN_UP
        elif share < rates.throttled + rates.server_error + rates.lost_answer:
            fault = drawn.choice((CallFault.LOST_ANSWER, CallFault.LOST_CONNECTION))
        return self._count(fault)

    def of_invocation(self, function: str) -> Death | None:
        """Draw an invocation's fault, and its moment."""
        drawn = self._draw(function)
        share, rates = drawn.random(), self._by_function.get(function, self._invocations)
        fault = None
        if share < rates.killed:
            fault = InvocationFault.KILLED
        elif share < rates.killed + rates.timed_out:
            fault = InvocationFault.TIMED_OUT
        counted = self._count(fault)
        return Death(counted, drawn.random()) if counted else None

    def _draw(self, what: str) -> random.Random:
        with self._lock:
            self._asked[what] += 1
            return random.Random(f"{self._seed}/{what}/{self._asked[what]}")  # noqa: S311

    def _count(self, fault: Fault | None) -> Fault | None:
        if fault is None or not self._on:
            return None
        with self._lock:
            self.injected[fault] += 1
        return fault
