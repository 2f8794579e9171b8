"""Folding: words of different spelling made alike."""

import unicodedata
from functools import lru_cache

PLAIN = str.maketrans("łøđßą", "lodse")  # Polish ą and ę change into each other
DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"))  # umlauts, where a keyboard had none


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Set a text in small letters without accents: Łodzi and Łódź begin alike."""
    lower = text.lower().replace("’", "'")
    for written, plain in DIGRAPHS:
        lower = lower.replace(written, plain)
    if lower.isascii():
        return lower
    marked = unicodedata.normalize("NFD", lower.translate(PLAIN))
    return "".join(character for character in marked if not unicodedata.combining(character))
