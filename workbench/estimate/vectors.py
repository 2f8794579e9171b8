"""Vectors: what those of similar listings cost a month, in US dollars, by embedding model.

A text has as many characters as its profile allows, and vectors are put one by one: both is more
than most listings need. Looking for similar listings is priced by the query alone, without what it
reads of the index, whose price falls with the size.
"""

from dataclasses import dataclass

from summariser.domain.profiles import load_profiles
from summariser.domain.vectors import PROFILE
from summariser.llm.models import Catalogue
from workbench.estimate.month import GB, Workload
from workbench.estimate.prices import Prices

BYTES_OF_A_VALUE = 4
METADATA_BYTES = 512  # and the key
SMALLEST_PUT = 128 * 1024  # bytes that are billed for a PutVectors at least
LANGUAGE = "de"  # whose words have more tokens than English ones


@dataclass(frozen=True)
class VectorMonth:
    """What the vectors of one model cost a month."""

    model: str
    dimensions: int
    tokens_usd: float
    put_usd: float
    storage_usd: float  # for each month that they are kept

    @property
    def usd(self) -> float:
        """What a month costs together."""
        return self.tokens_usd + self.put_usd + self.storage_usd


def vector_months(
    catalogue: Catalogue, prices: Prices, workload: Workload
) -> tuple[VectorMonth, ...]:
    """Price the vectors of every embedding model; none where the region has no price of them."""
    if not prices.knows("vector-puts"):
        return ()
    (profile,) = load_profiles((PROFILE,))
    months = []
    for model in catalogue.embedding_models.values():
        tokens = model.estimated_tokens("x" * profile.characters, LANGUAGE)
        listing = model.priced_in(prices.region).cost_usd(
            input_tokens=tokens, output_tokens=0, seconds=0
        )
        size = model.dimensions * BYTES_OF_A_VALUE + METADATA_BYTES
        months.append(
            VectorMonth(
                model=model.name,
                dimensions=model.dimensions,
                tokens_usd=listing * workload.listings,
                put_usd=prices.usd("vector-puts", max(size, SMALLEST_PUT) / GB * workload.listings),
                storage_usd=prices.usd("vector-storage", size / GB * workload.listings),
            )
        )
    return tuple(months)
