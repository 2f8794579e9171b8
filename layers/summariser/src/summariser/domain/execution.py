"""Execution: its input, how it stands, and the name that makes the same event start only one."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from summariser.domain.event_type import EventType

if TYPE_CHECKING:  # listings and how they are read are not needed to start or to run one
    from summariser.domain.event import ListingEvent


class ListingVersion(BaseModel):
    """The listing version that a state works on.

    Executions of the last release are in flight when functions are deployed: what a newer function
    does not read is ignored, and what it newly reads has a default.
    """

    model_config = ConfigDict(
        defer_build=True, frozen=True, hide_input_in_errors=True, extra="ignore"
    )

    listing_id: str
    version: int


class ExecutionInput(ListingVersion):
    """What ingest starts an execution with."""

    event_type: EventType
    occurred_at: datetime
    event_uri: str  # the message's body, as it was received
    listing_uri: str | None  # null if the event unpublishes the listing
    replays: int = 0  # how often the event was sent back from the dead letters
    received_at: datetime | None = None  # by its queue; null if it is not waited for (a backfill)
    planned: None = None  # PlanSummary reads it; JSONPath cannot read a missing field


@dataclass(frozen=True)
class Execution:
    """An execution and its status: RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED."""

    arn: str
    status: str
    error: str | None = None
    cause: str | None = None
    ended_at: datetime | None = None


def execution_name(event: "ListingEvent", content: str) -> str:
    """Name an execution by id, version and content, so that the same event has the same name.

    At most 80 characters, none of them special:
    https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    """
    readable = re.sub(r"[^A-Za-z0-9_-]+", "-", event.listing_id)[:32]
    kind = "withdraw" if event.type is EventType.UNPUBLISHED else "publish"
    identity = f"{event.listing_id}\n{event.version}\n{kind}\n{content}"
    if event.summarise_again is not None:
        identity += f"\n{event.summarise_again.isoformat()}"
    digest = hashlib.sha256(identity.encode()).hexdigest()[:16]
    return f"{readable}-v{event.version}-{digest}"
