"""One aspect of a document in the extractive model's words: short sentences, to fill a gap with."""

from collections.abc import Iterator

from summariser.domain.document import Document, Section
from summariser.domain.profiles import Profile
from summariser.domain.summary import Sentence
from summariser.extractive.opening import write_openings
from summariser.extractive.ranking import rank
from summariser.extractive.selection import group, select
from summariser.extractive.sentences import find_candidates
from summariser.extractive.wording import load_wording

ROOMS = (120, 90, 60, 45)  # characters


def sentences_of_aspect(
    document: Document, aspect: Section, profile: Profile
) -> tuple[Sentence, ...]:
    """Give sentences that tell an aspect, each in another length; none where nothing is usable."""
    return tuple(dict.fromkeys(_sentences(document, aspect, profile)))


def _sentences(document: Document, aspect: Section, profile: Profile) -> Iterator[Sentence]:
    wording = load_wording(document.language)
    by_aspect = group(rank(document, find_candidates(document, wording), wording))
    openings = write_openings(document, wording) if aspect is Section.INTRODUCTION else ()
    only = {section: by_aspect[section] if section is aspect else [] for section in Section}
    for room in ROOMS:
        narrow = profile.model_copy(
            update={"aspects": (aspect,), "sentences": 1, "characters": room}
        )
        yield from select(narrow, openings, only, wording).sentences()[:1]
