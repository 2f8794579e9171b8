"""An input and an output model for each state of statemachine/summarise_listing.asl.yaml.

They carry references, never text: no payload limit is met, and an execution's history holds no
personal data.
"""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from summariser.domain.event_type import EventType
from summariser.domain.execution import ExecutionInput, ListingVersion
from summariser.domain.summary import ModelFailure, Status
from summariser.domain.verdict import Verdict


class Output(BaseModel):
    """What a state gives to the next ones."""

    model_config = ConfigDict(defer_build=True, hide_input_in_errors=True)


class NextStep(StrEnum):
    """What a listing needs next."""

    WITHDRAW = "withdraw"  # it was taken down
    CHECK = "check"  # the draft of the same content
    CHUNKS = "chunks"  # have notes on them
    WRITE = "write"


class StepInput(ListingVersion):
    """What every state gets; a log line has the execution's name as `correlation_id`."""

    execution_name: str | None = None  # executions of release 0.1.0 do not pass it


class PrepareListingInput(StepInput):
    """A listing in S3; none if its event takes it down."""

    # Executions of release 0.1.0 ask for the document of a listing that was published.
    event_type: EventType = EventType.PUBLISHED
    listing_uri: str | None


class StepFailure(BaseModel):
    """What Step Functions says of a task that failed."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    error: str = Field(alias="Error")
    cause: str = Field(alias="Cause")


class Merged(BaseModel):
    """Merged notes in S3, and the groups of them to reduce: none where one prompt holds them."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, hide_input_in_errors=True, extra="ignore"
    )

    notes_uri: str
    level: int  # how often they were reduced
    groups: tuple[int, ...]


class Planned(BaseModel):
    """A plan in S3, and how far its execution is; a Catch adds the failure of a task."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, hide_input_in_errors=True, extra="ignore"
    )

    model: str
    plan_uri: str
    chunks: tuple[int, ...]  # none where one prompt holds the document
    concurrency: int
    failures: tuple[ModelFailure, ...]  # of the plans before this one
    merged: Merged | None
    draft_uri: str | None = None  # of the same content: it makes the plan needless
    previous_draft_uri: str | None = None  # the draft to write again, for what the checks found
    failure: StepFailure | None = None


class PlanSummaryInput(StepInput):
    """A document in S3, and the plan before: it failed, or what it offered to reuse is blocked."""

    document_uri: str
    planned: Planned | None


class PlanSummaryOutput(Planned):
    """The plan to go by, for which document, and what comes first."""

    next_step: NextStep
    document_uri: str


class PrepareListingOutput(Output):
    """What is next, with the document and its first plan; only that where it was taken down."""

    next_step: NextStep
    document_uri: str | None = None
    model: str | None = None
    plan_uri: str | None = None
    chunks: tuple[int, ...] = ()
    concurrency: int = 0
    failures: tuple[ModelFailure, ...] = ()
    merged: Merged | None = None
    draft_uri: str | None = None
    previous_draft_uri: str | None = None


class SummariseChunkInput(StepInput):
    """One chunk of a plan."""

    document_uri: str
    plan_uri: str
    model: str
    chunk: int


class SummariseChunkOutput(Output):
    """The notes on it in S3; none where time ran out, and the next invocation goes on."""

    notes_uri: str | None


class MergeNotesInput(StepInput):
    """A plan whose chunks, or whose groups of notes, are done."""

    document_uri: str
    plan_uri: str
    model: str
    merged: Merged | None


class MergeNotesOutput(Merged):
    """All its notes."""


class ReduceNotesInput(StepInput):
    """One group of merged notes."""

    document_uri: str
    plan_uri: str
    model: str
    merged: Merged
    group: int


class ReduceNotesOutput(Output):
    """Shorter notes in S3."""

    notes_uri: str


class WriteSummaryInput(StepInput):
    """A document in S3, and the notes on it where no prompt holds it whole."""

    document_uri: str
    plan_uri: str
    model: str
    merged: Merged | None
    previous_draft_uri: str | None


class DraftInput(StepInput):
    """A draft in S3, with the document it rests on and the plan it was written by, or offered."""

    document_uri: str
    plan_uri: str
    draft_uri: str
    reused_draft_uri: str | None  # the draft of the same content that the plan offered


class CheckSummaryInput(DraftInput):
    """A draft that nobody has looked at, or whose verifier failed."""

    # Executions of release 0.1.0 have no state that verifies: rules alone judge their drafts.
    verifier_failed: bool = True


class CheckSummaryOutput(Output):
    """What becomes of the draft, which has its findings now; `cause` names codes, never text."""

    verdict: Verdict
    draft_uri: str
    cause: str
    verifier: str | None  # the model that is to read its sentences, where it is verified


class WriteSummaryOutput(CheckSummaryOutput):
    """What becomes of the draft that a model wrote."""


class VerifySentencesInput(DraftInput):
    """A checked draft, and the model that is to read its sentences."""

    model: str


class VerifySentencesOutput(Output):
    """What becomes of the draft, which has only supported sentences now."""

    verdict: Verdict
    draft_uri: str
    cause: str
    verifier: str


class StoreSummaryInput(StepInput):
    """A checked draft in S3, and the document it rests on."""

    occurred_at: datetime
    event_uri: str
    document_uri: str
    draft_uri: str
    verdict: Verdict
    # As a whole, since a path to a field that it lacks fails; nor did release 0.1.0 pass it.
    execution_input: ExecutionInput | None = None


class StoreSummaryOutput(Output):
    """Where the listing version stands now."""

    status: Status
    language: str | None
    summary_uri: str | None


class WithdrawSummaryInput(StepInput):
    """A listing that its board took down."""

    occurred_at: datetime
    event_uri: str


class WithdrawSummaryOutput(StoreSummaryOutput):
    """Where the listing version stands now; it has no summary any more."""


class AnnounceSummaryInput(StepInput):
    """What an execution of release 0.1.0 announces; later ones leave it to the ledger's stream."""

    status: Status
    language: str | None
    summary_uri: str | None


class AnnounceSummaryOutput(Output):
    """The event on the bus; none where the ledger's row announces it."""

    event_id: str | None


class SendDeadLetterInput(StepInput):
    """An execution that failed: its event, and what Step Functions says of the failure."""

    event_uri: str
    replays: int
    state: str  # the one that failed
    error: str
    cause: str
    execution_arn: str


class SendDeadLetterOutput(Output):
    """The message on the dead-letter queue; none if its event is obsolete."""

    message_id: str | None
