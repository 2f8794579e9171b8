"""A listing's vector follows the summary that readers see, whatever comes in which order."""

from dataclasses import dataclass, field

import pytest

from summariser.domain.document import Document
from summariser.domain.errors import (
    ModelRejectedRequest,
    ModelThrottled,
    NothingToEmbed,
    ServiceUnavailable,
    VectorNotFound,
)
from summariser.domain.profiles import load_profiles
from summariser.domain.summary import ProfileSummary
from summariser.domain.vectors import PROFILE
from summariser.llm.models import load_models
from summariser.llm.telemetry import telemetry_of
from summariser.preparation.prepare import prepare_document
from summariser.steps.embed_summary import embed_summaries
from summariser.steps.similar_listings import similar_listings
from tests.fakes import LetterCounts, ListingShelf, SummaryRows, VectorShelf
from tests.models import CallList
from tests.values import NOON, any_entry, any_listing, any_summary

MODELS = load_models().embedding_models
COHERE = MODELS["cohere-embed-multilingual-v3"]


@dataclass
class Shop:
    """What readers see, and the vectors that follow it."""

    table: SummaryRows = field(default_factory=SummaryRows)
    store: ListingShelf = field(default_factory=ListingShelf)
    embeddings: LetterCounts = field(default_factory=LetterCounts)
    vectors: VectorShelf = field(default_factory=VectorShelf)
    meter: CallList = field(default_factory=CallList)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def publish(
        self, listing_id: str = "baker-1", version: int = 1, text: str = "abc", **profiles: str
    ) -> None:
        written = {PROFILE: text} | profiles
        summary = any_summary(listing_id, version).model_copy(
            update={
                "profiles": {
                    name: ProfileSummary(text=it, sentences=()) for name, it in written.items()
                }
            }
        )
        entry = any_entry(listing_id, version)
        self.table.ledger.receive(entry)
        self.store.objects[summary.document_uri] = document_of(listing_id, version)
        self.table.publish(summary, f"summary-{version}", entry.event_uri)

    def withdraw(self, listing_id: str = "baker-1", version: int = 1) -> None:
        entry = any_entry(listing_id, version)
        self.table.ledger.receive(entry)
        self.table.withdraw(listing_id, version, entry.event_uri, NOON, NOON)

    def embed(self, *listing_ids: str) -> set[str]:
        return embed_summaries(
            listing_ids or ("baker-1",),
            summaries=self.table,
            store=self.store,
            embeddings=self.embeddings,
            vectors=self.vectors,
            meter=self.meter,
            report=lambda name, error: self.errors.append((name, type(error).__name__)),
        )

    @property
    def versions(self) -> dict[str, int]:
        return {name: one.version for name, one in self.vectors.found.items()}


def document_of(listing_id: str, version: int) -> Document:
    return prepare_document(any_listing(), listing_id=listing_id, version=version)


@pytest.fixture
def shop() -> Shop:
    return Shop()


def should_make_the_vector_of_what_is_published_with_what_may_be_asked_of_it(shop: Shop) -> None:
    shop.publish(text="aab")
    assert shop.embed() == set()
    one = shop.vectors.found["baker-1"]
    assert one.vector == (2, 1, 0, 0, 0)
    assert (one.language, one.title, one.company) == ("en", "Baker", "Mill Bakery")
    assert (one.version, one.published_at) == (1, NOON)


def should_have_the_newest_version_whichever_announcement_comes_last(shop: Shop) -> None:
    shop.publish(version=1, text="a")
    shop.publish(version=2, text="b")
    assert shop.embed() == set()  # as the announcement of version 1, which was late
    assert shop.embed() == set()
    assert shop.versions == {"baker-1": 2}


def should_delete_the_vector_of_what_is_withdrawn_also_after_an_old_announcement(
    shop: Shop,
) -> None:
    shop.publish()
    shop.embed()
    shop.withdraw(version=2)
    assert shop.embed() == set()
    assert shop.embed() == set()
    assert shop.versions == {}


def should_embed_nothing_of_what_was_never_shown(shop: Shop) -> None:
    assert shop.embed("unknown") == set()
    assert (shop.versions, shop.embeddings.asked) == ({}, [])


def should_write_again_where_a_newer_version_was_published_meanwhile(shop: Shop) -> None:
    shop.publish(version=1, text="a")

    def meanwhile() -> None:
        shop.vectors.writing = lambda: None
        shop.publish(version=2, text="b")
        assert shop.embed() == set()  # another function is quicker

    shop.vectors.writing = meanwhile
    assert shop.embed() == set()
    assert shop.versions == {"baker-1": 2}
    assert shop.vectors.found["baker-1"].vector == (0, 1, 0, 0, 0)


def should_leave_no_vector_where_a_listing_was_withdrawn_meanwhile(shop: Shop) -> None:
    shop.publish(version=1)

    def meanwhile() -> None:
        shop.vectors.writing = lambda: None
        shop.withdraw(version=2)
        shop.embed()

    shop.vectors.writing = meanwhile
    assert shop.embed() == set()
    assert shop.versions == {}


