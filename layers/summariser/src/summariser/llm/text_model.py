"""TextModel: the port to whatever answers prompts."""

from __future__ import annotations  # a function need not import what it names but never makes

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from summariser.domain.reply import Reply
    from summariser.llm.prompts import Prompt


class TextModel(Protocol):
    """Answers prompts in the line protocol of line_protocol.py."""

    @property
    def name(self) -> str:
        """The model's name in a deployment's model chain."""

    def answer(self, prompt: Prompt) -> Reply:
        """Answer a prompt.

        Raises `ModelThrottled`, `ModelTimedOut`, `ModelNotReady`, `ModelUnavailable`,
        `InputTooLong`, `ContentFiltered`, `ReplyMalformed`, `ModelNotAccessible` or
        `ModelRejectedRequest`; it never tries again by itself.
        """
