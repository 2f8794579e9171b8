"""Listings for a soak: those of events/listings.jsonl, each varied in its own way by a seed."""

import json
import random
import re
from functools import cache
from typing import Any

from workbench.paths import EXAMPLE_LISTINGS

_BULLET = re.compile(r"\n?<li>.*?</li>")
# 33,400 or 3.400 or 2 150: all figures of a listing are raised by the same thousands.
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,2})([.,\u00a0\u202f ]\d{3})(?![\d])")
_FIELDS = ("title", "company", "location", "salary", "employment_type", "language", "description")


@cache
def _originals() -> tuple[dict[str, Any], ...]:
    lines = EXAMPLE_LISTINGS.read_text(encoding="utf-8").splitlines()
    listings = [json.loads(line) for line in lines if line.strip()]
    return tuple(
        {name: listing[name] for name in _FIELDS if listing.get(name)}
        for listing in listings
        if len(str(listing.get("description", ""))) > 200
    )


def write_listing(reference: str, drawn: random.Random) -> dict[str, Any]:
    """Vary an example listing, in one of five languages, and put a reference in its title."""
    listing = dict(drawn.choice(_originals()))
    more = drawn.randint(1, 6)
    for name in ("salary", "description"):
        if name in listing:
            listing[name] = _THOUSANDS.sub(
                lambda found: f"{int(found[1]) + more}{found[2]}", listing[name]
            )
    listing["description"] = _BULLET.sub(
        lambda found: "" if drawn.random() < 0.15 else found[0], listing["description"]
    )
    listing["title"] = f"{listing['title']} ({reference})"
    return listing


def revise_listing(listing: dict[str, Any], drawn: random.Random) -> dict[str, Any]:
    """Change the figures of a listing, as an update does."""
    more = drawn.randint(1, 6)

    def raised(found: re.Match[str]) -> str:
        return f"{int(found[1]) + more}{found[2]}"

    description = _THOUSANDS.sub(raised, listing["description"])
    weeks = f"<p>{drawn.randint(2, 52)} × {drawn.randint(20, 40)} h.</p>"
    return listing | {"description": f"{description}\n{weeks}"}
