"""Two `TextModel`s for measuring: one plays recorded replies, one answers a verifier's prompt.

Neither is a model. The labelled verifier knows which sentences are false, and errs as often as it
is asked to, so that the whole path is measured at a known rate of errors.
"""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from summariser.domain.errors import ModelRejectedRequest
from summariser.domain.reply import Reply
from summariser.domain.summary import Sentence
from summariser.llm.prompts import Prompt, Task


@dataclass(frozen=True)
class RecordedModel:
    """Answers each listing's prompt with its recorded reply, a revision too."""

    name: str
    replies: Mapping[str, str]

    def answer(self, prompt: Prompt) -> Reply:
        """Answer a prompt for summaries.

        Raises `ModelRejectedRequest` for notes, and for a listing with no reply.
        """
        reply = self.replies.get(prompt.document.listing_id)
        if prompt.task is not Task.WRITE or reply is None:
            raise ModelRejectedRequest(self.name, "there is no recorded reply to this prompt")
        return _reply(reply)


@dataclass(frozen=True)
class LabelledVerifier:
    """Supports each sentence but the false ones; by seed, a share of its answers is wrong."""

    name: str
    false: Collection[str]
    error_rate: float = 0.0
    seed: int = 1

    def answer(self, prompt: Prompt) -> Reply:
        """Answer a prompt to verify; raises `ModelRejectedRequest` for any other."""
        if prompt.task is not Task.VERIFY:
            raise ModelRejectedRequest(self.name, "it only verifies")
        listing_id = prompt.document.listing_id
        rows = []
        for number, sentence in enumerate(prompt.sentences, start=1):
            chance = random.Random(f"{self.seed} {listing_id} {sentence.text}").random()  # noqa: S311
            supported = (sentence.text in self.false) == (chance < self.error_rate)
            quote = " ".join(_cited(prompt, sentence).split()[:3])
            rows.append(
                f'{number}| supported "{quote}"'
                if supported
                else f"{number}| unsupported: it is labelled so"
            )
        return _reply("\n".join((*rows, "END")))


def _cited(prompt: Prompt, sentence: Sentence) -> str:
    return prompt.document.lines[sentence.lines[0] - 1].text


def _reply(text: str) -> Reply:
    return Reply(text=text, truncated=False, seconds=0.0, input_tokens=None, output_tokens=None)
