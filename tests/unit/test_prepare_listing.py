"""What PrepareListing makes of a listing, and what it says is next."""

from typing import Any

import pytest

from summariser.domain.errors import ListingHasNoText
from summariser.domain.event_type import EventType
from summariser.domain.profiles import load_profiles
from summariser.steps.prepare_listing import prepare_listing
from summariser.steps.states import NextStep, PrepareListingInput, PrepareListingOutput
from tests.fakes import ListingShelf
from tests.models import CallList, any_model, embedded_model
from tests.values import any_draft, any_listing


def prepare(store: ListingShelf, **changes: Any) -> PrepareListingOutput:
    fields = {"listing_id": "baker-1", "version": 1, "listing_uri": "baker-1/1/listing"}
    return prepare_listing(
        PrepareListingInput.model_validate(fields | changes),
        store=store,
        meter=CallList(),
        chain=[any_model()],
        last_resort=embedded_model(),
        profiles=load_profiles(["preview"]),
        ceiling_usd=0,
    )


def should_lay_a_document_beside_its_listing_with_the_first_plan_for_it() -> None:
    store = ListingShelf({"baker-1/1/listing": any_listing()})
    prepared = prepare(store)
    assert (prepared.document_uri, prepared.next_step) == ("baker-1/1/document", NextStep.WRITE)
    document = store.get_document("baker-1/1/document")
    assert (document.listing_id, document.version, document.language) == ("baker-1", 1, "en")
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert store.get_plan(prepared.plan_uri or "").model == prepared.model == any_model().name


def should_check_the_draft_of_the_same_content_next() -> None:
    store = ListingShelf({"baker-1/1/listing": any_listing()})
    first = prepare(store)
    assert first.document_uri
    content = store.get_plan(first.plan_uri or "").content
    store.keep_draft(any_draft(), document_uri=first.document_uri, content=content)
    assert prepare(store).next_step is NextStep.CHECK


def should_do_nothing_for_a_listing_that_was_taken_down_but_say_so() -> None:
    store = ListingShelf()
    prepared = prepare(store, event_type=EventType.UNPUBLISHED, listing_uri=None)
    assert prepared == PrepareListingOutput(next_step=NextStep.WITHDRAW)
    assert store.objects == {}


def should_refuse_a_listing_without_text() -> None:
    store = ListingShelf({"baker-1/1/listing": any_listing(description=" \n ")})
    with pytest.raises(ListingHasNoText):
        prepare(store)
