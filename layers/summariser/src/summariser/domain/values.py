"""Values: what boards and JSON-LD write where a text is meant, read as that text.

A reader returns None for what is empty, and raises `ValueError` for what has no plain meaning; its
message names the kind of the value and what is allowed, never the value.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

# Where an object has its text: JSON-LD, our own, and the common content management systems.
TEXT_KEYS = ("@value", "name", "value", "html", "text", "rendered", "title", "label", "content")
LANGUAGE_KEYS = ("alternateName", "code", *TEXT_KEYS)
ONE_TEXT = "a text, a number, an object with a name, or a list of one of these"


def kind_of(value: object) -> str:
    """Name the kind of a JSON value."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text" if value.strip() else "an empty text"
        case list() | tuple():
            return f"a list of {len(value)}" if value else "an empty list"
    return "an object"


def refusal(value: object, allowed: str) -> ValueError:
    """Say that a value has the wrong kind."""
    return ValueError(f"must be {allowed}, not {kind_of(value)}")


def well_formed(text: str) -> str:
    """Replace lone surrogates, which JSON can represent and UTF-8 cannot."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def many(value: Any) -> Sequence[Any]:
    """Give the members of a list, or the one value; nothing where there is none."""
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def read_text(
    value: Any, *, keys: Sequence[str] = TEXT_KEYS, allowed: str = ONE_TEXT
) -> str | None:
    """Read one text."""
    if isinstance(value, list | tuple):
        members = [member for member in value if not _is_empty(member)]
        if len(members) > 1 and not all(map(_has_language, members)):
            raise refusal(value, allowed)
        value = members[0] if members else None  # of one text in several languages, the first
    if isinstance(value, Mapping):
        inner = next((value[key] for key in keys if not _is_empty(value.get(key))), None)
        if value and (inner is None or isinstance(inner, Mapping | list | tuple)):
            raise refusal(value, allowed)
        value = inner
    return _read_scalar(value, allowed)


def read_texts(value: Any, *, allowed: str = f"{ONE_TEXT} or more") -> list[str]:
    """Read a text or a list of them, each one once."""
    texts = (read_text(member, allowed=allowed) for member in many(value))
    return list(dict.fromkeys(text for text in texts if text))


def number_text(value: float) -> str:
    """Write a number as text, a whole one without decimals."""
    if not math.isfinite(value):
        raise ValueError("must be a number that is not infinite")
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else str(value)


def _is_empty(value: object) -> bool:
    return value is None or value in ("", {}, [])


def _has_language(value: object) -> bool:
    return isinstance(value, Mapping) and "@language" in value


def _read_scalar(value: Any, allowed: str) -> str | None:
    if isinstance(value, bool):
        raise refusal(value, allowed)
    if isinstance(value, int | float):
        return number_text(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise refusal(value, allowed)
    return well_formed(value)
