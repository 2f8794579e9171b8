import json
from collections import Counter
from itertools import pairwise

import pytest

from summariser.domain.errors import EventNotUnderstood
from summariser.domain.message import parse_event
from workbench.soak.faults_file import read_faults
from workbench.soak.poison import POISONS
from workbench.soak.stream import End, Kind, Message, StreamRates, events, expected

RATES = read_faults().stream
STREAM = events(3000, 1, RATES)
EXPECTED = expected(STREAM)


def sent(listing_id: str) -> list[Message]:
    return [message for message in STREAM if message.listing_id == listing_id]


def share(part: int, whole: int) -> float:
    return part / whole


def should_write_the_same_stream_again_for_the_same_seed() -> None:
    assert events(300, 5, RATES) == events(300, 5, RATES)
    assert events(300, 5, RATES) != events(300, 6, RATES)


def should_send_each_listing_once_where_nothing_goes_wrong() -> None:
    stream = events(50, 1, StreamRates())
    assert [message.kind for message in stream] == [Kind.PUBLISH] * 50
    assert {it.end for it in expected(stream).values()} == {End.PUBLISHED}


def should_repeat_a_fifth_of_the_messages_half_of_them_side_by_side() -> None:
    times = Counter(STREAM)
    assert share(sum(count == 2 for count in times.values()), len(times)) == pytest.approx(
        0.2, abs=0.02
    )
    assert set(times.values()) == {1, 2}
    beside = sum(one == other for one, other in pairwise(STREAM))
    assert share(beside, len(STREAM) - len(times)) == pytest.approx(0.5, abs=0.1)


def should_send_as_many_of_each_kind_as_the_rates_say() -> None:
    first: dict[str, list[Message]] = {it: list(one.messages) for it, one in EXPECTED.items()}
    kinds = {it: [message.kind for message in story] for it, story in first.items()}
    counts = Counter(tuple(kind) for kind in kinds.values())
    assert share(counts[Kind.POISON,], 3000) == pytest.approx(0.03, abs=0.01)
    assert share(counts[Kind.UPDATE, Kind.PUBLISH], 3000) == pytest.approx(0.10, abs=0.02)
    assert share(counts[Kind.PUBLISH, Kind.UPDATE], 3000) == pytest.approx(0.10, abs=0.02)
    withdrawn = [kind for kind in kinds.values() if Kind.WITHDRAW in kind]
    assert share(len(withdrawn), 3000) == pytest.approx(0.05, abs=0.015)
    overtaken = [kind for kind in withdrawn if kind[-1] is not Kind.WITHDRAW]
    assert share(len(overtaken), len(withdrawn)) == pytest.approx(0.3, abs=0.12)


def should_leave_a_quarter_of_the_newer_versions_unchanged() -> None:
    pairs = [
        {message.kind: json.loads(message.body)["listing"] for message in it.messages}
        for it in EXPECTED.values()
        if {message.kind for message in it.messages} == {Kind.PUBLISH, Kind.UPDATE}
    ]
    same = sum(pair[Kind.PUBLISH] == pair[Kind.UPDATE] for pair in pairs)
    assert share(same, len(pairs)) == pytest.approx(0.25, abs=0.06)


def should_know_how_each_listing_ends() -> None:
    assert len(EXPECTED) == 3000
    for listing_id, it in EXPECTED.items():
        newest = max(it.messages, key=lambda message: message.version)
        assert it.version == newest.version
        assert it.listing_id == listing_id
        assert it.end == {Kind.WITHDRAW: End.WITHDRAWN, Kind.POISON: End.DEAD}.get(
            newest.kind, End.PUBLISHED
        )
    assert {it.end for it in EXPECTED.values()} == set(End)


def should_be_accepted_but_for_poison() -> None:
    languages = set()
    for message in STREAM:
        if message.kind is Kind.POISON:
            continue
        event = parse_event(message.body)
        assert (event.listing_id, event.version) == (message.listing_id, message.version)
        if event.listing and event.listing.language:
            languages.add(event.listing.language)
    assert languages == {"en", "de", "fr", "nl", "pl"}


@pytest.mark.parametrize("name", POISONS)
def should_be_poison_in_every_way(name: str) -> None:
    event = json.loads(events(1, 1, StreamRates())[0].body)
    body = POISONS[name](event)
    assert "soak-1-0" in body
    try:
        understood = parse_event(body)
    except EventNotUnderstood:
        return
    elsewhere = (understood.listing_uri or "").startswith("s3://elsewhere/")
    assert elsewhere or (
        understood.listing and not understood.listing.description.strip("<>/divp \n\t")
    )


def should_not_write_two_listings_alike() -> None:
    texts = [
        json.loads(message.body)["listing"]["title"]
        for message in dict.fromkeys(STREAM)
        if message.kind is Kind.PUBLISH
    ]
    assert len(texts) == len(set(texts))
