"""Cold starts: what a ratio says, and that a start can be measured."""

import pytest

from workbench.benchmark.cold_start import ColdStart, Start, benchmark, measure
from workbench.errors import UsageError


def should_compare_each_start_with_the_one_measured_beside_it() -> None:
    starts = [Start(0.2, 0.6), Start(2.0, 6.0), Start(0.3, 0.9)]  # the machine was busy once
    bare = [Start(0.1, 0.2), Start(1.0, 2.0), Start(0.1, 0.2)]
    cold_start = ColdStart("announce_summary", starts, bare)
    assert cold_start.import_ratio == pytest.approx(2.0)
    assert cold_start.ready_ratio == pytest.approx(3.0)


@pytest.mark.slow
def should_measure_a_function_beside_the_bare_handler() -> None:
    cold_start = measure("announce_summary", rounds=1)
    assert len(cold_start.starts) == len(cold_start.bare) == 1
    assert all(start.import_s > 0 for start in [*cold_start.starts, *cold_start.bare])
    assert all(start.ready_s > 0 for start in [*cold_start.starts, *cold_start.bare])


def should_name_the_functions_there_are() -> None:
    with pytest.raises(UsageError, match="no function store; known: announce_summary, "):
        benchmark(["store"], rounds=1)