def should_put_a_batch_at_once_and_embed_a_listing_once(shop: Shop) -> None:
    names = ["a", "b", "c"]
    for name in names:
        shop.publish(name)
    assert shop.embed(*names, *names) == set()
    assert (shop.vectors.puts, len(shop.embeddings.asked)) == (1, 3)


def should_send_as_many_texts_in_a_call_as_the_model_takes(shop: Shop) -> None:
    shop.embeddings = LetterCounts(COHERE)
    names = [f"baker-{number}" for number in range(100)]
    for name in names:
        shop.publish(name)
    assert shop.embed(*names) == set()
    assert sorted(map(len, shop.embeddings.asked)) == [4, 96]
    assert shop.versions.keys() == set(names)


def should_fail_only_the_listing_whose_text_the_model_refuses(shop: Shop) -> None:
    def refuse(text: str) -> None:
        if "e" in text:
            raise ModelRejectedRequest("small", "no")

    shop.embeddings = LetterCounts(COHERE, refuse)
    for name, text in (("a", "aa"), ("b", "ee"), ("c", "cc")):
        shop.publish(name, text=text)
    assert shop.embed("a", "b", "c") == {"b"}
    assert shop.versions == {"a": 1, "c": 1}
    assert shop.errors == [("b", "ModelRejectedRequest")]


def should_fail_all_of_a_call_that_is_throttled_and_record_it(shop: Shop) -> None:
    def refuse(_: str) -> None:
        raise ModelThrottled("small")

    shop.embeddings = LetterCounts(COHERE, refuse)
    for name in ("a", "b"):
        shop.publish(name)
    assert shop.embed("a", "b") == {"a", "b"}
    assert [(call.error, call.reply.calls) for call in shop.meter.calls] == [
        ("ModelThrottled", 0)
    ] * 2


def should_fail_what_could_not_be_stored(shop: Shop) -> None:
    def fail() -> None:
        raise ServiceUnavailable("s3vectors:PutVectors", "SlowDown")

    shop.publish()
    shop.vectors.writing = fail
    assert shop.embed() == {"baker-1"}
    assert shop.errors == [("baker-1", "ServiceUnavailable")]


def should_fail_a_summary_without_the_profile_that_is_embedded(shop: Shop) -> None:
    shop.publish("a", text="", preview="A baker.")
    shop.publish("b")
    assert shop.embed("a", "b") == {"a"}
    assert shop.errors == [("a", NothingToEmbed.__name__)]
    assert shop.versions == {"b": 1}


def should_fail_a_summary_whose_document_is_gone_until_its_row_says_why(shop: Shop) -> None:
    shop.publish()
    shop.store.objects.clear()
    assert shop.embed() == {"baker-1"}
    shop.withdraw(version=2)
    assert shop.embed() == set()


def should_meter_each_listing_by_its_share_of_the_call(shop: Shop) -> None:
    shop.embeddings = LetterCounts(COHERE)
    shop.publish("a", text="a" * 30)
    shop.publish("b", text="b" * 10)
    shop.embed("a", "b")
    assert [(call.listing_id, call.input_tokens) for call in shop.meter.calls] == [
        ("a", 15),
        ("b", 5),
    ]
    call = shop.meter.calls[0]
    assert call.cost_usd == pytest.approx(15 * 0.10 / 1e6)
    assert (call.shares, call.output_tokens, call.reply.seconds) == ({PROFILE: 1.0}, 0, 0.375)
    assert telemetry_of(call) == {
        "gen_ai.operation.name": "embeddings",
        "gen_ai.provider.name": "aws.bedrock",
        "gen_ai.request.model": "cohere.embed-multilingual-v3",
        "gen_ai.embeddings.dimension.count": 1024,
        "gen_ai.usage.input_tokens": 15,
        "error.type": None,
    }


def should_find_published_listings_that_are_similar(shop: Shop) -> None:
    for name, text in (("own", "aab"), ("near", "aabb"), ("far", "cc")):
        shop.publish(name, text=text)
    shop.embed("own", "near", "far")
    found = similar_listings("own", 1, summaries=shop.table, vectors=shop.vectors)
    assert [one.listing_id for one in found] == ["near"]


def should_find_nothing_similar_to_what_is_withdrawn_or_has_no_vector(shop: Shop) -> None:
    shop.publish()
    with pytest.raises(VectorNotFound):
        similar_listings("baker-1", 5, summaries=shop.table, vectors=shop.vectors)
    shop.embed()
    shop.withdraw(version=2)
    with pytest.raises(VectorNotFound):
        similar_listings("baker-1", 5, summaries=shop.table, vectors=shop.vectors)


@pytest.mark.parametrize("k", [0, -1, 101])
def should_refuse_a_number_that_cannot_be_found_at_once(shop: Shop, k: int) -> None:
    with pytest.raises(ValueError, match="ask for 1 to 100"):
        similar_listings("baker-1", k, summaries=shop.table, vectors=shop.vectors)


def should_have_room_for_the_longest_text_of_the_profile() -> None:
    (profile,) = load_profiles((PROFILE,))
    assert all(model.longest_text >= profile.characters for model in MODELS.values())
