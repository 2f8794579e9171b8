"""Draft and Summary: what a model writes of a listing, and what is published of it."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from summariser.domain.findings import Finding


class Sentence(BaseModel):
    """One sentence of a summary and the numbers of the document's lines it rests on."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    text: str
    lines: tuple[int, ...]


class ProfileSummary(BaseModel):
    """The summary of a listing for one profile; `text` is its sentences in the profile's form."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    text: str
    sentences: tuple[Sentence, ...]


class Usage(BaseModel):
    """What a summary cost."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: float
    seconds: float  # of model time


class ModelFailure(BaseModel):
    """Why a model of the chain did not write a summary: an error's name, and words for people."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    model: str
    error: str
    cause: str


class Draft(BaseModel):
    """What a model wrote of one listing version, for every profile asked for."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    listing_id: str
    version: int
    language: str
    model: str
    prompt_version: str
    profiles: dict[str, ProfileSummary]
    findings: tuple[Finding, ...]
    usage: Usage
    skipped_models: tuple[ModelFailure, ...] = ()  # the models that were to write before this one
    reused_from: int | None = None  # the version of the same content that it was written for
    revised: bool = False  # whether the model wrote it again, told what was wrong with its first


class Status(StrEnum):
    """Where a listing version stands."""

    RECEIVED = "received"  # its event is kept, and no execution is known of yet
    RUNNING = "running"
    PUBLISHED = "published"
    HELD = "held"  # a summary was stored, and is not shown: a check blocks every model's
    SUPERSEDED = "superseded"  # a newer version, or another event of this one, came first
    WITHDRAWN = "withdrawn"
    DEAD = "dead"  # its event waits on the dead-letter queue


class Summary(Draft):
    """A draft that was stored, with where it came from and when."""

    status: Status
    document_uri: str
    occurred_at: datetime  # when the board sent the event
    stored_at: datetime
