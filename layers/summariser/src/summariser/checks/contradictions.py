"""Contradictions: what a listing says in two ways is reported, and never resolved silently."""

from collections.abc import Iterator, Sequence

from summariser.checks.findings import report
from summariser.checks.grounding.text_facts import TextFacts
from summariser.checks.registry import Check
from summariser.checks.source import Source
from summariser.domain.document import Document, Field, Line, LineKind, Section
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary
from summariser.language.figures import Figure, Kind
from summariser.language.lexicon import weekly
from summariser.language.money import names_pay
from summariser.language.packs import PACKS
from summariser.language.workplaces import contradicting_line, tells_contradicted

OPPOSITES = (("permanent", "fixed_term"), ("full_time", "part_time"))
TOLD_IN = (Section.INTRODUCTION, Section.COMPENSATION, Section.LOGISTICS)
FEWEST_HOURS, MOST_HOURS = 13, 60  # a week; fewer may be a shift's
LEAST_PAY = 7  # an amount below it is an hour's pay at most, and is compared with nothing


def check_place(summary: ProfileSummary, source: Source, profile: Profile) -> Iterator[Finding]:
    """Find sentences that tell a location field which the description contradicts."""
    field = source.document.fields.get(Field.LOCATION)
    line = source.once("contradicting line", contradicting_line, source.document)
    if field is None or line is None:
        return
    for sentence in summary.sentences:
        cited = [it.text for it in source.cited(sentence) if it.field is not Field.LOCATION]
        if tells_contradicted(sentence.text, field.text, line.text, known="\n".join(cited)):
            message = f"It names “{field.text}”, and line {line.number} says “{line.text[:120]}”."
            yield report(FindingCode.PLACE_CONTRADICTED, message, profile, sentence)


def find_contradictions(source: Source) -> Iterator[Finding]:
    """Compare the fields of a listing with its description; each finding names both lines."""
    yield from _pay(source)
    yield from _contracts(source)
    yield from _hours(source)
    yield from _workplace(source)
    yield from _language(source.document)


def _language(document: Document) -> Iterator[Finding]:
    declared = document.denied_language
    if declared in PACKS.languages and document.language in PACKS.languages:
        message = (
            f"The listing is declared to be in {PACKS.name(declared)}, and its text is in "
            f"{PACKS.name(document.language)}."
        )
        yield Finding(code=FindingCode.CONTRADICTION, profile=None, message=message)


def _workplace(source: Source) -> Iterator[Finding]:
    field = source.document.fields.get(Field.LOCATION)
    line = contradicting_line(source.document)
    if field is not None and line is not None:
        yield _finding(field, line)


def _pay(source: Source) -> Iterator[Finding]:
    """Find pay in the description outside the salary field's, by the same period."""
    field = source.document.fields.get(Field.SALARY)
    if field is None:
        return
    known = source.reading((field.number,))
    given = _amounts(known)
    for line in source.document.body:
        if not given or not names_pay(line.text):
            continue
        told = source.reading((line.number,))
        amounts = _amounts(told)
        if amounts and _compares(known, told) and not _overlap(given, amounts):
            yield _finding(field, line)


def _contracts(source: Source) -> Iterator[Finding]:
    field = source.document.fields.get(Field.EMPLOYMENT_TYPE)
    if field is None:
        return
    named = _contracts_of(source.reading((field.number,)))
    for one, other in (*OPPOSITES, *(pair[::-1] for pair in OPPOSITES)):
        if one not in named or other in named or other not in _contracts_of(source.whole):
            continue
        lines = [line for line in source.document.body if line.kind is not LineKind.HEADING]
        told = {line.number: _contracts_of(source.reading((line.number,))) for line in lines}
        against = [line for line in lines if other in told[line.number] and line.section in TOLD_IN]
        if against and not any(one in contracts for contracts in told.values()):
            yield _finding(field, against[0])


def _hours(source: Source) -> Iterator[Finding]:
    """Find weekly hours in the description that are others than the field's."""
    field = source.document.fields.get(Field.EMPLOYMENT_TYPE)
    given = _working_hours(source.reading((field.number,))) if field else []
    if field is None or not given:
        return
    told = [
        (line, hours)
        for line in source.document.body
        if line.section in TOLD_IN and _is_weekly(source.reading((line.number,)))
        if (hours := _working_hours(source.reading((line.number,))))
    ]
    if told and not any(_overlap(given, hours) for _, hours in told):
        yield _finding(field, told[0][0])


def _working_hours(reading: TextFacts) -> list[Figure]:
    return [
        it
        for it in reading.all_figures
        if it.unit == "hour" and FEWEST_HOURS <= max(it.values) <= MOST_HOURS
    ]


def _is_weekly(reading: TextFacts) -> bool:
    return weekly().found_in(reading.words)


def _contracts_of(reading: TextFacts) -> frozenset[str]:
    return frozenset(name for kind, name in reading.concepts if kind == "contracts")


def _amounts(reading: TextFacts) -> list[Figure]:
    return [
        it for it in reading.all_figures if it.kind is Kind.MONEY and max(it.values) >= LEAST_PAY
    ]


def _compares(one: TextFacts, other: TextFacts) -> bool:
    """Whether two texts name one currency and one period of pay."""
    periods = one.periods & other.periods
    same_period = bool(periods) or not (one.periods or other.periods)
    return same_period and bool(one.currencies & other.currencies)


def _overlap(given: Sequence[Figure], told: Sequence[Figure]) -> bool:
    # Of two readings the larger: "2,900" is no pay of 2.9.
    first, second = ([max(it.values) for it in figures] for figures in (given, told))
    return max(min(first), min(second)) <= min(max(first), max(second))


def _finding(field: Line, line: Line) -> Finding:
    message = (
        f"The listing contradicts itself: line {field.number} says “{field.text}”, and line "
        f"{line.number} “{line.text[:120]}”."
    )
    code = FindingCode.CONTRADICTION
    return Finding(code=code, profile=None, message=message)


CHECK = Check(
    check_place,
    of_listing=find_contradictions,
    codes=(FindingCode.PLACE_CONTRADICTED, FindingCode.CONTRADICTION),
)
