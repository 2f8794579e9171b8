"""Terms: pay before or after tax, and hours or days by the week or the month."""

import re
from collections.abc import Iterator

from summariser.checks.grounding.claims import Problem
from summariser.checks.grounding.text_facts import TextFacts
from summariser.checks.meaning.phrasing import phrases
from summariser.checks.meaning.statement import Statement
from summariser.domain.finding_codes import FindingCode
from summariser.language.figures import Figure, Kind
from summariser.language.folding import fold
from summariser.language.lexicon import pay_words, periods, units, weekly
from summariser.language.words import words

BEHIND = 36  # characters behind a figure in which the period is told that it is counted by
STOPS = re.compile(r"[\d;:.!?,]")
WEEKLY = "week"
LONGER = ("day", "week", "month", "year")


def changed_terms(statement: Statement) -> Iterator[Problem]:
    """Find pay that is net in a text and gross in its lines, and durations by another period."""
    tax = _changed_tax(statement)
    if tax:
        yield Problem(FindingCode.TAX_CHANGED, tax, "is not what the lines say of the pay")
    for figure, period in _changed_periods(statement.claim, statement.lines):
        shown = f"{figure.text} {figure.unit} by the {period}"
        yield Problem(FindingCode.PERIOD_CHANGED, shown, "is by another period in the lines")


def _changed_tax(statement: Statement) -> str | None:
    told = {key for passage in statement.told for key in passage.keys("pay")}
    known = {key for passage in statement.known for key in passage.keys("pay")}
    invented = told == {"net"} and statement.claim.names_money
    if len(told) == 1 and not told & known and (known or invented):
        return told.pop()
    for figure in statement.claim.figures:
        same = [other for other in statement.lines.all_figures if other.values & figure.values]
        taxes = {_tax(other, statement.lines) for other in same} - {None}
        tax = _tax(figure, statement.claim)
        if tax and taxes and tax not in taxes:
            return tax
    return None


def _tax(figure: Figure, reading: TextFacts) -> str | None:
    """Give the first of "net" and "gross" right behind a figure."""
    rest = reading.text[figure.end : figure.end + BEHIND]
    stop = STOPS.search(rest)
    found = phrases(reading.language, "pay").values(
        words(fold(rest[: stop.start()] if stop else rest))
    )
    return found[0] if found else None


def _changed_periods(claim: TextFacts, lines: TextFacts) -> Iterator[tuple[Figure, str]]:
    for figure in claim.figures:
        period = _period(figure, claim)
        if figure.kind is not Kind.DURATION or period is None:
            continue
        known = {
            _period(other, lines)
            for other in lines.all_figures
            if other.values & figure.values and other.unit == figure.unit
        } - {None}
        if known and period not in known:
            yield figure, period


def _period(figure: Figure, reading: TextFacts) -> str | None:
    rest = reading.text[figure.end : figure.end + BEHIND].lower()
    stop = STOPS.search(rest)
    spoken = words(rest[: stop.start()] if stop else rest)
    of_time = units()
    while spoken and figure.unit in of_time.values(spoken[:1]):
        spoken = spoken[1:]
    while spoken and spoken[0] in pay_words("per"):
        spoken = spoken[1:]
    for word in spoken[:1]:
        found = [unit for unit in of_time.values([word]) if unit in LONGER and unit != figure.unit]
        if found:
            return found[0]
        if weekly().values([word]):
            return WEEKLY
        paid_by = periods().values([word])
        return paid_by[0] if paid_by else None
    return None
