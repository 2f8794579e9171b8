"""Score lookup: measures of scores that a slow model computed beforehand."""

from collections.abc import Mapping
from functools import partial

from workbench.evaluation.sample import Better, Measure, Sample

Key = tuple[str, str, int, str]


def key_of(sample: Sample) -> Key:
    """Identify a summary and its method."""
    return (sample.method, *sample.key)


def measure_of_scores(name: str, label: str, scores: Mapping[Key, float | None]) -> Measure:
    """Make a measure, better if higher; None for samples without a score."""
    return Measure(name, label, Better.HIGHER, partial(_look_up, scores))


def _look_up(scores: Mapping[Key, float | None], sample: Sample) -> float | None:
    return scores.get(key_of(sample))
