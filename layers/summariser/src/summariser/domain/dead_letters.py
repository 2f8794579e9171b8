"""Dead letters: what is known about each, how they are selected, and what a replay did."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# SQS moves a message that was received too often, without a reason:
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
RECEIVED_TOO_OFTEN = "ReceivedTooOften"
RECEIVED_TOO_OFTEN_CAUSE = (
    "The event was received as often as the listing queue allows and failed each time, so SQS "
    "moved it here; the log of IngestListings says why."
)
MAX_REPLAYS = 3
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}

Duration = Annotated[str, StringConstraints(pattern=r"^\d{1,6}[smhd]$")]  # 90s, 30m, 2h, 3d


def timedelta_of(duration: Duration) -> timedelta:
    """Read a duration such as 2h or 3d."""
    return timedelta(**{UNITS[duration[-1]]: int(duration[:-1])})


class DeadLetter(BaseModel):
    """An event on the dead-letter queue, and why it is there."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    message_id: str
    listing_id: str | None
    version: int | None
    error: str
    cause: str
    state: str | None  # the state that failed; None if SQS moved the message
    execution_arn: str | None
    replays: int  # how often it has been replayed
    sent_at: datetime  # if SQS moved the message: when its event was first sent
    body: str = Field(repr=False)  # the event, as it was received
    receipt: str = Field(repr=False, exclude=True)


class Selection(BaseModel):
    """Which dead letters are selected; a filter that is not given selects all."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    reasons: tuple[str, ...] = ()  # names of errors
    listing_ids: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    older_than: Duration | None = None
    newer_than: Duration | None = None

    def selects(self, letter: DeadLetter, now: datetime) -> bool:
        """Tell whether a dead letter is selected."""
        age = now - letter.sent_at
        return (
            (not self.reasons or letter.error in self.reasons)
            and (not self.listing_ids or letter.listing_id in self.listing_ids)
            and (not self.states or letter.state in self.states)
            and (self.older_than is None or age > timedelta_of(self.older_than))
            and (self.newer_than is None or age < timedelta_of(self.newer_than))
        )


class ReplayDeadLettersInput(Selection):
    """Which dead letters to replay, how many, and how fast."""

    limit: Annotated[int, Field(ge=1)] | None = None
    rate: Annotated[float, Field(ge=0.1, le=1000)] | None = None  # per second
    max_replays: Annotated[int, Field(ge=0)] = MAX_REPLAYS
    force: bool = False  # even those that reached max_replays
    dry_run: bool = False


class Fate(StrEnum):
    """What became of a dead letter that a replay read."""

    REPLAYED = "replayed"
    NOT_SELECTED = "not_selected"
    TOO_MANY_REPLAYS = "too_many_replays"
    REPEATED = "repeated"  # the same event as a letter already replayed: deleted
    NEWER = "newer"  # than the replay, which would otherwise replay its own failures for ever
    REFUSED = "refused"


class End(StrEnum):
    """Why a replay ended."""

    ALL_SEEN = "all_seen"
    LIMIT = "limit"
    STOPPED = "stopped"  # it ran out of time or was stopped


class ReplayDeadLettersOutput(BaseModel):
    """What a replay did or, in a dry run, would have done."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    replayed: int
    not_selected: int
    too_many_replays: int
    repeated: int
    newer: int
    refused: int
    left: int  # all dead letters on the queue now, as SQS counts them: approximate
    ended: End
    dry_run: bool


def replays_of(value: object) -> int:
    """Read the attribute `replays`; 0 for anything else that a sender may have put there."""
    text = value if isinstance(value, str) else ""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0
