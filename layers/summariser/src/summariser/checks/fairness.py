"""Fairness: wording that keeps people away, by lists that people own."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from summariser.checks.findings import block, warn
from summariser.checks.source import Source
from summariser.domain.profiles import Profile
from summariser.domain.summary import Finding, ProfileSummary, Severity
from summariser.language.contents import Fairness
from summariser.language.packs import PACKS, Packs
from summariser.language.phrases import Phrases


class Wording(NamedTuple):
    """Why a phrase is unfair, and what to say in its place."""

    phrase: str
    severity: Severity
    reason: str
    better: str


def check_fairness(summary: ProfileSummary, source: Source, profile: Profile) -> Iterable[Finding]:
    """Find wording that shuts people out for age, sex, origin, health, faith or family."""
    listed = load_fairness(profile.language or source.document.language)
    for sentence in summary.sentences:
        for wording in dict.fromkeys(listed.values(source.claim(sentence).words)):
            report = block if wording.severity is Severity.BLOCK else warn
            instead = f"say {wording.better} instead" if wording.better else "leave it out"
            message = f"“{wording.phrase}” {wording.reason}: {instead}."
            yield report("unfair_wording", message, profile, sentence)


@cache
def load_fairness(language: str, packs: Packs = PACKS) -> Phrases[Wording]:
    """Read a language's list; an empty one where it has none yet."""
    return Phrases(
        (
            phrase,
            Wording(
                phrase.strip("^*"), Severity(entry["severity"]), entry["reason"], entry["better"]
            ),
        )
        for entry in packs.read(Fairness, language).wordings
        for phrase in entry["phrases"]
    )
