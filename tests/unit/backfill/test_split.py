"""How a source becomes parts, whenever the function is stopped."""

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain, count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summariser.core.splitting import LOOK_EVERY
from summariser.domain.backfill import (
    BYTES_IN_A_PART,
    RECORDS_IN_A_PART,
    BackfillRequest,
    Filters,
    InvalidBackfill,
    WrittenSummary,
)
from summariser.domain.message import parse_event
from summariser.steps.backfill_states import SplitBackfillInput, SplitBackfillOutput
from summariser.steps.split_backfill import split_backfill
from tests.fakes import ListingShelf
from tests.fakes.backfill import BackfillShelf, PublishedList
from tests.values import any_listing

SOURCE = "s3://bucket/incoming/many/"
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


def lines(first: int, last: int, **fields: Any) -> bytes:
    return b"\n".join(
        json.dumps({"listing_id": f"l{n}", "description": "You bake bread."} | fields).encode()
        for n in range(first, last)
    )


def split(
    store: BackfillShelf,
    *,
    source: str = SOURCE,
    summaries: PublishedList | None = None,
    listings: ListingShelf | None = None,
    may_go_on: Callable[[], bool] = lambda: True,
    **request: Any,
) -> SplitBackfillOutput:
    return split_backfill(
        SplitBackfillInput(execution_name="b1", request=BackfillRequest(source=source, **request)),
        store=store,
        summaries=summaries or PublishedList([]),
        listings=listings or ListingShelf(),
        concurrency=5,
        tolerated_failure_percentage=5,
        may_go_on=may_go_on,
        now=lambda: NOW,
    )


def ids(store: BackfillShelf) -> list[list[str]]:
    """Name the listings of each part."""
    parts = [store.get_part("b1", part) for _, part in sorted(store.parts)]
    return [[json.loads(record.text).get("listing_id") for record in part] for part in parts]


def should_put_a_thousand_records_in_a_part_across_objects() -> None:
    store = BackfillShelf(
        {
            "incoming/many/a.jsonl": lines(0, 600),
            "incoming/many/b.json.gz": gzip.compress(
                b"[" + lines(600, 1500).replace(b"\n", b",") + b"]"
            ),
            "incoming/many/c.csv": b"listing_id,description\nl1500,You bake.\nl1501,You sell.\n",
            "incoming/other.jsonl": lines(9000, 9001),
        }
    )
    output = split(store)
    assert (output.split, output.parts, output.prefix) == (True, 2, "backfills/b1/parts/")
    assert [len(part) for part in ids(store)] == [RECORDS_IN_A_PART, 502]
    assert list(chain(*ids(store))) == [f"l{n}" for n in range(1502)]
    last = store.get_part("b1", 2)[-1]
    assert (last.source, last.number) == ("s3://bucket/incoming/many/c.csv", 3)


def should_end_a_part_at_five_megabytes() -> None:
    long = "You bake bread. " * 100_000
    store = BackfillShelf({"incoming/many/a.jsonl": lines(0, 12, description=long)})
    split(store)
    sizes = [sum(map(len, part)) for part in store.parts.values()]
    assert len(sizes) > 2
    assert all(size < BYTES_IN_A_PART + len(long) + 500 for size in sizes)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.integers(1, 400))
def should_write_each_record_once_however_often_it_is_stopped(looks: list[int], size: int) -> None:
    store = BackfillShelf(
        {f"incoming/many/{n}.jsonl": lines(size * n, size * (n + 1)) for n in range(4)}
    )
    lasts: Iterator[int] = iter([*looks, *[10_000] * 99])

    def patience() -> Callable[[], bool]:
        calls, last = count(1), next(lasts)
        return lambda: next(calls) < last

    while not split(store, may_go_on=patience()).split:
        pass
    assert list(chain(*ids(store))) == [f"l{n}" for n in range(size * 4)]
    assert store.backfills["b1"].records == size * 4


