"""Workloads for tests in which their particulars do not matter."""

from dataclasses import replace
from typing import Any

from workbench.estimate.month import Workload

A_LISTING = Workload(
    listings_a_day=1000,
    input_tokens=1500,
    output_tokens=160,
    calls=1,
    prefix_tokens=450,
    seconds=3,
)


def any_workload(**changes: Any) -> Workload:
    """Make a workload of 1,000 listings a day, with one call of 1,500 tokens each."""
    return replace(A_LISTING, **changes)
