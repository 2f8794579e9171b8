"""`Executions`, `SummaryBus` and a list of outcomes in memory."""

from dataclasses import dataclass, field
from typing import Any

from summariser.domain.errors import ServiceUnavailable
from summariser.domain.execution import Execution, ExecutionInput
from summariser.domain.summary import Generated, Status, Summary
from tests.values import NOON

FAILED = frozenset({"FAILED", "TIMED_OUT", "ABORTED"})


@dataclass
class ExecutionList:
    """`Executions` in memory; throttled as often as a test says."""

    started: dict[str, ExecutionInput] = field(default_factory=dict)
    known: dict[str, Execution] = field(default_factory=dict)
    stopped: list[str] = field(default_factory=list)
    throttled: int = 0

    def start(self, name: str, execution_input: ExecutionInput) -> tuple[str, int]:
        if self.throttled:
            self.throttled -= 1
            raise ServiceUnavailable("states:StartExecution", "ThrottlingException")
        attempt, own_name = 1, name
        while own_name in self.started and self._status(own_name) in FAILED:
            attempt += 1
            own_name = f"{name}-{attempt}"
        self.started.setdefault(own_name, execution_input)
        return own_name, attempt

    def describe(self, name: str) -> Execution | None:
        running = Execution(arn=f"arn:{name}", status="RUNNING") if name in self.started else None
        return self.known.get(name, running)

    def running(self) -> list[str]:
        return [name for name in self.started if self._status(name) == "RUNNING"]

    def stop(self, name: str, cause: str) -> None:
        self.stopped.append(name)
        if self._status(name) == "RUNNING":
            self.known[name] = Execution(
                f"arn:{name}", "ABORTED", error="Stopped", cause=cause, ended_at=NOON
            )

    def _status(self, name: str) -> str | None:
        known = self.describe(name)
        return known.status if known else None


@dataclass
class Noticeboard:
    """A `SummaryBus` in memory."""

    notices: list[dict[str, Any]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)  # listings of which it takes nothing

    def announce(
        self,
        *,
        listing_id: str,
        version: int,
        status: Status,
        language: str | None,
        summary_uri: str | None,
        execution_name: str | None,
        generated: Generated | None = None,
    ) -> str:
        if listing_id in self.refused:
            raise ServiceUnavailable("events:PutEvents", "InternalException")
        if status not in {Status.PUBLISHED, Status.HELD, Status.WITHDRAWN}:
            raise KeyError(status)
        self.notices.append(
            {
                "listing_id": listing_id,
                "version": version,
                "status": status,
                "language": language,
                "summary_uri": summary_uri,
                "generated": generated,
                "execution_name": execution_name,
            }
        )
        return f"event-{len(self.notices)}"


@dataclass
class OutcomeList:
    """What StoreSummary reports, in memory."""

    counted: list[tuple[int, Status, float | None]] = field(default_factory=list)

    def stored(self, summary: Summary, latency_s: float | None) -> None:
        self.counted.append((summary.version, summary.status, latency_s))
