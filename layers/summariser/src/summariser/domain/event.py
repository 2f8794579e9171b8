"""ListingEvent: something that happened to one version of a listing on its board."""

import re
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from summariser.domain.event_type import EventType
from summariser.domain.listing import Listing, ListingId
from summariser.domain.values import refusal

# A version is often a time in milliseconds or microseconds. Readers of JSON that know only doubles
# keep whole numbers up to this one: https://www.rfc-editor.org/rfc/rfc8259#section-6
LARGEST_VERSION = 2**53 - 1
WHOLE_NUMBER = re.compile(r"\s*([0-9]{1,16})(?:\.0+)?\s*", re.ASCII)


def _with_a_zone(value: datetime) -> datetime:
    # pydantic's AwareDatetime is in a module that takes 4 ms to import.
    if value.tzinfo is None:
        raise ValueError("must say its time zone, such as Z or +02:00")
    return value


def _whole_number(value: Any) -> Any:
    """Read a version that was written as a text or with decimals: "3", 3.0."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and (number := WHOLE_NUMBER.fullmatch(value)):
        return int(number[1])
    if isinstance(value, bool) or not isinstance(value, int):
        raise refusal(value, "a whole number")
    return value


class ListingEvent(BaseModel):
    """Something that happened to one version of a listing, which is either inline or in S3."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, hide_input_in_errors=True, extra="ignore"
    )

    type: EventType
    listing_id: ListingId
    version: Annotated[
        int, BeforeValidator(_whole_number), Field(strict=True, ge=1, le=LARGEST_VERSION)
    ]
    occurred_at: Annotated[datetime, AfterValidator(_with_a_zone)]
    # When it was decided to summarise a version again whose listing is the same: the event is as
    # old as the version's own, but counts before it.
    summarise_again: Annotated[datetime, AfterValidator(_with_a_zone)] | None = None
    listing: Listing | None = None
    listing_uri: Annotated[str, Field(pattern=r"^s3://[^/]+/.+$")] | None = None

    @model_validator(mode="after")
    def _carries_its_listing(self) -> Self:
        if self.type is not EventType.UNPUBLISHED and (self.listing is None) == (
            self.listing_uri is None
        ):
            raise ValueError("give either `listing` or `listing_uri`")
        return self
