"""Scores: a table of values by sample and measure, and their means by listing."""

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
    """The values of all samples: samples x measures, of which the last is the quality."""

    def __init__(
        self,
        scored: Sequence[Scored],
        measures: Sequence[Measure],
        guidelines: Sequence[Guideline],
        seed: int,
    ) -> None:
        self.samples: list[Sample] = [entry.sample for entry in scored]
        self.measures = [
            *(
                MeasureFacts(name=measure.name, label=measure.label, better=measure.better)
                for measure in measures
            ),
            QUALITY,
        ]
        self.seed = seed
        names = [measure.name for measure in measures]
        rows = []
        for entry in scored:
            known = {n: v for n, v in zip(names, entry.values, strict=True) if v is not None}
            rows.append([*entry.values, quality_of(known, guidelines)])
        self.values: Array = np.array(rows, dtype=float)  # None becomes NaN
        self._method = np.array([sample.method for sample in self.samples])
        listings = {sample.key[:2]: 0 for sample in self.samples}
        positions = {key: at for at, key in enumerate(listings)}
        self._listing = np.array([positions[sample.key[:2]] for sample in self.samples])
        self.listings = len(listings)

    def of_method(self, method: str) -> Chosen:
        """Return the mask of the samples of a method."""
        chosen: Chosen = self._method == method
        return chosen

    def by_listing(self, chosen: Chosen) -> Array:
        """Return the means over chosen samples: listings x measures, NaN without samples."""
        return self._means(self.values[chosen], self._listing[chosen])

    def differences(self, method: str, other: str) -> Array:
        """Return the difference of a method from another: listings x measures.

        Values are compared summary by summary, where both have one.
        """
        theirs = {
            sample.key: at for at, sample in enumerate(self.samples) if sample.method == other
        }
        mine = [
            at
            for at, sample in enumerate(self.samples)
            if sample.method == method and sample.key in theirs
        ]
        values = self.values[mine] - self.values[[theirs[self.samples[at].key] for at in mine]]
        return self._means(values, self._listing[mine])

    def _means(self, values: Array, listing: NDArray[np.int64]) -> Array:
        known = ~np.isnan(values)
        sums = np.zeros((self.listings, len(self.measures)))
        counts = np.zeros_like(sums)
        np.add.at(sums, listing, np.where(known, values, 0.0))
        np.add.at(counts, listing, known)
        with np.errstate(invalid="ignore"):  # 0 / 0: a listing without values is NaN
            means: Array = sums / counts
        return means

    def estimate(self, chosen: Chosen) -> dict[str, Estimate]:
        """Return the mean of each measure over the listings with a value in the chosen samples."""
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
