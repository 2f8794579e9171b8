"""Backfill: listings in bulk, which parts they were split into, and what was staged of each part.

Records are split into parts, and a part's events are staged: sent to the backfill queue. What is
done is noted with each part, so that a backfill that was stopped goes on where it was.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from summariser.domain.errors import PermanentError

LEDGER = "ledger"  # the source of what was published already, and is summarised again
RECORDS_IN_A_PART = 1000
BYTES_IN_A_PART = 5_000_000
PROMPT_VERSION = re.compile(r"v(\d+)")


class Mode(StrEnum):
    """How the models are asked."""

    ON_DEMAND = "on-demand"


class InvalidBackfill(PermanentError):
    """A backfill cannot be done as it was asked for; the message says what to ask for."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What filters look at, of a listing or of its summary."""

    language: str | None
    company: str | None
    published_at: datetime | None
    prompt_version: str | None = None
    profiles: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class WrittenSummary:
    """What readers see of a listing, as far as it decides whether that is written again."""

    listing_id: str
    version: int
    language: str
    prompt_version: str
    profiles: frozenset[str]
    occurred_at: datetime
    listing_uri: str
    cost_usd: float


def _aware(value: datetime | None) -> datetime | None:
    """Take a time without a zone, or a day, to be of UTC."""
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def _prompt_version(value: str | None) -> str | None:
    if value is not None and not PROMPT_VERSION.fullmatch(value):
        raise ValueError("must be a prompt version, such as v3")
    return value


class Filters(BaseModel):
    """Which listings a backfill is of: those that every filter selects."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    language: str | None = None  # as the listing declares it, or its summary is written in
    company: str | None = None
    published_since: Annotated[datetime | None, AfterValidator(_aware)] = None
    # Of the ledger alone.
    prompt_older_than: Annotated[str | None, AfterValidator(_prompt_version)] = None
    without_profile: str | None = None

    @property
    def need_a_summary(self) -> bool:
        """Whether they look at summaries, which only the ledger has."""
        return self.prompt_older_than is not None or self.without_profile is not None

    @property
    def select_all(self) -> bool:
        """Whether there is none."""
        return self == Filters()

    def selects(self, facts: Facts) -> bool:
        """Tell whether every filter selects a listing; what is not known of it is not selected."""
        return (
            self._same(self.language, (facts.language or "").partition("-")[0])
            and self._same(self.company, facts.company or "")
            and (
                self.published_since is None
                or (facts.published_at is not None and facts.published_at >= self.published_since)
            )
            and (
                self.prompt_older_than is None
                or _number(facts.prompt_version) < _number(self.prompt_older_than)
            )
            and (self.without_profile is None or self.without_profile not in facts.profiles)
        )

    @staticmethod
    def _same(wanted: str | None, found: str) -> bool:
        return wanted is None or wanted.casefold() == found.strip().casefold()


def _number(prompt_version: str | None) -> int:
    """Read the number of a prompt version; what is none is older than all."""
    found = PROMPT_VERSION.fullmatch(prompt_version or "")
    return int(found[1]) if found else 0


class BackfillRequest(BaseModel):
    """What an execution of the backfill is started with."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    backfill_id: str | None = None  # of the one to go on with; else the execution's name
    source: str  # s3://…, an object or a prefix below incoming/ in the listing bucket, or `ledger`
    filters: Filters = Filters()
    mode: Mode = Mode.ON_DEMAND
    limit: Annotated[int, Field(ge=1)] | None = None  # listings

    def check(self) -> None:
        """Raise `InvalidBackfill` for filters that its source knows nothing of."""
        if self.source != LEDGER and self.filters.need_a_summary:
            raise InvalidBackfill(
                "Only listings of the ledger have a summary: use the source `ledger` with "
                "prompt_older_than and without_profile."
            )


class Position(BaseModel):
    """How far a source was read: up to a record of an object, or up to a listing of the ledger."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    at: str  # the object's key, or the listing's id
    number: int = 0  # of the object's last record that was read
    ended: bool = False  # whether the object was read to its end


class Backfill(BaseModel):
    """A backfill, and how far it is split."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    backfill_id: str
    request: BackfillRequest
    started_at: datetime
    position: Position | None = None
    parts: int = 0
    records: int = 0  # in parts
    not_selected: int = 0
    split_at: datetime | None = None  # once all of it is in parts


class PartRecord(BaseModel):
    """A record in a part, and where it comes from."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    source: str
    number: int  # of its line or its item
    text: str
    defect: str | None = None  # why it cannot be read
    spent_usd: float = 0.0  # what its summary had cost before, where it is written again


class Rejected(BaseModel):
    """A record that cannot be staged: where it is, and why; never its text."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    source: str
    number: int
    reason: str


class StagedEvent(BaseModel):
    """An event that was sent to the backfill queue."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    listing_id: str
    version: int
    event_uri: str  # the ledger's row of the version has it once the event counts
    spent_usd: float = 0.0


class StagedPart(BaseModel):
    """A part that is done: what was sent of it, and how many records were rejected."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    part: int
    events: tuple[StagedEvent, ...]
    rejected: int
    staged_at: datetime


@dataclass(frozen=True)
class Hours:
    """The hours of a day, in UTC, in which a backfill stages; from 22 to 6 is over midnight."""

    begin: int
    end: int

    @classmethod
    def read(cls, text: str) -> "Hours | None":
        """Read hours such as `22-6`; None if a text is empty, which means all day."""
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", text)
        if found is None or int(found[1]) == int(found[2]) or max(map(int, found.groups())) > 24:
            raise InvalidBackfill(f"BackfillHours is {text!r}; give two hours of UTC, as in 22-6.")
        return cls(int(found[1]) % 24, int(found[2]) % 24)

    def opens(self, now: datetime) -> datetime | None:
        """Return when staging may go on; None if it may now."""
        hour = now.astimezone(UTC).hour
        within = (
            self.begin <= hour < self.end
            if self.begin < self.end
            else hour >= self.begin or hour < self.end
        )
        if within:
            return None
        today = datetime.combine(now.astimezone(UTC).date(), time(self.begin, tzinfo=UTC))
        return today if today > now else today + timedelta(days=1)
