"""Settings: each function's environment, read once as a typed, frozen model."""

import os
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict

from summariser.domain.event_queue import EventQueue
from summariser.domain.verification import VerifySentences


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(",") if name.strip())
    return value


Names = Annotated[tuple[str, ...], BeforeValidator(_split)]


class Settings(BaseModel):
    """The environment of a function; template.yaml sets each field as its upper-case variable."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    @classmethod
    @cache
    def read(cls) -> Self:
        """Read this process's environment.

        Raises pydantic's `ValidationError` if a variable is missing or invalid.
        """
        return cls.model_validate({name.lower(): value for name, value in os.environ.items()})


class MeteredSettings(Settings):
    """Where usage is stored, and the models whose metrics are told apart."""

    usage_table: str
    stage: str
    metered_models: Names


class StartSettings(Settings):
    """Where ingest and the sweep store events, start executions and send dead letters."""

    stage: str
    listing_bucket: str
    ledger_table: str
    state_machine_arn: str
    dead_letters_url: str


class IngestListingsSettings(StartSettings):
    """The same, the queues that events come from, and how much room there is to start."""

    usage_table: str
    model_chain: Names
    verify_sentences: VerifySentences
    verifier_model: str = ""
    model_requests_per_minute: int
    maximum_executions: int
    listing_queue_url: str
    interactive_queue_url: str
    interactive_queue_arn: str
    backfill_queue_url: str
    backfill_queue_arn: str

    def queue_of(self, arn: str) -> EventQueue:
        """Tell which queue an event came by."""
        queues = {
            self.interactive_queue_arn: EventQueue.INTERACTIVE,
            self.backfill_queue_arn: EventQueue.BACKFILL,
        }
        return queues.get(arn, EventQueue.LISTING)

    @property
    def queue_urls(self) -> dict[EventQueue, str]:
        """Where each queue is."""
        return {
            EventQueue.INTERACTIVE: self.interactive_queue_url,
            EventQueue.LISTING: self.listing_queue_url,
            EventQueue.BACKFILL: self.backfill_queue_url,
        }


class PlanSummarySettings(MeteredSettings):
    """Where documents and usage are stored; the chain, the profiles and the spend ceiling."""

    listing_bucket: str
    model_chain: Names
    profiles: Names = ()  # empty: all of profiles.toml
    daily_spend_ceiling_usd: float


class PrepareListingSettings(PlanSummarySettings):
    """The same: the first plan is made with the document."""


class PrepareBatchSettings(PlanSummarySettings):
    """The same, and the queue of what no batch job answers."""

    backfill_queue_url: str


class BatchJobSettings(MeteredSettings):
    """The same for batch jobs, what they read and write, and the queue for their events."""

    listing_bucket: str
    backfill_queue_url: str
    batch_role_arn: str


class SubmitBatchSettings(BatchJobSettings):
    """The same, and whether batch inference is on."""

    batch_inference: Literal["on", "off"]


class ReconcileBatchSettings(BatchJobSettings):
    """The same, the ledger, and what the drafts are for."""

    ledger_table: str
    profiles: Names = ()


class MergeNotesSettings(Settings):
    """Where notes are stored, and the profiles they are for."""

    listing_bucket: str
    profiles: Names = ()


class SummariseChunkSettings(MeteredSettings):
    """Where chunks and usage are stored, and the limits on calls to a model."""

    listing_bucket: str
    model_timeout_seconds: float
    model_requests_per_minute: int


class ReduceNotesSettings(SummariseChunkSettings):
    """The same, and the profiles the notes are for."""

    profiles: Names = ()


class VerifySentencesSettings(ReduceNotesSettings):
    """The same; the profiles are those of the draft. What is verified of it, who else may write."""

    model_chain: Names
    verify_sentences: VerifySentences


class WriteSummarySettings(VerifySentencesSettings):
    """The same, and who verifies."""

    verifier_model: str = ""  # the chain's cheapest where none is named


class CheckSummarySettings(MeteredSettings):
    """Where drafts are, which profiles they are for, who else may write and what is verified."""

    listing_bucket: str
    model_chain: Names
    profiles: Names = ()
    verify_sentences: VerifySentences
    verifier_model: str = ""  # the chain's cheapest where none is named


class StoreSummarySettings(Settings):
    """Where summaries are stored."""

    stage: str
    listing_bucket: str
    summary_table: str
    ledger_table: str


class WithdrawSummarySettings(Settings):
    """Where summaries are, and the state machine that may still be running for the listing."""

    listing_bucket: str
    summary_table: str
    ledger_table: str
    state_machine_arn: str


class AnnounceSummarySettings(Settings):
    """The bus on which summaries are announced, the rows they stand in, and where failures go."""

    stage: str
    summary_bus: str
    ledger_table: str
    announcement_dead_letters_url: str


class EmbedSummarySettings(MeteredSettings):
    """Where summaries and their vectors are, and the model that makes the vectors."""

    listing_bucket: str
    summary_table: str
    ledger_table: str
    vector_index_arn: str
    embedding_model: str


class SendDeadLetterSettings(Settings):
    """Where events are stored, and where failed ones are sent."""

    stage: str
    listing_bucket: str
    ledger_table: str
    dead_letters_url: str


class SweepLedgerSettings(StartSettings):
    """The same as ingest's, and after how many minutes a version counts as stalled."""

    stalled_minutes: float


class AnswerRequestsSettings(Settings):
    """Where a request's event is sent, and where what became of it is read."""

    listing_bucket: str
    ledger_table: str
    summary_table: str
    usage_table: str
    interactive_queue_url: str
    vector_index_arn: str = ""  # where no listing has a vector


class ReplayDeadLettersSettings(Settings):
    """Where failed events wait, and where they are sent again."""

    dead_letters_url: str
    listing_queue_url: str


class SplitBackfillSettings(Settings):
    """Where backfills and summaries are, and how parts are to be staged."""

    listing_bucket: str
    summary_table: str
    backfill_concurrency: int
    backfill_tolerated_failure_percentage: float


class StageListingsSettings(Settings):
    """Where parts are, the queue of their events, and the hours in which they may be staged."""

    listing_bucket: str
    backfill_queue_url: str
    backfill_hours: str  # empty: all of them
