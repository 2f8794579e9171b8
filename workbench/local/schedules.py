"""Schedules: a function is invoked at the rate that its Schedule event declares."""

import logging
import re
import threading
from dataclasses import dataclass

from workbench.local.concurrency import TooManyRequestsError
from workbench.local.sandboxes import EngineClosedError, Sandboxes

_LOG = logging.getLogger(__name__)
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_SECONDS = {"minute": 60.0, "hour": 3600.0, "day": 86400.0}
_EVENT = b'{"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}'


class UnknownRateError(ValueError):
    """A schedule is no rate; a cron expression would need a calendar, and no function has one."""


@dataclass(frozen=True)
class Schedule:
    """The Schedule event of a function, as its template declares it."""

    expression: str
    function: str

    @property
    def seconds(self) -> float:
        """The time between two invocations; raises `UnknownRateError`."""
        found = _RATE.fullmatch(self.expression)
        if found is None:
            raise UnknownRateError(f"{self.expression} is not rate(N minutes, hours or days)")
        return int(found[1]) * _SECONDS[found[2]]


class Timer:
    """Invokes the function of one schedule until it is closed."""

    def __init__(self, schedule: Schedule, sandboxes: Sandboxes) -> None:
        self._schedule = schedule
        self._sandboxes = sandboxes
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(schedule.seconds,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Invoke no more; an invocation under way ends with the engine's sandboxes."""
        self._closed.set()

    def _run(self, seconds: float) -> None:
        while not self._closed.wait(seconds):
            try:
                invocation = self._sandboxes.invoke(self._schedule.function, _EVENT)
            except EngineClosedError:
                return
            except TooManyRequestsError:
                _LOG.warning("%s is throttled", self._schedule.function)
                continue
            if invocation.function_error:
                _LOG.warning("%s failed: %s", self._schedule.function, invocation.payload)
