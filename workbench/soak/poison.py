"""Poison: messages that can never become a summary, each for another reason."""

import json
import random
from collections.abc import Callable
from typing import Any

Event = dict[str, Any]


def _without(*path: str) -> Callable[[Event], str]:
    def remove(event: Event) -> str:
        holder = event
        for name in path[:-1]:
            holder = holder[name]
        del holder[path[-1]]
        return json.dumps(event)

    return remove


def _with(value: Any, *path: str) -> Callable[[Event], str]:
    def replace(event: Event) -> str:
        holder = event
        for name in path[:-1]:
            holder = holder[name]
        holder[path[-1]] = value
        return json.dumps(event)

    return replace


def _elsewhere(event: Event) -> str:
    del event["listing"]
    return json.dumps(event | {"listing_uri": f"s3://elsewhere/{event['listing_id']}.json"})


POISONS: dict[str, Callable[[Event], str]] = {
    "no JSON": lambda event: f"listing {event['listing_id']} was published",
    "cut off": lambda event: json.dumps(event)[:-40],
    "no object": lambda event: json.dumps([event]),
    "nested deeply": lambda event: "[" * 5000 + f'"{event["listing_id"]}"' + "]" * 5000,
    "no number": _with(float("nan"), "listing", "salary"),
    "no listing": _without("listing"),
    "no version": _without("version"),
    "no description": _without("listing", "description"),
    "version as text": _with("one", "version"),
    "version below 1": _with(0, "version"),
    "unknown type": _with("listing.exploded", "type"),
    "no time": _with("yesterday", "occurred_at"),
    "description as a number": _with(7, "listing", "description"),
    "empty description": _with("", "listing", "description"),
    "blank description": _with(" \n\t ", "listing", "description"),
    "markup alone": _with("<div><p></p></div>", "listing", "description"),
    "another bucket": _elsewhere,
}


def poison(event: Event, drawn: random.Random) -> str:
    """Corrupt a listing event; its body keeps the listing id, so that no two are the same."""
    name = drawn.choice(sorted(POISONS))
    return POISONS[name](json.loads(json.dumps(event)))
