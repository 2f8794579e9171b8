"""Claims: what a sentence says that its lines do not, one function a kind of claim."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summariser.checks.grounding.equivalents import is_converted, is_told_otherwise
from summariser.checks.grounding.negations import waived_requirements
from summariser.checks.grounding.pay import untold_periods
from summariser.checks.grounding.text_facts import TextFacts
from summariser.domain.finding_codes import FindingCode
from summariser.language.dates import Date
from summariser.language.figures import Figure, Kind

CODES = {
    Kind.MONEY: FindingCode.MONEY_UNSUPPORTED,
    Kind.PERCENT: FindingCode.PERCENT_UNSUPPORTED,
    Kind.DURATION: FindingCode.DURATION_UNSUPPORTED,
    Kind.FIGURE: FindingCode.FIGURE_UNSUPPORTED,
}
# Of what somebody is paid or given; a minimum of experience told plainly promises nothing.
PROMISED = frozenset({Kind.MONEY, Kind.PERCENT})
SHOWN = 12  # characters behind a figure, for people to see what it counts
SIGN = re.compile(r"[€$£]\s?$")
END = re.compile(r"[;,.!?](?:\s|$)")
CROWN, CROWNS = "KR", ("SEK", "DKK", "NOK")  # "kr" is any of them


class Problem(NamedTuple):
    """A claim that does not stand in the lines, and what to say of it."""

    code: FindingCode
    claim: str
    reason: str


def unsupported_figures(claim: TextFacts, lines: TextFacts) -> Iterator[Problem]:
    """Compare the figures of a text with those of the lines it rests on."""
    for figure in claim.figures:
        same = [it for it in lines.all_figures if it.values & figure.values]
        shown = _shown(figure, claim.text)
        if not same and is_told_otherwise(figure, lines):
            continue
        if not same:
            yield Problem(CODES[figure.kind], shown, "stands in none of the lines")
        elif figure.kind is Kind.MONEY and not _same_currency(figure, same, lines):
            yield Problem(CODES[figure.kind], shown, "is another currency than in the lines")
        elif not _counts_the_same(figure, same) and not is_converted(figure, lines):
            yield Problem(CODES[figure.kind], shown, "counts something else in the lines")


def unsupported_periods(claim: TextFacts, lines: TextFacts, fields: TextFacts) -> Iterator[Problem]:
    """Find pay by the month that is by the year in the lines, or that no line says is."""
    for period in untold_periods(claim, lines, fields):
        yield Problem(
            FindingCode.MONEY_UNSUPPORTED, f"by the {period}", "is not what the lines say of pay"
        )


def unsupported_waivers(claim: TextFacts, headed: TextFacts) -> Iterator[Problem]:
    """Find what a text says is not needed, though the lines, or their headings, ask for it."""
    for waiver in waived_requirements(claim, headed):
        yield Problem(FindingCode.REQUIREMENT_UNSUPPORTED, waiver, "contradicts the lines")


def unsupported_dates(claim: TextFacts, lines: TextFacts) -> Iterator[Problem]:
    """Compare the dates of a text with those of the lines it rests on."""
    for date in claim.dates:
        if not tells_date(lines, date):
            yield Problem(
                FindingCode.DATE_UNSUPPORTED, date.text.strip(), "stands in none of the lines"
            )


def tells_date(lines: TextFacts, date: Date) -> bool:
    """Whether lines tell all that a date says."""
    return any(date.is_told_by(other) for other in lines.dates) or _spelt_alike(date, lines)


def broken_ranges(claim: TextFacts, lines: TextFacts) -> Iterator[Problem]:
    """Find sums and shares that the lines give as a range or a bound, and the text as a promise."""
    told = [it.values for it in claim.figures]
    for figure in claim.figures:
        days_off = figure.kind is Kind.DURATION and figure.unit in ("day", "hour", "week")
        if (figure.kind not in PROMISED and not days_off) or figure.bound or figure.partner:
            continue
        same = [it for it in lines.all_figures if it.values & figure.values]
        loose = [
            it
            for it in same
            if it.partner or (it.bound and figure.kind in PROMISED) or (it.bound and days_off)
        ]
        if not same or len(loose) < len(same):
            continue
        if any(it.partner and any(it.partner & values for values in told) for it in loose):
            continue  # both ends are told
        yield Problem(
            FindingCode.RANGE_TO_PROMISE,
            _shown(figure, claim.text),
            "is a range or a bound in the lines",
        )


def _shown(figure: Figure, text: str) -> str:
    """Give a figure with the sign before it and the words behind it."""
    sign = SIGN.search(text, 0, figure.start)
    end = text.find(" ", figure.end + SHOWN)
    shown = text[sign.start() if sign else figure.start : end if end > 0 else None]
    return END.split(shown)[0].strip()


def _same_currency(figure: Figure, same: Sequence[Figure], lines: TextFacts) -> bool:
    units = {it.unit for it in same if it.kind is Kind.MONEY}
    if not units:
        return figure.unit in lines.currencies
    crowns = (CROWN, *CROWNS) if figure.unit == CROWN or CROWN in units else ()
    return figure.unit in units or (figure.unit in crowns and bool(units & set(crowns)))


def _counts_the_same(figure: Figure, same: Sequence[Figure]) -> bool:
    if figure.kind is Kind.PERCENT:
        return any(it.kind is not Kind.MONEY for it in same)
    if figure.kind is not Kind.DURATION:
        return True
    return any(it.unit == figure.unit or it.kind is Kind.FIGURE for it in same)


def _spelt_alike(date: Date, lines: TextFacts) -> bool:
    shown = " ".join(date.text.lower().split())
    return bool(re.search(rf"(?<!\w){re.escape(shown)}(?!\w)", lines.lower))
