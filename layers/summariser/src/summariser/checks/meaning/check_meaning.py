"""Meaning: a sentence says of its subject what its lines say of it, no more and no less."""

import re
from collections.abc import Iterable, Iterator

from summariser.checks.findings import block
from summariser.checks.grounding.check_grounding import is_verbatim
from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.alternatives import lost_alternatives
from summariser.checks.meaning.attribution import misattributed_figures
from summariser.checks.meaning.bounds import changed_bounds
from summariser.checks.meaning.conditions import added_absolutes, dropped_conditions
from summariser.checks.meaning.employer import confused_employer
from summariser.checks.meaning.levels import changed_levels
from summariser.checks.meaning.merging import merged_statements
from summariser.checks.meaning.modality import Modality, changed_modality, spoken_modalities
from summariser.checks.meaning.negation import changed_negation
from summariser.checks.meaning.passages import Passage, read_passages
from summariser.checks.meaning.schedule import unknown_times
from summariser.checks.meaning.terms import changed_periods, changed_tax
from summariser.checks.meaning.workplace import changed_workplace
from summariser.checks.source import Source
from summariser.domain.document import Field, Line, LineKind
from summariser.domain.profiles import Profile
from summariser.domain.summary import Finding, ProfileSummary, Sentence

LEAD_WORDS = 12  # of a line that says how the ones below it are meant


def check_meaning(summary: ProfileSummary, source: Source, profile: Profile) -> Iterable[Finding]:
    """Find what a sentence says otherwise than its lines."""
    if source.is_translated_for(profile):
        return
    for sentence in summary.sentences:
        key = ("meaning", sentence.text, sentence.lines)
        for problem in source.once(key, _problems_of, sentence, source):
            yield block(problem.code, f"“{problem.claim}” {problem.reason}.", profile, sentence)


def _problems_of(sentence: Sentence, source: Source) -> tuple[Problem, ...]:
    claim = source.claim(sentence)
    if is_verbatim(claim, source.reading(sentence.lines)):
        return ()
    return tuple(_problems(sentence, source))


def _problems(sentence: Sentence, source: Source) -> Iterator[Problem]:
    claim = read_passages(sentence.text, source.document.language)
    lines = [passage for line in source.cited(sentence) for passage in _passages(line, source)]
    fields = [passage for line in source.document.fields.values() for passage in _passages(line, source)]
    told, known = source.claim(sentence), source.reading(sentence.lines)
    for item, modality in changed_modality(claim, lines):
        yield Problem("modality_changed", item, f"is {modality} in the lines")
    for item in changed_negation(claim, lines):
        yield Problem("negation_changed", item, "is denied on one side only")
    for figure in changed_bounds(told, known):
        yield Problem("bound_changed", figure.text, "is another bound in the lines")
    for figure, other in misattributed_figures(told, known):
        yield Problem("figure_misattributed", figure.text, f"counts another thing; the lines have {other.text}")
    tax = changed_tax(claim, lines, money=told.names_money)
    if tax:
        yield Problem("money_unsupported", tax, "is not what the lines say of the pay")
    for figure, period in changed_periods(told, known):
        yield Problem("duration_unsupported", f"{figure.text} by the {period}", "is by another period in the lines")
    for language, level in changed_levels(claim, lines, fields):
        yield Problem("language_level_changed", f"{language} {level}", "is not asked for in the lines")
    place = changed_workplace(claim, lines, fields)
    if place:
        yield Problem("workplace_changed", place, "is not the place of work in the lines")
    for time in unknown_times(claim, lines, fields):
        yield Problem("schedule_changed", time, "is named by none of the lines")
    for condition in dropped_conditions(claim, lines):
        yield Problem("condition_dropped", condition, "limits it in the lines")
    for word in added_absolutes(claim, lines, "instantly"):
        yield Problem("instantly_changed", word, "is named by none of the lines")
    for word in added_absolutes(claim, lines, "total"):
        yield Problem("total_changed", word, "is named by none of the lines")
    for item in lost_alternatives(claim, lines):
        yield Problem("alternative_lost", item, "are alternatives in the lines")
    told_lines = [(line, _passages(line, source)) for line in source.cited(sentence)]
    for item in merged_statements(claim, told_lines, fields):
        yield Problem("facts_merged", item, "stands in another line than the rest")
    company = source.document.fields.get(Field.COMPANY)
    listing = [it for line in source.document.body for it in _passages(line, source)] if company else []
    confused = confused_employer(claim, lines, listing, company.text) if company else None
    if confused:
        yield Problem("employer_changed", confused, "is not the employer in the lines")


def _passages(line: Line, source: Source) -> list[Passage]:
    return source.once(("passages", line.number), _read, line, source)


def _read(line: Line, source: Source) -> list[Passage]:
    wished = line.number in source.once(("wished",), _wished_lines, source)
    return read_passages(line.text, source.document.language, line.number, wished=wished)


def _wished_lines(source: Source) -> frozenset[int]:
    """Find the lines below a heading, or a line that leads them, such as "Nice to have:"."""
    wished, led = False, False  # by the line before
    section = kind = None  # of the lines that are led
    found = set()
    for line in source.document.body:
        says = _leads(line, source.document.language)
        if says is not None:
            wished = says or (led and wished)
            section, kind = line.section, None
        elif line.section is not section or (kind or line.kind) is not line.kind:
            wished = False  # what follows is another part, though it has no heading
        else:
            kind = line.kind
        led = says is not None
        if wished:
            found.add(line.number)
    return frozenset(found)


def _leads(line: Line, language: str) -> bool | None:
    """Say whether a line that leads others makes them wishes; none where it leads none."""
    text = line.text.strip()
    count = len(text.split())
    leads = line.kind is LineKind.HEADING or (count <= LEAD_WORDS and text.endswith(":"))
    if not leads and (count > LEAD_WORDS or line.kind is LineKind.BULLET):
        return None
    passages = read_passages(text, language)
    says = {modality for it in passages for modality in spoken_modalities(it)}
    wishes = bool(says) and Modality.MUST not in says
    if leads:
        return wishes
    return True if wishes and not any(it.stems for it in passages) else None
