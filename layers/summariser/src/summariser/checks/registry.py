"""Registry: every check of this package, found by its module's `CHECK`.

Adding a check is adding a module that has one. Findings come in the order of FindingCode's table.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import NamedTuple

from summariser import checks
from summariser.checks.source import Source
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary

OfSummary = Callable[[ProfileSummary, Source, Profile], Iterable[Finding]]
OfListing = Callable[[Source], Iterable[Finding]]


class Check(NamedTuple):
    """A check of each profile's summary, or of the listing itself, and the codes it gives."""

    of_summary: OfSummary | None = None
    of_listing: OfListing | None = None
    codes: tuple[FindingCode, ...] = ()


@cache
def all_checks() -> tuple[Check, ...]:
    """Find every check, in the order of the first code of each."""
    order = list(FindingCode)
    return tuple(sorted(_found(), key=lambda check: min(map(order.index, check.codes))))


@cache
def summary_checks() -> tuple[OfSummary, ...]:
    """Give the checks of a profile's summary, in the same order."""
    return tuple(check.of_summary for check in all_checks() if check.of_summary is not None)


def _found() -> Iterator[Check]:
    for module in walk_packages(checks.__path__, f"{checks.__name__}."):
        check = getattr(import_module(module.name), "CHECK", None)
        if check is not None:
            yield check
