"""What a `ListingStore` keeps, and what it keeps apart."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from summariser.adapters.s3 import ListingBucket
from summariser.core.plan import Plan
from summariser.domain.document import Section
from summariser.domain.errors import EventNotUnderstood, ListingNotFound
from summariser.domain.event import ListingEvent
from summariser.domain.message import parse_event, parse_listing
from summariser.llm.notes import ChunkProgress, MergedNotes, Note, Notes
from summariser.ports import ListingStore
from tests.adapters.account import Aws
from tests.fakes import ListingShelf
from tests.values import (
    any_document,
    any_draft,
    any_event_body,
    any_listing,
    any_summary,
    event_naming,
)

REVISED = any_draft().model_copy(update={"revised": True})
NOW = datetime.now(UTC)
LAID_DOWN = "s3://bucket/incoming/one.json"


@pytest.fixture
def store(account: Aws | None) -> ListingStore:
    if account is None:
        return ListingShelf({LAID_DOWN: "the listing"})
    account.client("s3").put_object(Bucket="bucket", Key="incoming/one.json", Body=b"the listing")
    return ListingBucket(account.bucket)


def event_of(**changes: Any) -> ListingEvent:
    return parse_event(any_event_body(**changes))


def withdrawal_of(listing_id: str = "baker-1") -> ListingEvent:
    return event_of(type="listing.unpublished", listing_id=listing_id, listing=None, version=2)


def document_in(store: ListingStore, listing_id: str = "baker-1", version: int = 1) -> str:
    event = event_of(listing_id=listing_id, version=version)
    listing_uri = store.put_listing(event, any_listing())
    return store.put_document(any_document(listing_id, version), listing_uri=listing_uri)


def any_plan(attempt: int = 0) -> Plan:
    return Plan(
        model="small",
        language="en",
        correction=1.0,
        attempt=attempt,
        content="same",
        chunks=(),
        failures=(),
    )


def notes_of(text: str) -> Notes:
    return Notes(notes=(Note(aspect=Section.DUTIES, text=text, lines=(1,)),))


def should_read_back_what_was_put(store: ListingStore) -> None:
    event = event_of()
    assert store.get_event(store.put_event(event, "the event")) == "the event"
    listing_uri = store.put_listing(event, any_listing())
    assert store.get_listing(listing_uri) == any_listing()
    document_uri = store.put_document(any_document(), listing_uri=listing_uri)
    assert store.get_document(document_uri) == any_document()
    plan_uri = store.put_plan(any_plan(), document_uri=document_uri)
    assert store.get_plan(plan_uri) == any_plan()
    merged = MergedNotes(notes=notes_of("Bakes.").notes)
    merged_uri = store.put_merged(merged, plan_uri=plan_uri, level=1)
    assert store.get_merged(merged_uri) == merged
    assert store.get_draft(store.put_draft(any_draft(), plan_uri=plan_uri)) == any_draft()


def should_find_how_far_the_notes_on_a_chunk_are(store: ListingStore) -> None:
    plan_uri = store.put_plan(any_plan(), document_uri=document_in(store))
    assert store.find_progress(plan_uri=plan_uri, part=0) is None
    lines = any_document().lines
    progress = ChunkProgress(of="chunk", calls=1, notes=(notes_of("Bakes."),), waiting=(lines,))
    store.put_progress(progress, plan_uri=plan_uri, part=0)
    assert store.find_progress(plan_uri=plan_uri, part=0) == progress
    assert store.find_progress(plan_uri=plan_uri, part=1) is None


def should_put_events_and_listings_where_it_says(store: ListingStore) -> None:
    for event in (event_of(), withdrawal_of()):
        assert store.put_event(event, "the event") == store.event_uri(event)
        assert store.put_listing(event, any_listing()) == store.listing_uri(event)


@pytest.mark.parametrize(
    "read",
    [
        lambda store: store.get_event("s3://bucket/none"),
        lambda store: store.get_listing("s3://bucket/none"),
        lambda store: store.get_document("s3://bucket/none"),
        lambda store: store.get_plan("s3://bucket/none"),
        lambda store: store.get_merged("s3://bucket/none"),
        lambda store: store.get_draft("s3://bucket/none"),
        lambda store: store.get_notes(plan_uri="s3://bucket/none", level=0, parts=1),
        lambda store: store.get_incoming(event_naming("s3://bucket/incoming/none")),
    ],
)
def should_say_that_an_object_is_missing(
    read: Callable[[ListingStore], object], store: ListingStore
) -> None:
    with pytest.raises(ListingNotFound):
        read(store)


def should_keep_the_events_of_one_version_apart(store: ListingStore) -> None:
    events = [
        event_of(),
        event_of(listing=any_listing(title="Cook").model_dump()),
        event_of(type="listing.updated"),
        event_of(listing=None, listing_uri=LAID_DOWN),
    ]
    assert len({store.event_uri(event) for event in events}) == len(events)
    assert len({store.listing_uri(event) for event in events}) == len(events)


def should_read_what_boards_laid_down_from_one_place_only(store: ListingStore) -> None:
    assert store.get_incoming(event_naming(LAID_DOWN)) == "the listing"
    for uri in ("s3://other/incoming/one.json", "s3://bucket/listings/one.json"):
        with pytest.raises(EventNotUnderstood, match="must start with s3://bucket/incoming/"):
            store.get_incoming(event_naming(uri))


def should_read_a_listing_of_its_own_to_summarise_it_again(store: ListingStore) -> None:
    own, other = (
        store.put_listing(event_of(listing_id=name), any_listing()) for name in ("baker-1", "other")
    )
    event = event_naming(LAID_DOWN).model_copy(update={"summarise_again": NOW, "listing_uri": own})
    assert parse_listing(store.get_incoming(event)) == any_listing()
    assert store.event_uri(event) != store.event_uri(
        event.model_copy(update={"summarise_again": None})
    )
    with pytest.raises(EventNotUnderstood, match="must start with s3://bucket/incoming/"):
        store.get_incoming(event.model_copy(update={"listing_uri": other}))


def should_keep_attempts_levels_and_parts_apart(store: ListingStore) -> None:
    document_uri = document_in(store)
    first, second = (
        store.put_plan(any_plan(attempt), document_uri=document_uri) for attempt in (0, 1)
    )
    assert (store.get_plan(first).attempt, store.get_plan(second).attempt) == (0, 1)
    for plan_uri, level, part in [(first, 0, 0), (first, 0, 1), (first, 1, 0), (second, 0, 0)]:
        notes = notes_of(f"{plan_uri} {level} {part}")
        store.put_notes(notes, plan_uri=plan_uri, level=level, part=part)
    assert list(store.get_notes(plan_uri=first, level=0, parts=2)) == [
        notes_of(f"{first} 0 0"),
        notes_of(f"{first} 0 1"),
    ]
    assert list(store.get_notes(plan_uri=second, level=0, parts=1)) == [notes_of(f"{second} 0 0")]


def should_keep_a_first_draft_beside_the_revised_one(store: ListingStore) -> None:
    plan_uri = store.put_plan(any_plan(), document_uri=document_in(store))
    first = store.put_draft(any_draft(), plan_uri=plan_uri)
    revised = store.put_draft(REVISED, plan_uri=plan_uri)
    assert (store.get_draft(first), store.get_draft(revised)) == (any_draft(), REVISED)


def should_find_an_accepted_draft_for_the_same_content_of_the_same_listing(
    store: ListingStore,
) -> None:
    document_uri = document_in(store)
    assert store.find_draft(document_uri=document_uri, content="same") is None
    kept = store.keep_draft(any_draft(), document_uri=document_uri, content="same")
    assert store.find_draft(document_uri=document_in(store, version=2), content="same") == kept
    assert store.get_draft(kept) == any_draft()
    assert store.find_draft(document_uri=document_uri, content="other") is None
    assert store.find_draft(document_uri=document_in(store, "baker-2"), content="same") is None


def should_keep_summaries_of_two_events_and_held_ones_apart(store: ListingStore) -> None:
    other = any_summary().model_copy(
        update={"document_uri": any_summary().document_uri.replace("0a1b", "ffff")}
    )
    uris = [put(summary) for put in (store.put_summary, store.put_held)
            for summary in (any_summary(), other)]  # fmt: skip
    assert len(set(uris)) == 4
    assert store.put_summary(any_summary()) == uris[0]


@pytest.mark.parametrize("listing_id", ["baker-1", "listings/other", "..", "~a"])
def should_erase_all_of_a_listing_but_its_withdrawals(listing_id: str, store: ListingStore) -> None:
    document_uri = document_in(store, listing_id)
    kept = store.keep_draft(any_draft(listing_id), document_uri=document_uri, content="same")
    withdrawal = store.put_event(withdrawal_of(listing_id), "the withdrawal")
    neighbours = [document_in(store, name) for name in (f"{listing_id}0", f"{listing_id}/b")]
    store.erase(listing_id, 2)
    for read, uri in ((store.get_document, document_uri), (store.get_draft, kept)):
        with pytest.raises(ListingNotFound):
            read(uri)
    assert store.get_event(withdrawal) == "the withdrawal"
    assert [store.get_document(uri).listing_id for uri in neighbours]


def should_erase_nothing_of_a_newer_version_nor_the_drafts_it_shares(store: ListingStore) -> None:
    uris = [document_in(store, version=version) for version in (9, 10, 11)]
    summaries = [store.put_summary(any_summary(version=version)) for version in (10, 11)]
    kept = store.keep_draft(any_draft(), document_uri=uris[0], content="same")
    store.erase("baker-1", 10)
    for uri in uris[:2]:
        with pytest.raises(ListingNotFound):
            store.get_document(uri)
    assert store.get_document(uris[2]).version == 11
    assert store.get_draft(kept) == any_draft()
    store.erase("baker-1", 11)
    for read, uri in ((store.get_document, uris[2]), (store.get_draft, kept)):
        with pytest.raises(ListingNotFound):
            read(uri)
    assert len(summaries) == 2


def should_erase_what_a_board_stored_unless_it_did_so_later(store: ListingStore) -> None:
    if isinstance(store, ListingShelf):
        store.laid_down[LAID_DOWN] = NOW
    store.erase_incoming(LAID_DOWN, before=NOW - timedelta(days=1))
    assert store.get_incoming(event_naming(LAID_DOWN)) == "the listing"
    for _ in range(2):
        store.erase_incoming(LAID_DOWN, before=NOW + timedelta(days=1))
    with pytest.raises(ListingNotFound):
        store.get_incoming(event_naming(LAID_DOWN))
