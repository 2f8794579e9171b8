"""Marking: the sentence that tells readers, in their language, that a machine wrote a summary."""

from typing import NamedTuple

from summariser.language.packs import PACKS

_WITHOUT_A_PACK = "en"


class Marking(NamedTuple):
    """How a summary says that a machine wrote it."""

    notice: str = ""  # a sentence for readers


def notice_in(language: str) -> str:
    """Give the notice in a language; the English one where its pack has none."""
    own = PACKS.read(Marking, language).notice
    return own or PACKS.read(Marking, _WITHOUT_A_PACK).notice
