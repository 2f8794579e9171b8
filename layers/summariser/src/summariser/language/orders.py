"""Orders: text in a listing that tells a machine what to do."""

import re
from functools import cache
from typing import NamedTuple

from summariser.language.contents import Models
from summariser.language.packs import PACKS


class Order(NamedTuple):
    """A way of telling a machine what to do; the hint is part of all that the pattern finds."""

    hint: str
    pattern: re.Pattern[str]

    def found_in(self, text: str) -> bool:
        """Whether a text in lower case gives this order."""
        return self.hint in text and bool(self.pattern.search(text))


def orders_to_models(text: str) -> list[Order]:
    """Choose the orders to a machine that a text in lower case may hold."""
    return [order for hint in _patterns() if hint in text for order in _compiled(hint)]


@cache
def _patterns() -> dict[str, list[str]]:
    patterns: dict[str, list[str]] = {}
    for pattern, hint in PACKS.union_by(Models, "orders"):
        patterns.setdefault(hint, []).append(pattern)
    return patterns


@cache
def _compiled(hint: str) -> tuple[Order, ...]:
    return tuple(Order(hint, re.compile(pattern, re.MULTILINE)) for pattern in _patterns()[hint])
