"""JSON by RFC 8259, without Python's NaN, and no deeper than its readers support."""

import json
from typing import Any

MAX_DEPTH = 64  # levels; pydantic stops at 255, other JSON readers at far fewer


class NotJson(ValueError):
    """A text is not JSON by RFC 8259."""


def parse_json(text: str) -> Any:
    """Parse a JSON text strictly, without Python's NaN; raises `NotJson`."""
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise NotJson("nested too deeply") from error
    except ValueError as error:
        raise NotJson(str(error)) from error
    if _is_deep(value):
        raise NotJson("nested too deeply")
    return value


def _is_deep(value: Any) -> bool:
    """Whether a value has more levels than its readers support."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def _refuse_constant(name: str) -> None:
    raise NotJson(f"{name} is not JSON")
