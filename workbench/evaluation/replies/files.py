"""Files of false sentences, as JSONL."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class FalseSentence(BaseModel):
    """A sentence that a listing does not support, the lines it would cite, and its kind."""

    model_config = ConfigDict(frozen=True)

    listing_id: str
    kind: str
    sentence: Annotated[str, Field(min_length=1)]
    lines: tuple[int, ...]
