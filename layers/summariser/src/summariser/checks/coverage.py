"""Coverage: a summary tells each aspect that its profile asks for and the listing has."""

from collections.abc import Iterable

from summariser.checks.findings import report
from summariser.checks.grounding.text_facts import TextFacts
from summariser.checks.registry import Check
from summariser.checks.source import Source
from summariser.domain.document import Document, Field, LineKind, Section
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary, Sentence

SHORTEST_ASPECT = 40  # characters of a section, below which a listing does not have it
TOLD_BY = {Section.INTRODUCTION: Field.TITLE, Section.COMPENSATION: Field.SALARY}
ASPECTS = {
    Section.INTRODUCTION: "the job or the company",
    Section.DUTIES: "duties",
    Section.REQUIREMENTS: "requirements",
    Section.COMPENSATION: "pay or benefits",
    Section.LOGISTICS: "hours, contract or start",
    Section.APPLICATION: "how to apply",
    Section.OTHER: "other things",
}


def check_coverage(summary: ProfileSummary, source: Source, profile: Profile) -> Iterable[Finding]:
    """Find the aspects that a profile asks for, the listing has and no sentence tells."""
    for aspect in missing_aspects(summary, source, profile):
        yield aspect_missing(aspect, summary, source, profile)


def aspect_missing(
    aspect: Section, summary: ProfileSummary, source: Source, profile: Profile
) -> Finding:
    """Say that a profile does not tell an aspect, and why."""
    reason = _reason(aspect, summary, source.document, profile)
    message = f"The listing speaks of {ASPECTS[aspect]}, and the summary does not: {reason}."
    return report(FindingCode.ASPECT_MISSING, message, profile)


def _reason(aspect: Section, summary: ProfileSummary, document: Document, profile: Profile) -> str:
    if not summary.sentences:
        return "it has no sentence"
    if len(summary.sentences) >= profile.sentences:
        return f"its {profile.sentences} sentences tell other things"
    left = profile.characters - len(summary.text)
    shortest = min((len(text) for text in _texts(document, aspect)), default=0)
    if shortest > left:
        return f"{left} of its {profile.characters} characters are left, too few for any line of it"
    return "no line of it makes a sentence, or the one that told it was left out"


def missing_aspects(summary: ProfileSummary, source: Source, profile: Profile) -> list[Section]:
    """Give the aspects that a profile asks for, the listing has, and no sentence tells."""
    told = told_aspects(summary, source, translated=source.is_translated_for(profile))
    return [
        aspect
        for aspect in profile.aspects
        if aspect not in told and has_aspect(source.document, aspect)
    ]


def has_aspect(document: Document, aspect: Section) -> bool:
    """Whether a listing says enough of an aspect for a summary to tell it."""
    if (field := TOLD_BY.get(aspect)) and field in document.fields:
        return True
    return sum(map(len, _texts(document, aspect))) >= SHORTEST_ASPECT


def _texts(document: Document, aspect: Section) -> list[str]:
    return [
        line.text
        for line in document.body
        if line.section is aspect and line.kind is not LineKind.HEADING
    ]


def told_aspects(summary: ProfileSummary, source: Source, *, translated: bool) -> set[Section]:
    """Give the aspects that sentences tell: they cite a line of it and share a word with it."""
    return {
        line.section
        for sentence in summary.sentences
        for line in source.cited(sentence)
        if line.kind is not LineKind.HEADING
        and (translated or _shares_a_word(sentence, line.number, source))
    } | ({Section.INTRODUCTION} if _names_the_role(summary, source) else set())


def _shares_a_word(sentence: Sentence, number: int, source: Source) -> bool:
    line, claim = source.reading((number,)), source.claim(sentence)
    return (
        any(line.holds(stem) for stem in claim.stems)
        or not line.stems
        or any(figure.values & _values(line) for figure in claim.all_figures)  # 3.000 and 3000.0
    )


def _values(reading: TextFacts) -> frozenset[float]:
    return frozenset(value for figure in reading.all_figures for value in figure.values)


def _names_the_role(summary: ProfileSummary, source: Source) -> bool:
    title = source.document.fields.get(Field.TITLE)
    if title is None or not summary.sentences:
        return False
    cited = [sentence for sentence in summary.sentences if title.number in sentence.lines]
    return any(_shares_a_word(sentence, title.number, source) for sentence in cited)


CHECK = Check(check_coverage, codes=(FindingCode.ASPECT_MISSING,))
