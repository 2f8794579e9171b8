"""Stream: listing events with duplicates, updates and poison, and how each listing must end."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from workbench.local.faults import Probability, Rates
from workbench.soak.listings_by_seed import revise_listing, write_listing
from workbench.soak.poison import poison

BEGAN = datetime(2026, 3, 2, 8, tzinfo=UTC)
MAX_GAP = 40  # messages between two of one listing: some are processed at the same time


class StreamRates(Rates):
    """Shares of listings, except for those whose comment names another total."""

    exclusive = ("poison", "withdrawn", "reordered", "updated")

    duplicates: Probability = 0.0  # of messages
    reordered: Probability = 0.0
    updated: Probability = 0.0
    unchanged: Probability = 0.0  # of newer versions
    withdrawn: Probability = 0.0
    overtaking: Probability = 0.0  # of withdrawals
    poison: Probability = 0.0


class Kind(StrEnum):
    """What a message is."""

    PUBLISH = "publish"
    UPDATE = "update"
    WITHDRAW = "withdraw"
    POISON = "poison"


class End(StrEnum):
    """How a listing ends."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DEAD = "dead"


@dataclass(frozen=True)
class Message:
    """One message of the stream; a duplicate is equal to the message that it repeats."""

    listing_id: str
    version: int
    kind: Kind
    body: str


@dataclass(frozen=True)
class Expected:
    """How a listing must end: its newest version published or withdrawn, or its event dead."""

    listing_id: str
    end: End
    version: int
    """The newest version; for poison, the version that it would have had."""
    messages: tuple[Message, ...]
    """Each message once, in the order in which they were first sent."""


def events(listings: int, seed: int, rates: StreamRates) -> list[Message]:
    """Write the messages of a stream in the order in which they are sent."""
    placed: list[tuple[float, Message]] = []
    for number in range(listings):
        drawn = random.Random(f"{seed}/{number}")  # noqa: S311
        place = number * 1.0
        for message in _story(f"soak-{seed}-{number}", drawn, rates):
            placed.append((place, message))
            if drawn.random() < rates.duplicates:
                side_by_side = drawn.random() < 0.5
                placed.append(
                    (place if side_by_side else place + drawn.uniform(1, MAX_GAP), message)
                )
            place += drawn.uniform(0, MAX_GAP)
    return [message for _, message in sorted(placed, key=lambda placed_message: placed_message[0])]


def expected(messages: Sequence[Message]) -> dict[str, Expected]:
    """Return how each listing of a stream must end, by listing id."""
    stories: dict[str, dict[Message, None]] = {}
    for message in messages:
        stories.setdefault(message.listing_id, {}).setdefault(message)
    ends = {Kind.WITHDRAW: End.WITHDRAWN, Kind.POISON: End.DEAD}
    found = {}
    for listing_id, story in stories.items():
        newest = max(story, key=lambda message: message.version)
        end = ends.get(newest.kind, End.PUBLISHED)
        found[listing_id] = Expected(listing_id, end, newest.version, tuple(story))
    return found


def _story(listing_id: str, drawn: random.Random, rates: StreamRates) -> list[Message]:
    """Write the messages of one listing in the order in which they are sent."""
    listing = write_listing(listing_id, drawn)
    first = _message(listing_id, 1, Kind.PUBLISH, listing)
    share = drawn.random()
    if share < rates.poison:
        body = poison(json.loads(first.body), drawn)
        return [Message(listing_id, 1, Kind.POISON, body)]
    share -= rates.poison
    if share < rates.withdrawn:
        return _withdrawn(first, listing, drawn, rates)
    share -= rates.withdrawn
    if share < rates.reordered:
        return [_update(first, listing, drawn, rates), first]
    if share - rates.reordered < rates.updated:
        return [first, _update(first, listing, drawn, rates)]
    return [first]


def _withdrawn(
    first: Message, listing: dict[str, Any], drawn: random.Random, rates: StreamRates
) -> list[Message]:
    sent = [first]
    if drawn.random() < rates.updated:
        sent.append(_update(first, listing, drawn, rates))
    withdrawal = _message(first.listing_id, len(sent) + 1, Kind.WITHDRAW, None)
    place = drawn.randrange(len(sent)) if drawn.random() < rates.overtaking else len(sent)
    sent.insert(place, withdrawal)
    return sent


def _update(
    first: Message, listing: dict[str, Any], drawn: random.Random, rates: StreamRates
) -> Message:
    same = drawn.random() < rates.unchanged
    revised = listing if same else revise_listing(listing, drawn)
    return _message(first.listing_id, 2, Kind.UPDATE, revised)


def _message(listing_id: str, version: int, kind: Kind, listing: dict[str, Any] | None) -> Message:
    types = {Kind.UPDATE: "listing.updated", Kind.WITHDRAW: "listing.unpublished"}
    event = {
        "type": types.get(kind, "listing.published"),
        "listing_id": listing_id,
        "version": version,
        "occurred_at": (BEGAN + timedelta(hours=version)).isoformat(),
    } | ({} if listing is None else {"listing": listing})
    return Message(listing_id, version, kind, json.dumps(event, ensure_ascii=False))
