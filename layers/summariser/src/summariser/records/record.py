"""Record: one piece of the input, and where it came from."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """One listing, event or broken line, and where it came from."""

    origin: str  # "listings.jsonl, line 7"
    text: str
    content: dict[str, Any] | None  # the text as a JSON object, if it is one
    defect: str | None = None  # why the text differs from the file
    number: int = 1  # of its line in the file, or of its item; several may share one
