"""Pay: whether a sum is for an hour, a month or a year, in a sentence as in its lines."""

import re
from collections.abc import Iterator

from summariser.checks.grounding.figures import Figure, Kind
from summariser.checks.grounding.lexicon import facts, phrases, signs
from summariser.checks.grounding.text_facts import TextFacts

BEHIND = 40  # characters behind a sum in which its period is told
TOKEN = re.compile(r"[^\W\d_]+|[€$£¥/%]")
STOPS = re.compile(r"[\d;:.!?]")
PAID_BY = frozenset({"hour", "month", "year"})
CUSTOMARY = "year"  # what a salary is for where nobody says so


def untold_periods(claim: TextFacts, lines: TextFacts, fields: TextFacts) -> Iterator[str]:
    """Find the periods that a text says a sum is paid by, and the listing does not."""
    for figure in _sums(claim):
        period = pay_period(claim.text, figure)
        if period is not None and not _tells(period, figure, lines, fields):
            yield period
            return
    told, known = claim.periods & PAID_BY, lines.periods & PAID_BY
    if claim.names_money and len(told) == 1 and known and not told & known:
        yield from told


def pay_period(text: str, figure: Figure) -> str | None:
    """Give the period that stands behind a sum: "€15 gross an hour" is by the hour."""
    rest = text[figure.end : figure.end + BEHIND].lower()
    stop = STOPS.search(rest)
    words = TOKEN.findall(rest[: stop.start()] if stop else rest)
    silent = {*signs("currencies"), *signs("scales"), *facts()["pay"]["gross"]}
    while words and words[0] in silent:
        words = words[1:]
    if not words:
        return None
    named = phrases("periods").values(words[:1]) if words[0] not in facts()["pay"]["per"] else []
    behind = [word for word in words[:3] if word not in facts()["pay"]["per"]][:1]
    units = phrases("units").values(behind) if words[0] in facts()["pay"]["per"] else named
    return units[0] if units else None


def _tells(period: str, figure: Figure, lines: TextFacts, fields: TextFacts) -> bool:
    same = [it for it in _sums(lines) if it.values & figure.values]
    exact = {pay_period(lines.text, it) for it in same} - {None}
    if exact:
        return period in exact
    loose = lines.periods | fields.periods | {pay_period(fields.text, it) for it in _sums(fields)}
    return period == CUSTOMARY or period in loose


def _sums(reading: TextFacts) -> list[Figure]:
    return [figure for figure in reading.all_figures if figure.kind is Kind.MONEY]
