"""Scores: values as a table of samples and measures, from which means by listing are taken."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.evaluation.guidelines import Guideline, quality_of
from workbench.evaluation.sample import Better, Measure, Sample
from workbench.evaluation.summaries.evaluation import Estimate, MeasureFacts
from workbench.evaluation.summaries.resampling import Array, mean_intervals
from workbench.evaluation.summaries.scoring import Scored

QUALITY = MeasureFacts(name="quality", label="quality (guidelines)", better=Better.HIGHER)
Chosen = NDArray[np.bool_]  # of the samples


class Scores:
    """Every sample's values: samples x measures, the last one the quality by the guidelines."""

    def __init__(
        self,
        scored: Sequence[Scored],
        measures: Sequence[Measure],
        guidelines: Sequence[Guideline],
        seed: int,
    ) -> None:
        self.samples: list[Sample] = [it.sample for it in scored]
        self.measures = [
            *(MeasureFacts(name=it.name, label=it.label, better=it.better) for it in measures),
            QUALITY,
        ]
        self.seed = seed
        names = [measure.name for measure in measures]
        rows = []
        for it in scored:
            known = {n: v for n, v in zip(names, it.values, strict=True) if v is not None}
            rows.append([*it.values, quality_of(known, guidelines)])
        self.values: Array = np.array(rows, dtype=float)  # None becomes NaN
        self._method = np.array([sample.method for sample in self.samples])
        listings = {sample.key[:2]: 0 for sample in self.samples}
        positions = {key: at for at, key in enumerate(listings)}
        self._listing = np.array([positions[sample.key[:2]] for sample in self.samples])
        self.listings = len(listings)

    def of_method(self, method: str) -> Chosen:
        """Choose the samples of a method."""
        chosen: Chosen = self._method == method
        return chosen

    def by_listing(self, chosen: Chosen) -> Array:
        """Give each listing's means over the chosen samples: listings x measures, NaN for none."""
        return self._means(self.values[chosen], self._listing[chosen])

    def differences(self, method: str, other: str) -> Array:
        """Give by how much a method's values are above another's, summary for summary.

        As listings x measures; a summary of which either has no value does not count.
        """
        theirs = {it.key: at for at, it in enumerate(self.samples) if it.method == other}
        mine = [
            at for at, it in enumerate(self.samples) if it.method == method and it.key in theirs
        ]
        values = self.values[mine] - self.values[[theirs[self.samples[at].key] for at in mine]]
        return self._means(values, self._listing[mine])

    def _means(self, values: Array, listing: NDArray[np.int64]) -> Array:
        known = ~np.isnan(values)
        sums = np.zeros((self.listings, len(self.measures)))
        counts = np.zeros_like(sums)
        np.add.at(sums, listing, np.where(known, values, 0.0))
        np.add.at(counts, listing, known)
        with np.errstate(invalid="ignore"):  # 0 / 0: a listing that was not measured is NaN
            means: Array = sums / counts
        return means

    def estimate(self, chosen: Chosen) -> dict[str, Estimate]:
        """Give the measures' means over listings that have a value among the chosen samples."""
        values = self.by_listing(chosen)
        values = values[~np.isnan(values).all(axis=1)]
        if not len(values):
            return {}
        columns = zip(*mean_intervals(values, seed=self.seed), strict=True)
        counts = (~np.isnan(values)).sum(axis=0)
        return {
            measure.name: Estimate(
                mean=float(mean), low=float(low), high=float(high), listings=int(count)
            )
            for measure, (mean, low, high), count in zip(
                self.measures, columns, counts, strict=True
            )
            if count
        }
