"""Places: where a job is, as boards and schema.org write it, read as one line of text.

A place is "town, region, country", and several are apart by a semicolon. Sources:
https://schema.org/Place, https://schema.org/PostalAddress.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from summariser.domain.values import many, read_text, refusal

TOWN = ("addressLocality", "city", "town", "locality")
REGION = ("addressRegion", "region", "state", "province")
COUNTRY = ("addressCountry", "country", "countryCode", "country_code")
NAME = ("name", "label", "displayName", "value", "@value", "text")
# Known members that name no place: without another, it is not told where the job is.
UNTOLD = ("@type", "@id", "address", "geo", "latitude", "streetAddress", "postalCode", "url", "id")
ALLOWED = "a text, an object with a town or a name, or a list of these"
BETWEEN = "; "
DEEPEST = 4  # objects in one another


def read_location(value: Any) -> str | None:
    """Read one place or several, each once; None for what is empty.

    Raises `ValueError` for a value that holds no place.
    """
    return BETWEEN.join(dict.fromkeys(_places(value, DEEPEST))) or None


def _places(value: Any, depth: int) -> list[str]:
    if value is None or value in ({}, []):
        return []
    if isinstance(value, list | tuple):
        if not depth:
            raise refusal(value, ALLOWED)
        return [place for member in value for place in _places(member, depth - 1)]
    if not isinstance(value, Mapping):
        text = _text(value)
        return [text] if text else []
    if value.get("address") and depth:
        found = _places(value["address"], depth - 1)
        if found:
            return found
    names = (_part(value, keys) for keys in (TOWN, REGION, COUNTRY))
    if told := dict.fromkeys(filter(None, names)):
        return [", ".join(told)]
    name = _part(value, NAME)
    if name is None and value.keys().isdisjoint(UNTOLD):
        raise refusal(value, ALLOWED)
    return [name] if name else []


def _part(value: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    found = next((value[key] for key in keys if value.get(key)), None)
    texts = dict.fromkeys(filter(None, map(_text, many(found))))
    return ", ".join(texts) or None


def _text(value: Any) -> str | None:
    text = read_text(value, keys=NAME, allowed=ALLOWED)
    return " ".join(text.split()) if text else None
