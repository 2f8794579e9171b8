"""Settings: each function's environment, read once as a typed, frozen model."""

import os
from functools import cache
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict

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
        """Read this process's environment; raises pydantic's `ValidationError` for what lacks."""
        return cls.model_validate({name.lower(): value for name, value in os.environ.items()})


class StartSettings(Settings):
    """Where events go."""

    listing_bucket: str
    ledger_table: str
    state_machine_arn: str
    dead_letters_url: str


class IngestListingsSettings(StartSettings):
    """Where events come from and go, and how many may start in a minute."""

    usage_table: str
    model_chain: Names
    model_requests_per_minute: int
    listing_queue_url: str
    backfill_queue_url: str
    backfill_queue_arn: str


class PrepareListingSettings(Settings):
    """Where listings lie."""

    listing_bucket: str


class PlanSummarySettings(Settings):
    """Where documents and sums of usage lie, and who writes which summaries for how much."""

    listing_bucket: str
    usage_table: str
    stage: str
    model_chain: Names
    profiles: Names = ()  # all of profiles.toml where none is named
    daily_spend_ceiling_usd: float


class MergeNotesSettings(Settings):
    """Where notes lie, and what is to be written from them."""

    listing_bucket: str
    profiles: Names = ()


class SummariseChunkSettings(Settings):
    """Where chunks and sums of usage lie, and how long a model may take for an answer."""

    listing_bucket: str
    usage_table: str
    stage: str
    model_timeout_seconds: float
    model_requests_per_minute: int


class ReduceNotesSettings(SummariseChunkSettings):
    """The same, and what the notes are for."""

    profiles: Names = ()


class WriteSummarySettings(ReduceNotesSettings):
    """The same, and what is written."""


class CheckSummarySettings(Settings):
    """Where drafts are, which profiles they are for, who else may write and what is verified."""

    listing_bucket: str
    usage_table: str
    stage: str
    model_chain: Names
    profiles: Names = ()
    verify_sentences: VerifySentences
    verifier_model: str = ""  # the chain's cheapest where none is named


class VerifySentencesSettings(WriteSummarySettings):
    """What is verified of a draft, and who else may write."""

    model_chain: Names
    verify_sentences: VerifySentences


class StoreSummarySettings(Settings):
    """Where summaries lie."""

    listing_bucket: str
    summary_table: str
    ledger_table: str


class WithdrawSummarySettings(StoreSummarySettings):
    """Where summaries lie that have to go, and what may still work on them."""

    state_machine_arn: str


class AnnounceSummarySettings(Settings):
    """Where other systems listen."""

    summary_bus: str


class SendDeadLetterSettings(Settings):
    """Where events lie, and where the failed ones go."""

    listing_bucket: str
    ledger_table: str
    dead_letters_url: str


class SweepLedgerSettings(StartSettings):
    """Where events go, and after how many minutes a version has stood still too long."""

    stalled_minutes: float


class ReplayDeadLettersSettings(Settings):
    """Where failed events wait, and where they go again."""

    dead_letters_url: str
    listing_queue_url: str
