"""Intervals and p-values on numbers whose answer is known."""

import math

import numpy as np
import pytest

from workbench.evaluation.summaries.resampling import holm, mean_intervals, paired_p_values


def should_give_an_interval_as_wide_as_the_normal_one_of_many_values() -> None:
    values = np.random.default_rng(3).normal(5.0, 2.0, (400, 1))

    means, low, high = mean_intervals(values, seed=1)

    error = values.std() / math.sqrt(400)
    assert means[0] == pytest.approx(values.mean())
    assert low[0] == pytest.approx(values.mean() - 1.96 * error, abs=0.3 * error)
    assert high[0] == pytest.approx(values.mean() + 1.96 * error, abs=0.3 * error)


def should_give_an_interval_without_width_where_all_values_are_one() -> None:
    means, low, high = mean_intervals(np.full((9, 1), 0.25), seed=1)

    assert (means[0], low[0], high[0]) == pytest.approx((0.25, 0.25, 0.25))


def should_leave_out_listings_of_which_a_measure_says_nothing() -> None:
    values = np.array([[1.0, np.nan], [np.nan, np.nan], [3.0, np.nan]])

    means, low, high = mean_intervals(values, seed=1)

    assert means[0] == 2.0
    assert 1.0 <= low[0] <= 2.0 <= high[0] <= 3.0
    assert np.isnan([means[1], low[1], high[1]]).all()


def should_give_the_same_interval_for_the_same_seed() -> None:
    values = np.arange(30.0).reshape(30, 1)

    assert mean_intervals(values, seed=7)[1] == mean_intervals(values, seed=7)[1]
    assert mean_intervals(values, seed=7)[1] != mean_intervals(values, seed=8)[1]


def should_find_the_p_value_of_the_exact_sign_test() -> None:
    # Of the 2^5 signs of five equal differences two are as extreme: all up, and all down.
    (p_value,) = paired_p_values(np.ones((5, 1)), seed=1)

    assert p_value == pytest.approx(2 / 2**5, abs=0.012)


def should_find_no_difference_in_differences_that_cancel() -> None:
    assert paired_p_values(np.array([[1.0], [-1.0], [2.0], [-2.0]]), seed=1) == pytest.approx(1.0)


def should_never_give_a_p_value_of_zero() -> None:
    (p_value,) = paired_p_values(np.ones((200, 1)), seed=1)

    assert 0 < p_value < 0.001


def should_give_no_p_value_where_nothing_pairs() -> None:
    assert np.isnan(paired_p_values(np.full((4, 1), np.nan), seed=1)).all()


def should_correct_p_values_after_holm() -> None:
    # Holm (1979): 0.01 x 4, 0.02 x 3, then never below the one before: 0.03 x 2, 0.04 x 1.
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])


def should_correct_only_for_the_tests_that_there_were() -> None:
    first, none, last = holm([0.02, math.nan, 0.5])

    assert (first, last) == pytest.approx((0.04, 0.5))
    assert math.isnan(none)
