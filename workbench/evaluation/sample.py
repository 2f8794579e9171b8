"""Sample and Measure: what an evaluation of summaries measures, and how."""

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

    method: str  # name of a model or baseline
    profile: Profile
    document: Document
    summary: ProfileSummary
    findings: tuple[Finding, ...]  # of this profile, by the current checks
    usage: Usage  # of the whole draft with all its profiles
    references: tuple[str, ...] = ()  # summaries that people wrote

    @property
    def key(self) -> tuple[str, int, str]:
        """Identify the summary independently of its method, to pair the samples of two methods."""
        return self.document.listing_id, self.document.version, self.profile.name


class Better(StrEnum):
    """Which values of a measure are better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"  # descriptive


@dataclass(frozen=True)
class Measure:
    """One number for a sample, or None when it does not apply."""

    name: str  # in the JSON
    label: str  # for people
    better: Better
    of: Callable[[Sample], float | None]
