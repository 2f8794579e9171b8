"""What the measurement of speed counts."""

from summariser.domain.listing import Listing
from workbench.evaluation.speed import measure


def should_count_listings_and_the_summaries_among_them() -> None:
    baker = Listing(
        title="Baker",
        description="We bake bread for nine shops in the town. You will shape dough at night.",
    )
    speed = measure([baker, Listing(description=""), baker])
    assert (speed.listings, speed.summarised) == (3, 2)
    assert speed.per_second > 0
