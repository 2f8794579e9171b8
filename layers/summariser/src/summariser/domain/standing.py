"""Standing and PublishedSummary: what is answered about a listing."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict

from summariser.domain.ledger import Entry
from summariser.domain.summary import Generated, Status


class Standing(BaseModel):
    """Where the newest version of a listing stands."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    listing_id: str
    version: int
    status: Status
    since: datetime
    error: str | None = None  # of a dead one: the error's name
    reason: str | None = None  # why it is held, as codes and counts, or dead

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Read it from the ledger."""
        return cls(
            listing_id=entry.listing_id,
            version=entry.version,
            status=entry.status,
            since=entry.moved_at,
            error=entry.error if entry.status is Status.DEAD else None,
            reason=entry.cause if entry.status in {Status.DEAD, Status.HELD} else None,
        )


class ProfileText(BaseModel):
    """The text for one profile, and the notice to show beside it."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    text: str
    notice: str


class PublishedSummary(BaseModel):
    """The summary of a listing that its readers see."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    listing_id: str
    version: int
    language: str
    generated: Generated
    occurred_at: datetime
    stored_at: datetime
    profiles: dict[str, ProfileText]

    def only(self, names: Collection[str]) -> Self:
        """Leave out the profiles that are not named."""
        kept = {name: text for name, text in self.profiles.items() if name in names}
        return self.model_copy(update={"profiles": kept})
