"""Pay: whether a sum is for an hour, a month or a year, in a sentence as in its lines."""

from collections.abc import Iterator

from summariser.checks.grounding.text_facts import TextFacts
from summariser.language.figures import Figure, Kind
from summariser.language.money import pay_period

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


def _tells(period: str, figure: Figure, lines: TextFacts, fields: TextFacts) -> bool:
    same = [other for other in _sums(lines) if other.values & figure.values]
    exact = {pay_period(lines.text, other) for other in same} - {None}
    if exact:
        return period in exact
    loose = lines.periods | fields.periods
    told = {pay_period(fields.text, other) for other in _sums(fields)}
    return period == CUSTOMARY or period in loose or period in told


def _sums(reading: TextFacts) -> list[Figure]:
    return [figure for figure in reading.all_figures if figure.kind is Kind.MONEY]
