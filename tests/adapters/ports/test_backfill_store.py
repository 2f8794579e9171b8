"""What a `BackfillStore` keeps, and what it reads."""

from datetime import UTC, datetime

import pytest

from summariser.adapters.backfill_bucket import BackfillBucket
from summariser.domain.backfill import (
    Backfill,
    BackfillRequest,
    InvalidBackfill,
    PartRecord,
    Position,
    Rejected,
    StagedEvent,
    StagedPart,
)
from summariser.ports.backfill import BackfillStore
from tests.adapters.account import Aws
from tests.fakes.backfill import BackfillShelf
from tests.values import event_naming

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
OBJECTS = {
    "incoming/many/a.jsonl": b"the first",
    "incoming/many/b.jsonl": b"the second",
    "incoming/many/c.jsonl": b"the third",
    "incoming/many.jsonl": b"another",
}
MANY = "s3://bucket/incoming/many/"


@pytest.fixture
def store(account: Aws | None) -> BackfillStore:
    if account is None:
        return BackfillShelf(dict(OBJECTS))
    for key, body in OBJECTS.items():
        account.client("s3").put_object(Bucket="bucket", Key=key, Body=body)
    return BackfillBucket(account.bucket)


def any_backfill(parts: int = 0) -> Backfill:
    request = BackfillRequest(source=MANY)
    return Backfill(backfill_id="b1", request=request, started_at=NOW, parts=parts)


def should_find_a_backfill_as_it_was_put(store: BackfillStore) -> None:
    assert store.find("b1") is None
    for backfill in (any_backfill(), any_backfill(parts=3)):
        store.put(backfill)
        assert store.find("b1") == backfill


@pytest.mark.parametrize(
    ("since", "names"),
    [
        (None, "abc"),
        (Position(at="incoming/many/b.jsonl", number=7), "bc"),
        (Position(at="incoming/many/b.jsonl", ended=True), "c"),
        (Position(at="incoming/many/c.jsonl", ended=True), ""),
    ],
)
def should_name_objects_below_a_prefix_from_where_it_was_left(
    store: BackfillStore, since: Position | None, names: str
) -> None:
    keys = list(store.keys(MANY, since=since))
    assert keys == [f"incoming/many/{name}.jsonl" for name in names]


def should_name_one_object_and_read_it_as_it_comes(store: BackfillStore) -> None:
    (key,) = store.keys("s3://bucket/incoming/many.jsonl", since=None)
    assert store.uri_of(key) == "s3://bucket/incoming/many.jsonl"
    with store.open(key) as stream:
        assert (stream.read(3), stream.read(100), stream.read(1)) == (b"ano", b"ther", b"")


@pytest.mark.parametrize(
    "source", ["s3://other/incoming/x/", "s3://bucket/listings/", "s3://bucket/incoming/none/"]
)
def should_read_nothing_from_elsewhere_nor_where_nothing_is(
    store: BackfillStore, source: str
) -> None:
    with pytest.raises(InvalidBackfill):
        list(store.keys(source, since=None))


def should_say_that_an_object_is_missing(store: BackfillStore) -> None:
    with (
        pytest.raises(InvalidBackfill, match="no object s3://bucket/incoming/none"),
        store.open("incoming/none"),
    ):
        pass


def should_keep_a_part_with_the_backfill_that_has_it(store: BackfillStore) -> None:
    records = [
        PartRecord(source=MANY, number=number, text=f"a\u2028{number}", defect="Broken.")
        for number in (1, 2)
    ]
    store.put_part(any_backfill(parts=1), [it.model_dump_json() for it in records])
    store.put_part(any_backfill(parts=1).model_copy(update={"split_at": NOW}), [])
    assert list(store.get_part("b1", 1)) == records
    found = store.find("b1")
    assert found is not None
    assert (found.parts, found.split_at) == (1, NOW)
    assert store.part_of(f"{store.parts_prefix('b1')}000001.jsonl") == 1
    with pytest.raises(InvalidBackfill):
        store.get_part("b1", 2)


def should_note_what_was_staged_and_what_was_rejected(store: BackfillStore) -> None:
    event = StagedEvent(listing_id="a", version=1, event_uri="s3://bucket/x", spent_usd=0.25)
    staged = StagedPart(part=1, events=(event,), rejected=1, staged_at=NOW)
    assert store.find_staged("b1", 1) is None
    store.put_rejected("b1", 1, [Rejected(source=MANY, number=2, reason="Broken.")])
    store.put_staged("b1", staged)
    assert store.find_staged("b1", 1) == staged
    assert store.find_staged("b1", 2) is None


def should_store_a_long_listing_where_ingest_reads_it(store: BackfillStore) -> None:
    uri = store.put_incoming(b"a long listing")
    assert uri.startswith("s3://bucket/incoming/")
    with store.open(uri.removeprefix("s3://bucket/")) as stream:
        assert stream.read(100) == b"a long listing"
    assert store.event_uri(event_naming(uri))
