"""Ports: what the steps need of the world outside, bound to adapters in wiring.py."""

from collections.abc import Sequence
from typing import Protocol

from summariser.document import Document
from summariser.profiles import Profile
from summariser.summary import Draft


class TextModel(Protocol):
    """Writes the summaries of one document."""

    @property
    def name(self) -> str:
        """The model's name in a deployment's model chain."""

    def write_summary(self, document: Document, profiles: Sequence[Profile]) -> Draft:
        """Write one summary for each profile, each sentence citing lines of the document."""
