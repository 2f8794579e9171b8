"""The layer of the post office."""

from pathlib import Path


class WornStampError(Exception):
    """A stamp that cannot be used again."""


def stamp(letter: str, image: str) -> str:
    """Return what is printed on a letter."""
    if letter == "worn":
        raise WornStampError(image)
    return f"{image} on {letter} by {Path(__file__).parent.name}"
