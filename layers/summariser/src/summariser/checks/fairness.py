"""Fairness: wording that keeps people away, by lists that people own."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from summariser.checks.findings import report
from summariser.checks.registry import Check
from summariser.checks.source import Source
from summariser.domain.finding_codes import FindingCode, Grade
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary
from summariser.language.contents import Fairness
from summariser.language.packs import PACKS, Packs
from summariser.language.phrases import Phrases

CODES = {
    Grade.WRONG: FindingCode.UNFAIR_WORDING,
    Grade.NOTE: FindingCode.QUESTIONABLE_WORDING,
}


class Wording(NamedTuple):
    """Why a phrase is unfair, and what to say in its place."""

    phrase: str
    code: FindingCode
    reason: str
    better: str


def check_fairness(summary: ProfileSummary, source: Source, profile: Profile) -> Iterable[Finding]:
    """Find wording that shuts people out for age, sex, origin, health, faith or family."""
    listed = load_fairness(profile.language or source.document.language)
    for sentence in summary.sentences:
        for wording in dict.fromkeys(listed.values(source.claim(sentence).words)):
            instead = f"say {wording.better} instead" if wording.better else "leave it out"
            message = f"“{wording.phrase}” {wording.reason}: {instead}."
            yield report(wording.code, message, profile, sentence)


@cache
def load_fairness(language: str, packs: Packs = PACKS) -> Phrases[Wording]:
    """Read a language's list; an empty one where it has none yet."""
    return Phrases(
        (phrase, _wording(phrase, entry))
        for entry in packs.read(Fairness, language).wordings
        for phrase in entry["phrases"]
    )


def _wording(phrase: str, entry: Mapping[str, str]) -> Wording:
    code = CODES[Grade(entry["grade"])]
    return Wording(phrase.strip("^*"), code, entry["reason"], entry["better"])


CHECK = Check(check_fairness, codes=tuple(CODES.values()))
