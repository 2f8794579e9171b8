"""EmbeddedModel: the extractive summariser; no network, no weights, always grounded."""

from collections.abc import Sequence
from time import perf_counter

from summariser.document import Document
from summariser.errors import ListingHasNoText, ModelRejectedRequest
from summariser.extractive.opening import write_openings
from summariser.extractive.ranking import rank
from summariser.extractive.selection import group, rescue, select
from summariser.extractive.sentences import find_candidates
from summariser.extractive.wording import load_wording
from summariser.line_protocol import NOTHING, write_entry
from summariser.profiles import Profile
from summariser.prompts import Prompt, Task
from summariser.reply import Reply
from summariser.summary import Sentence


class EmbeddedModel:
    """Implements `TextModel` by choosing among the sentences of the document itself."""

    name = "embedded"

    def answer(self, prompt: Prompt) -> Reply:
        """Write one summary for each profile, in the line protocol.

        Raises `ListingHasNoText` where neither its fields nor its description make a sentence, and
        `ModelRejectedRequest` for notes: it needs none, since no listing is too long for it.
        """
        if prompt.task is not Task.WRITE:
            raise ModelRejectedRequest(self.name, "it writes summaries from the listing itself")
        started = perf_counter()
        written = summarise(prompt.document, prompt.profiles)
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


def summarise(document: Document, profiles: Sequence[Profile]) -> dict[str, tuple[Sentence, ...]]:
    """Choose each profile's sentences; raises `ListingHasNoText` where there are none."""
    wording = load_wording(document.language)
    candidates = find_candidates(document, wording)
    ranked = rank(document, candidates, wording)
    by_aspect = group(ranked)
    openings = write_openings(document, wording)
    if not (ranked or openings):
        raise ListingHasNoText("it has no title, and no sentence that could be shown")
    written: dict[str, tuple[Sentence, ...]] = {}
    for profile in profiles:
        chosen = select(profile, openings, by_aspect, wording)
        written[profile.name] = chosen.sentences() or rescue(chosen, ranked).sentences()
    if profiles and not any(written.values()):
        raise ListingHasNoText("none of its sentences is short enough for any profile")
    return written
