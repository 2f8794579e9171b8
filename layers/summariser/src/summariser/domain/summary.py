"""Draft and Summary: what a model writes about a listing, and what is published."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, computed_field

from summariser.domain.findings import Finding


class Sentence(BaseModel):
    """One sentence of a summary, and the numbers of the document's lines that it rests on."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    text: str
    lines: tuple[int, ...]


class ProfileSummary(BaseModel):
    """The summary of a listing for one profile; `text` has its sentences in the profile's form."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    text: str
    sentences: tuple[Sentence, ...]
    notice: str = ""  # of a summary: a sentence that tells readers who wrote it


class Generated(BaseModel):
    """Who wrote a summary, for machines to read.

    Regulation (EU) 2024/1689, Article 50 (2): https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    """

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    by: Literal["machine"] = "machine"
    model: str
    prompt_version: str
    reviewed: bool = False  # by a person


class Usage(BaseModel):
    """What a summary cost."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: float
    seconds: float  # of model time


class ModelFailure(BaseModel):
    """Why a model of the chain did not write a summary: an error's name, and a cause for people."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    model: str
    error: str
    cause: str


class Draft(BaseModel):
    """What a model wrote about one listing version, for every profile requested."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    listing_id: str
    version: int
    language: str
    model: str
    prompt_version: str
    profiles: dict[str, ProfileSummary]
    findings: tuple[Finding, ...]
    usage: Usage
    skipped_models: tuple[ModelFailure, ...] = ()  # those that came before this one in the chain
    reused_from: int | None = None  # the version with the same content that it was written for
    revised: bool = False  # whether the model revised its first draft after findings


class Status(StrEnum):
    """The status of a listing version."""

    RECEIVED = "received"  # its event is stored; no execution is known yet
    RUNNING = "running"
    PUBLISHED = "published"
    HELD = "held"  # its summary is stored but not shown: a check blocks every model's
    SUPERSEDED = "superseded"  # by a newer version, or by another event of this one
    WITHDRAWN = "withdrawn"
    DEAD = "dead"  # its event waits on the dead-letter queue


class VisibleSummary(BaseModel):
    """What readers see of a listing: its newest summary, or only that it was withdrawn."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, hide_input_in_errors=True, extra="ignore"
    )

    listing_id: str
    version: int
    status: Status
    language: str | None = None
    texts: dict[str, str] = {}  # by profile
    summary_uri: str | None = None
    document_uri: str | None = None
    occurred_at: datetime  # when the board sent the event
    stored_at: datetime | None = None


class Summary(Draft):
    """A draft that was stored, with its source and times."""

    status: Status
    document_uri: str
    occurred_at: datetime  # when the board sent the event
    stored_at: datetime

    @computed_field  # type: ignore[prop-decorator]  # https://github.com/python/mypy/issues/14461
    @property
    def generated(self) -> Generated:
        """The mark of a text that a machine wrote."""
        return Generated(model=self.model, prompt_version=self.prompt_version)
