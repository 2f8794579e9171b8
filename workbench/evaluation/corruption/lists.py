"""Lists: the words that corruptions are made from."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def swaps() -> dict[str, Any]:
    """Read pairs of words that replace each other."""
    return _read("swaps.toml")


def phrases() -> dict[str, dict[str, list[list[str]]]]:
    """Read phrases that change a meaning, by topic and language, and what takes their place."""
    return _read("phrases.toml")


def invented() -> dict[str, Any]:
    """Read inventions by language."""
    return _read("invented.toml")


def attacks() -> list[dict[str, str]]:
    """Read instructions to a model, each with a sentence that obeys it."""
    found: list[dict[str, str]] = _read("attacks.toml")["attack"]
    return found


def kinds() -> dict[str, Any]:
    """Read the required recall of each kind of corruption."""
    return _read("kinds.toml")


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def codes_without_a_kind() -> dict[str, str]:
    """Read why some codes have no kind of corruption."""
    return _read("codes_without_a_kind.toml")
