"""Profiles: the products that show summaries, read from profiles.toml."""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from summariser.domain.document import Section
from summariser.domain.errors import UnknownProfile

BULLET = "• "


class Form(StrEnum):
    """How a profile lays out its sentences."""

    PROSE = "prose"
    BULLETS = "bullets"


class Address(StrEnum):
    """How a profile addresses its readers, in languages with two forms of address."""

    FORMAL = "formal"  # Sie, vous, u
    INFORMAL = "informal"  # du, tu, je


class Profile(BaseModel):
    """A product that shows summaries: its audience, form, budget and the aspects it must cover."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    name: str
    audience: str
    form: Form
    characters: Annotated[int, Field(gt=0)]
    sentences: Annotated[int, Field(gt=0)]
    aspects: tuple[Section, ...]
    language: str | None = None  # ISO 639-1 code; None: the listing's own
    address: Address | None = None  # None: the listing's own

    def compose(self, sentences: Sequence[str]) -> str:
        """Lay out sentences as this profile's text."""
        if self.form is Form.BULLETS:
            return "\n".join(BULLET + sentence for sentence in sentences)
        return " ".join(sentences)


def load_profiles(names: Sequence[str] = ()) -> tuple[Profile, ...]:
    """Read the named profiles, or all of them if none is named.

    Raises `UnknownProfile` for a name that is not in profiles.toml.
    """
    tables = tomllib.loads(Path(__file__).with_name("profiles.toml").read_text(encoding="utf-8"))
    for name in names:
        if name not in tables:
            raise UnknownProfile(name, tuple(tables))
    return tuple(Profile(name=name, **tables[name]) for name in names or tables)
