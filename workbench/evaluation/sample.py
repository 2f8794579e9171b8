"""Sample and Measure: what an evaluation of summaries looks at, and how it counts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from summariser.domain.document import Document
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary, Usage


@dataclass(frozen=True)
class Sample:
    """One profile's summary of one listing version, by one method."""

    method: str  # a model's name, or a baseline's
    profile: Profile
    document: Document
    summary: ProfileSummary
    findings: tuple[Finding, ...]  # of this profile, by the checks as they are now
    usage: Usage  # of the whole draft, all its profiles
    references: tuple[str, ...] = ()  # summaries that people wrote

    @property
    def key(self) -> tuple[str, int, str]:
        """Tell which summary it is, whoever wrote it: samples of two methods pair up by this."""
        return self.document.listing_id, self.document.version, self.profile.name


class Better(StrEnum):
    """Which values of a measure are better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"  # it describes


@dataclass(frozen=True)
class Measure:
    """One number of a sample; none where it says nothing about it."""

    name: str  # as in the JSON
    label: str  # as a person reads it
    better: Better
    of: Callable[[Sample], float | None]
