"""ListingEvent: something that happened to one version of a listing on its board."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from summariser.domain.listing import Listing, ListingId

# A version is often a time in milliseconds; DynamoDB and the execution's name have room for that.
LARGEST_VERSION = 10**15


class EventType(StrEnum):
    """What happened to a listing on its board."""

    PUBLISHED = "listing.published"
    UPDATED = "listing.updated"
    UNPUBLISHED = "listing.unpublished"


def _with_a_zone(value: datetime) -> datetime:
    # pydantic's AwareDatetime is in a module that takes 4 ms to import.
    if value.tzinfo is None:
        raise ValueError("must say its time zone, such as Z or +02:00")
    return value


class ListingEvent(BaseModel):
    """Something that happened to one version of a listing, which is either inline or in S3."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, hide_input_in_errors=True, extra="ignore"
    )

    type: EventType
    listing_id: ListingId
    version: Annotated[int, Field(strict=True, ge=1, le=LARGEST_VERSION)]
    occurred_at: Annotated[datetime, AfterValidator(_with_a_zone)]
    listing: Listing | None = None
    listing_uri: Annotated[str, Field(pattern=r"^s3://[^/]+/.+$")] | None = None

    @model_validator(mode="after")
    def _carries_its_listing(self) -> Self:
        if self.type is not EventType.UNPUBLISHED and (self.listing is None) == (
            self.listing_uri is None
        ):
            raise ValueError("give either `listing` or `listing_uri`")
        return self
