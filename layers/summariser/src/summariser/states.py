"""An input and an output model for each state of statemachine/summarise_listing.asl.yaml.

They carry references, never text: no payload limit is met, and an execution's history holds no
personal data.
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from summariser.listing import EventType
from summariser.summary import Status


class ListingVersion(BaseModel):
    """The listing version that a state works on."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    listing_id: str
    version: int


class ExecutionInput(ListingVersion):
    """What ingest starts an execution with."""

    event_type: EventType
    occurred_at: datetime
    event_uri: str  # the message's body, as it came
    listing_uri: str | None  # null where the event unpublishes the listing


class PrepareListingInput(ListingVersion):
    """A listing in S3."""

    listing_uri: str


class PrepareListingOutput(BaseModel):
    """Its document in S3."""

    document_uri: str


class WriteSummaryInput(ListingVersion):
    """A document in S3."""

    document_uri: str


class WriteSummaryOutput(BaseModel):
    """The draft of its summaries in S3, and who wrote it."""

    draft_uri: str
    model: str


class StoreSummaryInput(ListingVersion):
    """A draft in S3, and the document it rests on."""

    occurred_at: datetime
    document_uri: str
    draft_uri: str


class StoreSummaryOutput(BaseModel):
    """Where the listing version stands now."""

    status: Status
    language: str | None
    summary_uri: str | None


class WithdrawSummaryInput(ListingVersion):
    """A listing that its board took down."""

    occurred_at: datetime
    event_uri: str


class WithdrawSummaryOutput(StoreSummaryOutput):
    """Where the listing version stands now; it has no summary any more."""


class AnnounceSummaryInput(ListingVersion):
    """A summary that became visible, or one that is gone."""

    status: Status
    language: str | None
    summary_uri: str | None


class AnnounceSummaryOutput(BaseModel):
    """The event on the bus."""

    event_id: str


class SendDeadLetterInput(ListingVersion):
    """An execution that failed: its event, and what Step Functions says of the failure."""

    event_uri: str
    error: str
    cause: str
    execution_arn: str


class SendDeadLetterOutput(BaseModel):
    """The message on the dead-letter queue."""

    message_id: str
