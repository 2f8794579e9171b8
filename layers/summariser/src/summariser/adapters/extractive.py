"""ExtractiveModel: selects sentences from the listing itself, without a network or weights."""

from collections.abc import Mapping, Sequence
from time import perf_counter

from summariser.domain.document import Document, Section
from summariser.domain.errors import ListingHasNoText, ModelRejectedRequest
from summariser.domain.profiles import Profile
from summariser.domain.reply import Reply
from summariser.domain.summary import Finding, Sentence, Severity
from summariser.extractive.opening import write_openings
from summariser.extractive.ranking import Ranked, rank
from summariser.extractive.selection import group, rescue, select
from summariser.extractive.sentences import find_candidates
from summariser.extractive.wording import Wording, load_wording
from summariser.llm.line_protocol import NOTHING, write_entry
from summariser.llm.prompts import Prompt, Task


class ExtractiveModel:
    """Implements `TextModel` by choosing among the document's own sentences."""

    name = "embedded"

    def answer(self, prompt: Prompt) -> Reply:
        """Write one summary for each profile, in the line protocol.

        Raises `ListingHasNoText` if neither fields nor description yield a sentence, and
        `ModelRejectedRequest` for notes, which it never needs: no listing is too long for it.
        """
        if prompt.task is not Task.WRITE:
            raise ModelRejectedRequest(self.name, "it writes summaries from the listing itself")
        started = perf_counter()
        written = summarise(prompt.document, prompt.profiles, prompt.findings)
        lines = [
            write_entry([name], sentence)
            for name, sentences in written.items()
            for sentence in sentences
        ]
        lines += [f"{name}| {NOTHING}" for name, sentences in written.items() if not sentences]
        return Reply(
            text="\n".join(lines),
            truncated=False,
            seconds=perf_counter() - started,
            input_tokens=0,
            output_tokens=0,
            calls=0,
        )


def summarise(
    document: Document, profiles: Sequence[Profile], findings: Sequence[Finding] = ()
) -> dict[str, tuple[Sentence, ...]]:
    """Choose each profile's sentences, avoiding those that a finding blocks.

    Raises `ListingHasNoText` if there are none.
    """
    wording = load_wording(document.language)
    candidates = find_candidates(document, wording)
    ranked = rank(document, candidates, wording)
    by_aspect = group(ranked)
    openings = write_openings(document, wording)
    if not (ranked or openings):
        raise ListingHasNoText("it has no title and no sentence that could be shown")
    blocked = [
        finding.sentence.lower()
        for finding in findings
        if finding.severity is Severity.BLOCK and finding.sentence
    ]
    written: dict[str, tuple[Sentence, ...]] = {}
    for profile in profiles:
        sentences: tuple[Sentence, ...] = ()
        if blocked:
            openings_left = [one for one in openings if not _is_in(one.text, blocked)]
            left = [one for one in ranked if not _is_in(one.candidate.text, blocked)]
            sentences = _write(profile, openings_left, group(left), left, wording)
        # If nothing else is left, the same sentences are written again: the checks decide.
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
    """Tell whether a text is a blocked sentence or an item of one."""
    bare = text.lower().rstrip(".")
    return any(bare in sentence for sentence in blocked)
