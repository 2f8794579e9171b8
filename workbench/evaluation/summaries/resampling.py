"""Resampling: confidence intervals of means, and tests whether two methods differ."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
RESAMPLES = 1_000
PERMUTATIONS = 5_000
CONFIDENCE = 0.95


def mean_intervals(values: Array, *, seed: int) -> tuple[Array, Array, Array]:
    """Return the mean of each column and the ends of its 95 % percentile bootstrap interval.

    `values` is listings x measures, with NaN for missing values; listings are drawn with
    replacement (Efron and Tibshirani 1993, chapter 13). A column without values gives NaN.
    """
    listings = len(values)
    chance = np.random.default_rng(seed)
    draws = chance.multinomial(listings, np.full(listings, 1 / listings), RESAMPLES).astype(float)
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    with np.errstate(invalid="ignore"):  # 0 / 0 for a measure without values gives NaN
        means = filled.sum(axis=0) / known.sum(axis=0)
        drawn = (draws @ filled) / (draws @ known)
    low, high = np.full(len(means), np.nan), np.full(len(means), np.nan)
    some = known.any(axis=0)
    if some.any():
        tail = 100 * (1 - CONFIDENCE) / 2
        low[some], high[some] = np.nanpercentile(drawn[:, some], [tail, 100 - tail], axis=0)
    return means, low, high


def paired_p_values(differences: Array, *, seed: int) -> Array:
    """Return the two-sided p-value of a zero mean for each column, by a sign-flip permutation test.

    `differences` is listings x measures, with NaN if one of the methods has no value. The observed
    signs count as one permutation, so that no p-value is zero (Phipson and Smyth 2010).
    """
    known = ~np.isnan(differences)
    filled = np.where(known, differences, 0.0)
    chance = np.random.default_rng(seed)
    signs = chance.integers(0, 2, (PERMUTATIONS, len(filled))) * 2.0 - 1.0
    observed = np.abs(filled.sum(axis=0))
    rounding = 1e-9 * (1 + np.abs(filled).sum(axis=0))
    extreme = (np.abs(signs @ filled) >= observed - rounding).sum(axis=0)
    p_values: Array = (1 + extreme) / (1 + PERMUTATIONS)
    return np.where(known.any(axis=0), p_values, np.nan)


def holm(p_values: Sequence[float]) -> list[float]:
    """Correct p-values for their number (Holm 1979); NaN is not counted and stays NaN."""
    given = np.asarray(p_values, dtype=float)
    corrected = np.full(len(given), np.nan)
    order = [at for at in np.argsort(given) if not np.isnan(given[at])]
    highest = 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, float(given[at]) * (len(order) - rank)))
        corrected[at] = highest
    return [float(value) for value in corrected]
