"""The extractive summary: sentences of the document itself, so that every one is grounded."""

from collections.abc import Mapping, Sequence

from summariser.domain.document import Document, Section
from summariser.domain.errors import ListingHasNoText
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import Sentence
from summariser.extractive.opening import write_openings
from summariser.extractive.ranking import Ranked, rank
from summariser.extractive.selection import group, rescue, select
from summariser.extractive.sentences import find_candidates
from summariser.extractive.wording import Wording, load_wording


def summarise(
    document: Document, profiles: Sequence[Profile], findings: Sequence[Finding] = ()
) -> dict[str, tuple[Sentence, ...]]:
    """Choose each profile's sentences, none of which a finding blocks.

    Raises `ListingHasNoText` where there are none.
    """
    wording = load_wording(document.language)
    candidates = find_candidates(document, wording)
    ranked = rank(document, candidates, wording)
    by_aspect = group(ranked)
    openings = write_openings(document, wording)
    if not (ranked or openings):
        raise ListingHasNoText("it has no title, and no sentence that could be shown")
    blocked = [it.sentence.lower() for it in findings if not it.is_note and it.sentence]
    written: dict[str, tuple[Sentence, ...]] = {}
    for profile in profiles:
        sentences: tuple[Sentence, ...] = ()
        if blocked:
            openings_left = [it for it in openings if not _is_in(it.text, blocked)]
            left = [it for it in ranked if not _is_in(it.candidate.text, blocked)]
            sentences = _write(profile, openings_left, group(left), left, wording)
        # With nothing else to say, it says the same again: the checks have the last word.
        written[profile.name] = sentences or _write(profile, openings, by_aspect, ranked, wording)
    if profiles and not any(written.values()):
        raise ListingHasNoText("none of its sentences is short enough for any profile")
    return written


def _write(
    profile: Profile,
    openings: Sequence[Sentence],
    by_aspect: Mapping[Section, Sequence[Ranked]],
    ranked: Sequence[Ranked],
    wording: Wording,
) -> tuple[Sentence, ...]:
    chosen = select(profile, openings, by_aspect, wording)
    return chosen.sentences() or rescue(chosen, ranked).sentences()


def _is_in(text: str, blocked: Sequence[str]) -> bool:
    """Whether a text is a blocked sentence, or an item of one."""
    bare = text.lower().rstrip(".")
    return any(bare in sentence for sentence in blocked)