def should_go_on_though_nothing_was_selected_yet() -> None:
    store = BackfillShelf({"incoming/many/a.jsonl": lines(0, 3 * LOOK_EVERY, language="de")})
    first = split(store, filters=Filters(language="en"), may_go_on=lambda: False)
    assert (first.split, first.parts) == (False, 0)
    position = store.backfills["b1"].position
    assert position is not None
    assert position.number == LOOK_EVERY - 1
    last = split(store, filters=Filters(language="en"))
    assert (last.split, last.parts) == (True, 0)
    assert store.backfills["b1"].not_selected == 3 * LOOK_EVERY


def should_report_an_object_that_is_not_read_and_go_on_behind_it() -> None:
    store = BackfillShelf(
        {
            "incoming/many/a.jsonl": lines(0, 1),
            "incoming/many/b.parquet": b"PAR1...",
            "incoming/many/c.jsonl": lines(1, 2) + b"\nnot json\n",
        }
    )
    split(store)
    found = [(it.source.rpartition("/")[2], it.number, it.defect) for it in store.get_part("b1", 1)]
    assert [one[:2] for one in found] == [
        ("a.jsonl", 1),
        ("b.parquet", 0),
        ("c.jsonl", 1),
        ("c.jsonl", 2),
    ]
    assert "is a Parquet file" in (found[1][2] or "")


def should_stop_at_the_limit() -> None:
    store = BackfillShelf({"incoming/many/a.jsonl": lines(0, 50)})
    split(store, limit=7)
    assert ids(store) == [[f"l{n}" for n in range(7)]]


def should_do_nothing_more_once_it_is_split() -> None:
    store = BackfillShelf({"incoming/many/a.jsonl": lines(0, 2)})
    first = split(store)
    store.objects.clear()
    assert split(store) == first


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("s3://other/incoming/x", "is not below s3://bucket/incoming/"),
        ("s3://bucket/listings/x", "is not below s3://bucket/incoming/"),
        ("s3://bucket/incoming/none/", "no object below"),
        ("s3://bucket/incoming/none.jsonl", "no object"),
    ],
)
def should_say_why_a_source_is_not_read(source: str, reason: str) -> None:
    with pytest.raises(InvalidBackfill, match=reason):
        split(BackfillShelf(), source=source)


def any_published(listing_id: str, **changes: Any) -> WrittenSummary:
    values: dict[str, Any] = {
        "listing_id": listing_id,
        "version": 3,
        "language": "en",
        "prompt_version": "v2",
        "profiles": frozenset({"preview"}),
        "occurred_at": datetime(2026, 11, 1, tzinfo=UTC),
        "listing_uri": f"s3://bucket/listings/{listing_id}/3-abc/listing.json",
        "cost_usd": 0.001,
    }
    return WrittenSummary(**(values | changes))


def should_summarise_again_what_an_older_prompt_wrote() -> None:
    published = [any_published("old"), any_published("new", prompt_version="v3")]
    store = BackfillShelf()
    filters = Filters(prompt_older_than="v3")
    split(store, source="ledger", summaries=PublishedList(published), filters=filters)
    (record,) = store.get_part("b1", 1)
    event = parse_event(record.text)
    assert (event.listing_id, event.version) == ("old", 3)
    assert event.occurred_at == published[0].occurred_at
    assert event.summarise_again == NOW
    assert event.listing_uri == published[0].listing_uri
    assert record.spent_usd == 0.001


def should_find_a_company_of_the_ledger_in_its_listings() -> None:
    uris = {name: f"{name}/listing" for name in ("mill", "mine")}
    listings = ListingShelf(
        {
            uris["mill"]: any_listing(company="Mill Bakery"),
            uris["mine"]: any_listing(company="Mine"),
        }
    )
    published = [any_published(name, listing_uri=uri) for name, uri in uris.items()]
    store = BackfillShelf()
    filters = Filters(company="Mill Bakery")
    summaries = PublishedList([*published, any_published("erased")])
    split(store, source="ledger", summaries=summaries, listings=listings, filters=filters)
    assert ids(store) == [["mill"]]
