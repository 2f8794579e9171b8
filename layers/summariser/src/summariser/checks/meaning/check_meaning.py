"""Meaning: a sentence says of its subject what its lines say of it, no more and no less."""

import re
from collections.abc import Callable, Iterable, Iterator

from summariser.checks.findings import report
from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.alternatives import lost_alternatives
from summariser.checks.meaning.attribution import misattributed_figures
from summariser.checks.meaning.bounds import changed_bounds
from summariser.checks.meaning.conditions import added_absolutes, dropped_conditions
from summariser.checks.meaning.demands import changed_modality
from summariser.checks.meaning.employer import confused_employer
from summariser.checks.meaning.levels import changed_levels
from summariser.checks.meaning.merging import merged_statements
from summariser.checks.meaning.negation import changed_negation
from summariser.checks.meaning.phrasing import phrases
from summariser.checks.meaning.schedule import changed_schedule
from summariser.checks.meaning.statement import Statement
from summariser.checks.meaning.terms import changed_terms
from summariser.checks.meaning.workplace import changed_workplace
from summariser.checks.registry import Check
from summariser.checks.source import Source
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary, Sentence
from summariser.extractive.wording import load_wording
from summariser.language.folding import fold
from summariser.language.words import words

AHEAD = 60  # characters of a line behind a copy of its beginning
WORD = re.compile(r"[^\W_]+")
MEANINGS: tuple[Callable[[Statement], Iterator[Problem]], ...] = (
    changed_modality,
    changed_negation,
    changed_bounds,
    misattributed_figures,
    changed_terms,
    changed_levels,
    changed_workplace,
    changed_schedule,
    dropped_conditions,
    added_absolutes,
    lost_alternatives,
    merged_statements,
    confused_employer,
)


def check_meaning(summary: ProfileSummary, source: Source, profile: Profile) -> Iterable[Finding]:
    """Find what a sentence says otherwise than its lines."""
    if source.is_translated_for(profile):
        return  # its words are compared with the lines' own
    for sentence in summary.sentences:
        key = ("meaning", sentence.text, sentence.lines)
        for problem in source.once(key, _problems, sentence, source):
            message = f"“{problem.claim}” {problem.reason}."
            yield report(problem.code, message, profile, sentence)


def _problems(sentence: Sentence, source: Source) -> tuple[Problem, ...]:
    statement = Statement(sentence, source)
    if source.has_verbatim(sentence):
        return tuple(dropped_conditions(statement)) if _stops_early(statement) else ()
    if _is_copied(statement):
        return ()
    return tuple(problem for find in MEANINGS for problem in find(statement))


def _stops_early(statement: Statement) -> bool:
    """Whether a copy ends before a condition that its line goes on with."""
    copy, lines = statement.sentence.text.rstrip(".").lower(), statement.lines.text.lower()
    at = lines.find(copy)
    rest = lines[at + len(copy) :].partition("\n")[0][:AHEAD] if at >= 0 else ""
    conditions = phrases(statement.source.document.language, "conditions")
    return bool(rest.strip(" .")) and bool(conditions.values(words(fold(rest))))


def _is_copied(statement: Statement) -> bool:
    """Whether each item behind a lead such as "Profile:" stands in the lines as it is."""
    text = statement.sentence.text
    wording = load_wording(statement.source.document.language)
    for lead in wording.all_leads:
        if text.startswith(lead):
            lines = _bare(statement.lines.text)
            return all(_bare(item) in lines for item in text[len(lead) :].split(";"))
    return False


def _bare(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


CHECK = Check(
    of_summary=check_meaning,
    codes=(
        FindingCode.MODALITY_CHANGED,
        FindingCode.NEGATION_CHANGED,
        FindingCode.BOUND_CHANGED,
        FindingCode.FIGURE_MISATTRIBUTED,
        FindingCode.TAX_CHANGED,
        FindingCode.PERIOD_CHANGED,
        FindingCode.LANGUAGE_LEVEL_CHANGED,
        FindingCode.WORKPLACE_CHANGED,
        FindingCode.SCHEDULE_CHANGED,
        FindingCode.CONDITION_DROPPED,
        FindingCode.ABSOLUTE_ADDED,
        FindingCode.ALTERNATIVE_LOST,
        FindingCode.FACTS_MERGED,
        FindingCode.EMPLOYER_CHANGED,
    ),
)
