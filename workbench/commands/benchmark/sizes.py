"""How options that take sizes are read."""

from workbench.commands.run_options import names_of
from workbench.errors import UsageError

LARGEST = 1_000_000  # tokens or KiB


def sizes_of(texts: list[str], option: str) -> list[int]:
    """Split sizes at commas; raises `UsageError` for anything but whole numbers in range."""
    try:
        sizes = [int(name) for text in texts for name in names_of(text)]
    except ValueError as error:
        raise UsageError(f"{option} takes whole numbers, such as 1000,4000.") from error
    if not all(0 < size <= LARGEST for size in sizes):
        raise UsageError(f"{option} takes numbers between 1 and {LARGEST:,}.")
    return sizes
