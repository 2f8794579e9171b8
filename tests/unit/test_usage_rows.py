"""Rows that every call adds to are shards."""

from collections import Counter

from summariser.adapters.usage_rows import SHARDS, listing_scope, shard_of, shards_of


def should_write_no_shard_more_than_its_share_of_a_thousand_calls() -> None:
    names = [listing_scope(f"nurse-{number}", number % 3 + 1) for number in range(1000)]
    writes = Counter(shard_of("day#2026-11-24", name) for name in names)
    assert writes.keys() == set(shards_of("day#2026-11-24"))
    assert max(writes.values()) <= 1.3 * 1000 / SHARDS


def should_read_what_the_last_release_wrote_as_a_shard() -> None:
    assert shards_of("language#de")[0] == "language#de"
    assert len(set(shards_of("language#de"))) == SHARDS
