"""Judge: a model says of each sentence whether the lines it cites support it.

The opinion of a model is not a measurement: it is shown beside the checks, with the model's name.
"""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.progress import track

from summariser.domain.document import Document
from summariser.domain.errors import (
    ContentFiltered,
    ReplyMalformed,
    ReplyTruncated,
    TransientError,
    UnknownModel,
)
from summariser.domain.reply import Reply
from summariser.domain.summary import Sentence
from summariser.llm.models import load_models
from summariser.llm.prompts import STOP, Prompt, Task, numbered, unfenced
from summariser.llm.text_model import TextModel
from workbench.errors import UsageError
from workbench.evaluation.measures.score_lookup import key_of, measure_of_scores
from workbench.evaluation.sample import Measure, Sample

VOTE = re.compile(r"\s*(\d+)\s*\|\s*(yes|no)\b\s*\.?\s*$", re.IGNORECASE)
TOKENS_PER_VOTE = 8
WAITS_S = (1, 4, 16)  # before a busy model is called again
TIMEOUT_S = 60
NO_ANSWER = (ContentFiltered, ReplyMalformed, ReplyTruncated)


def load_judge(name: str) -> TextModel:
    """Make a client for a model of models.toml; AWS_ENDPOINT_URL and the like apply.

    Raises `UsageError` for an unknown model, or one that does not read prompts.
    """
    try:
        (model,) = load_models().chain([name])
    except UnknownModel as error:
        raise UsageError(str(error)) from error
    if not model.runs_on.reads_prompts:
        raise UsageError(f"The model {name} does not read prompts, so it cannot judge.")
    adapter = import_module(model.runs_on.adapter)
    bound: TextModel = adapter.bind(model, catalogue=load_models(), timeout_s=TIMEOUT_S)
    return bound


def judge(
    samples: Sequence[Sample], model: TextModel, *, sleep: Callable[[float], None] = time.sleep
) -> Measure:
    """Have a model vote on the sentences of samples; None without a readable vote.

    Raises the errors of `TextModel.answer` if the model is still busy after the last wait.
    """
    shares = {
        key_of(sample): supported_share(sample, model, sleep)
        for sample in track(samples, description="Judge", console=Console(stderr=True))
    }
    label = f"supported sentences, says {model.name}"
    return measure_of_scores("judged_borne_out", label, shares)


def supported_share(
    sample: Sample, model: TextModel, sleep: Callable[[float], None]
) -> float | None:
    """Return the share of sentences that a model votes for, of those it votes on."""
    sentences = sample.summary.sentences
    if not sentences:
        return None
    try:
        reply = _answer(judge_prompt(sample.document, sentences), model, sleep)
    except NO_ANSWER:
        return None  # an unusable answer is not counted
    votes = read_votes(reply.text, len(sentences))
    return sum(votes.values()) / len(votes) if votes else None


def judge_prompt(document: Document, sentences: Sequence[Sentence]) -> Prompt:
    """Make the prompt: the cited lines and the sentences, fenced as data."""
    cited = {number for sentence in sentences for number in sentence.lines}
    lines = numbered([line for line in document.lines if line.number in cited])
    data = [*_fence("listing", lines), *_fence("listing-summary", _numbered(sentences))]
    return Prompt(
        task=Task.WRITE,
        instructions=Path(__file__).with_name("judge.txt").read_text(encoding="utf-8"),
        data="\n".join(data),
        max_tokens=TOKENS_PER_VOTE * (len(sentences) + 1),
        document=document,
    )


def read_votes(text: str, sentences: int) -> dict[int, bool]:
    """Read the votes of a reply by sentence, without unreadable and contradictory ones."""
    votes: dict[int, set[bool]] = {}
    for line in text.splitlines():
        if line.strip() == STOP:
            break
        vote = VOTE.match(line)
        if vote and 1 <= int(vote[1]) <= sentences:
            votes.setdefault(int(vote[1]), set()).add(vote[2].lower() == "yes")
    return {number: said.pop() for number, said in votes.items() if len(said) == 1}


def _answer(prompt: Prompt, model: TextModel, sleep: Callable[[float], None]) -> Reply:
    for wait in WAITS_S:
        try:
            return model.answer(prompt)
        except NO_ANSWER:
            raise
        except TransientError:
            sleep(wait)
    return model.answer(prompt)


def _numbered(sentences: Iterable[Sentence]) -> list[str]:
    return [
        f"{number}| {unfenced(sentence.text)} [{','.join(map(str, sentence.lines))}]"
        for number, sentence in enumerate(sentences, start=1)
    ]


def _fence(tag: str, lines: Iterable[str]) -> list[str]:
    return [f"<{tag}>", *lines, f"</{tag}>"]
