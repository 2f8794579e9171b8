"""ExtractiveModel: selects sentences from the listing itself, without a network or weights."""

from time import perf_counter

from summariser.domain.errors import ModelRejectedRequest
from summariser.domain.reply import Reply
from summariser.extractive.summarise import summarise
from summariser.llm.line_protocol import NOTHING, write_entry
from summariser.llm.models import Catalogue, Model
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


def bind(model: Model, *, catalogue: Catalogue, timeout_s: float) -> ExtractiveModel:  # noqa: ARG001
    """Bind a model, as providers.py expects of an adapter."""
    return ExtractiveModel()
