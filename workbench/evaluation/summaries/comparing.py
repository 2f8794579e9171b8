"""Comparing: paired tests between methods over the same listings."""

import math
from collections.abc import Sequence

import numpy as np

from workbench.evaluation.sample import Better
from workbench.evaluation.summaries.evaluation import Comparison, MeasureFacts
from workbench.evaluation.summaries.resampling import holm, paired_p_values
from workbench.evaluation.summaries.scores import Scores


def compare_methods(scores: Scores, pairs: Sequence[tuple[str, str]]) -> list[Comparison]:
    """Compare pairs of methods on every measure, over the summaries that both have."""
    return [comparison for method, other in pairs for comparison in _compare(scores, method, other)]


def _compare(scores: Scores, method: str, other: str) -> list[Comparison]:
    differences = scores.differences(method, other)
    p_values = paired_p_values(differences, seed=scores.seed)
    found = []
    columns = zip(differences.T, p_values, holm(list(p_values)), scores.measures, strict=True)
    for values, p_value, p_corrected, measure in columns:
        listings = int((~np.isnan(values)).sum())
        if listings:
            difference = float(np.nanmean(values))
            found.append(
                Comparison(
                    method=method,
                    other=other,
                    measure=measure.name,
                    difference=difference,
                    p_value=float(p_value),
                    p_corrected=p_corrected,
                    listings=listings,
                    winner=_winner(difference, measure, method, other),
                )
            )
    return found


def _winner(difference: float, measure: MeasureFacts, method: str, other: str) -> str | None:
    if measure.better is Better.NEITHER or math.isclose(difference, 0.0, abs_tol=1e-12):
        return None
    return method if (difference > 0) is (measure.better is Better.HIGHER) else other
