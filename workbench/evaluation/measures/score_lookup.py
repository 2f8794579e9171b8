"""Scores: what a slow model said of samples beforehand, as a measure that looks it up."""

from collections.abc import Mapping
from functools import partial

from workbench.evaluation.sample import Better, Measure, Sample

Key = tuple[str, str, int, str]


def key_of(sample: Sample) -> Key:
    """Tell which summary it is, and whose."""
    return (sample.method, *sample.key)


def measure_of_scores(name: str, label: str, scores: Mapping[Key, float | None]) -> Measure:
    """Make a measure, better the higher, that says nothing of samples without a score."""
    return Measure(name, label, Better.HIGHER, partial(_look_up, scores))


def _look_up(scores: Mapping[Key, float | None], sample: Sample) -> float | None:
    return scores.get(key_of(sample))
