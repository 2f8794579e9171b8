"""Grounding: everything that a sentence claims stands in the lines it cites."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from summariser.checks.findings import report
from summariser.checks.grounding.claimed_concepts import unsupported_concepts, unsupported_fields
from summariser.checks.grounding.claims import (
    Problem,
    broken_ranges,
    tells_date,
    unsupported_dates,
    unsupported_figures,
    unsupported_periods,
    unsupported_waivers,
)
from summariser.checks.grounding.contrasts import contradicted
from summariser.checks.grounding.names import unknown_names
from summariser.checks.grounding.places import places_of, untold_peoples
from summariser.checks.grounding.text_facts import TextFacts
from summariser.checks.registry import Check
from summariser.checks.source import Source
from summariser.domain.document import Line, Section
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary, Sentence
from summariser.language.contents import Words
from summariser.language.lexicon import frames
from summariser.language.packs import PACKS

# Shares of a text's meaningful words that stand in the lines it cites; a model's own words for what
# the lines say share more, see docs/decisions.md.
HARDLY, LITTLE = 0.15, 0.25
FEWEST = 3  # words, below which a share says nothing
FEWEST_IN_ITEM = 3
FEWEST_NAMED = 2  # of these, words that do not just present what they name
OF_WORK = (Section.DUTIES, Section.REQUIREMENTS)
CLAIMED = (Section.REQUIREMENTS, Section.COMPENSATION)
LEAD = re.compile(r"^[^:：;]{3,40}[:：]\s*")  # "The profile:" before a list
ITEM = re.compile(r"\s*;\s+")


def check_grounding(summary: ProfileSummary, source: Source, profile: Profile) -> Iterable[Finding]:
    """Find what sentences claim and their lines do not."""
    translated = source.is_translated_for(profile)
    for sentence in summary.sentences:
        key = ("grounding", sentence.text, sentence.lines, translated)
        for problem in source.once(key, _problems_of, sentence, source, translated):
            yield report(problem.code, _message(problem, sentence), profile, sentence)


def _problems_of(sentence: Sentence, source: Source, translated: bool) -> tuple[Problem, ...]:
    return tuple(_problems(sentence, source, translated=translated))


def _problems(sentence: Sentence, source: Source, *, translated: bool) -> Iterator[Problem]:
    lines = source.reading(sentence.lines)
    claim = source.claim(sentence)
    fields = source.fields
    verbatim = source.has_verbatim(sentence)
    if not verbatim:
        yield from unsupported_figures(claim, lines)
        yield from unsupported_dates(claim, lines)
        yield from unsupported_periods(claim, lines, fields)
        headed = source.headed(sentence)
        of_work = all(line.section in OF_WORK for line in source.cited(sentence))
        yield from unsupported_concepts(claim, lines, fields, source.whole, headed, of_work=of_work)
        yield from unsupported_waivers(claim, headed)
        yield from unsupported_fields(claim, headed)
        for contrast in contradicted(claim, lines):
            yield Problem(FindingCode.CLAIM_UNSUPPORTED, contrast, "is not what the lines say")
    if not verbatim or claim.has_figures:
        yield from broken_ranges(claim, lines)
    if not verbatim and not translated:
        for name, elsewhere in unknown_names(claim, lines, fields, source.whole):
            code = FindingCode.NAME_ELSEWHERE if elsewhere else FindingCode.NAME_UNSUPPORTED
            yield Problem(code, name, "stands in none of the lines")
        for people in untold_peoples(claim, source.whole):
            yield Problem(FindingCode.NAME_UNSUPPORTED, people, "stands in none of the lines")
        yield from _unsupported_words(claim, (lines, fields), source.cited(sentence), source.whole)


def _unsupported_words(
    claim: TextFacts, known: Sequence[TextFacts], cited: Sequence[Line], whole: TextFacts
) -> Iterator[Problem]:
    found, words = _support(claim, known)
    if words >= FEWEST and found < LITTLE * words:
        grave = found < HARDLY * words or claim.has_figures or _claims(cited)
        code = FindingCode.CLAIM_UNSUPPORTED if grave else FindingCode.CLAIM_DOUBTFUL
        yield Problem(code, claim.text, "hardly shares a word with the lines")
        return
    if not _claims(cited):
        return
    code = FindingCode.REQUIREMENT_UNSUPPORTED
    if any(line.section is Section.COMPENSATION for line in cited):
        code = FindingCode.BENEFIT_UNSUPPORTED
    *_, listed = LEAD.split(claim.text, maxsplit=1)
    for item in ITEM.split(listed):
        for member in _members().split(item):
            part = TextFacts(member, claim.language)
            found, words = _support(part, known)
            if found or words < FEWEST_NAMED or len(part.content) < FEWEST_IN_ITEM:
                continue
            if not _support(part, [whole])[0]:
                yield Problem(code, member.strip(" ."), "is named by none of the lines")


def _support(claim: TextFacts, known: Sequence[TextFacts]) -> tuple[int, int]:
    """Count the meaningful words, figures, dates and concepts of a text that are known, and all."""
    values = {value for reading in known for it in reading.all_figures for value in it.values}
    silent = frames(claim.language)
    told = [
        is_told
        for word in claim.content
        if (is_told := any(reading.tells(word) for reading in known)) or not word.startswith(silent)
    ]
    told += [not it.values.isdisjoint(values) for it in claim.figures]
    told += [any(tells_date(reading, date) for reading in known) for date in claim.dates]
    shared: list[object] = [it for reading in known for it in claim.concepts & reading.concepts]
    shared += places_of(claim) & {place for reading in known for place in places_of(reading)}
    return sum(told) + len(shared), len(told) + len(shared)


def _claims(cited: Sequence[Line]) -> bool:
    return any(line.section in CLAIMED for line in cited)


def _message(problem: Problem, sentence: Sentence) -> str:
    numbers = ", ".join(map(str, sentence.lines[:6]))
    named = f"line {numbers}" if len(sentence.lines) == 1 else f"lines {numbers}"
    return f"“{problem.claim}” {problem.reason} that it rests on ({named})."


@cache
def _members() -> re.Pattern[str]:
    """Compile what stands between the members of an item: a comma, "and", "or"."""
    words = (*PACKS.union(Words, "and_words"), *PACKS.union(Words, "or_words"))
    return re.compile(rf",\s+|\s+(?:{'|'.join(words)})\s+")


CHECK = Check(
    check_grounding,
    codes=(
        FindingCode.FIGURE_UNSUPPORTED,
        FindingCode.MONEY_UNSUPPORTED,
        FindingCode.PERCENT_UNSUPPORTED,
        FindingCode.DURATION_UNSUPPORTED,
        FindingCode.DATE_UNSUPPORTED,
        FindingCode.NAME_UNSUPPORTED,
        FindingCode.NAME_ELSEWHERE,
        FindingCode.CONTRACT_UNSUPPORTED,
        FindingCode.CREDENTIAL_UNSUPPORTED,
        FindingCode.BENEFIT_UNSUPPORTED,
        FindingCode.REQUIREMENT_UNSUPPORTED,
        FindingCode.LEVEL_UNSUPPORTED,
        FindingCode.CLAIM_UNSUPPORTED,
        FindingCode.CLAIM_DOUBTFUL,
        FindingCode.RANGE_TO_PROMISE,
    ),
)
