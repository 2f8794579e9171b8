"""Guidelines: what makes a good summary, each with the measures that represent it."""

import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from workbench.errors import UsageError

PATH = Path(__file__).with_name("guidelines.toml")


class InvalidGuidelines(UsageError):
    """guidelines.toml is invalid; the message gives the line."""


class Ask(BaseModel):
    """The minimum or maximum that the mean of a measure must meet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> "Ask":
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("give either at_least or at_most")
        if self.at_least is not None and self.at_least <= 0:
            raise ValueError("at_least must be above 0")
        return self

    def is_met_by(self, value: float) -> bool:
        """Whether a value meets the bound."""
        if self.at_least is not None:
            return value >= self.at_least
        return self.at_most is not None and value <= self.at_most

    def degree(self, value: float) -> float:
        """Return how far a value meets the bound, from 0 to 1."""
        if self.is_met_by(value):
            return 1.0
        if self.at_least is not None:
            return max(0.0, value / self.at_least)
        return max(0.0, 1.0 - (value - (self.at_most or 0.0)))

    def __str__(self) -> str:
        """Format the bound for a table."""
        if self.at_least is not None:
            return f"at least {self.at_least:g}"
        return f"at most {self.at_most:g}"


class Guideline(BaseModel):
    """A guideline in words, and the bounds of its measures by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: str
    asks: Annotated[dict[str, Ask], Field(min_length=1)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    guideline: Annotated[tuple[Guideline, ...], Field(min_length=1)]


def load_guidelines(measures: Collection[str], path: Path = PATH) -> tuple[Guideline, ...]:
    """Read guidelines; raises `InvalidGuidelines` with the line of an unknown measure or field."""
    text = path.read_text(encoding="utf-8")
    try:
        guidelines = _File.model_validate(tomllib.loads(text)).guideline
    except tomllib.TOMLDecodeError as error:
        raise InvalidGuidelines(f"{path.name} is not valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        names = [part for part in reversed(first["loc"]) if isinstance(part, str)]
        line = max(_line_of(name, text) for name in names)
        raise InvalidGuidelines(f"{path.name}, line {line}: {names[0]}: {first['msg']}.") from error
    for guideline in guidelines:
        for name in guideline.asks:
            if name not in measures:
                raise InvalidGuidelines(
                    f"{path.name}, line {_line_of(name, text)}: unknown measure {name!r}; "
                    f"the measures are: {', '.join(measures)}."
                )
    return guidelines


def _line_of(name: str, text: str) -> int:
    assignment = re.compile(rf'\s*\[*(?:[\w.]+\.)?"?{re.escape(name)}"?\s*(?:=|\])')
    lines = text.splitlines()
    return next((at for at, line in enumerate(lines, start=1) if assignment.match(line)), 1)


def quality_of(values: dict[str, float], guidelines: Collection[Guideline]) -> float | None:
    """Return the mean over guidelines of how far their measures meet the bounds, or None.

    `values` are the measures of one summary that have a value.
    """
    reached = []
    for guideline in guidelines:
        degrees = [
            ask.degree(values[name]) for name, ask in guideline.asks.items() if name in values
        ]
        if degrees:
            reached.append(sum(degrees) / len(degrees))
    return sum(reached) / len(reached) if reached else None
