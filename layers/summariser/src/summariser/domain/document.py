"""Document: a listing as numbered lines with their sections; later steps read nothing else."""

from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict


class Section(StrEnum):
    """What a part of a listing is about."""

    INTRODUCTION = "introduction"
    DUTIES = "duties"
    REQUIREMENTS = "requirements"
    COMPENSATION = "compensation"
    LOGISTICS = "logistics"
    APPLICATION = "application"
    OTHER = "other"


class LineKind(StrEnum):
    """The form that a line has in the listing."""

    FIELD = "field"  # one of the listing's structured fields, not part of its description
    HEADING = "heading"
    BULLET = "bullet"
    TEXT = "text"


class Field(StrEnum):
    """The structured fields of a listing that become lines of their own."""

    TITLE = "title"
    COMPANY = "company"
    LOCATION = "location"
    EMPLOYMENT_TYPE = "employment_type"
    SALARY = "salary"


class Line(BaseModel):
    """One line of a document; `number` counts from 1 without gaps."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    number: int
    text: str
    kind: LineKind
    section: Section
    field: Field | None = None  # set if kind is FIELD
    suspect: bool = False  # speaks to whoever summarises: never quoted, and in no prompt


class Document(BaseModel):
    """A listing as numbered lines: its fields first, then its description in its own order."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    listing_id: str
    version: int
    language: str  # ISO 639-1 code, or "und" if it cannot be detected
    denied_language: str | None = None  # the one that its board declares, where the text denies it
    lines: tuple[Line, ...]

    @cached_property
    def fields(self) -> dict[Field, Line]:
        """The lines that hold the listing's structured fields, none of them suspect."""
        return {line.field: line for line in self.trusted if line.field is not None}

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines of the description that can be told."""
        return tuple(line for line in self.trusted if line.field is None)

    @property
    def trusted(self) -> tuple[Line, ...]:
        """The lines that do not speak to whoever summarises."""
        return tuple(line for line in self.lines if not line.suspect)
