"""Judge: a model says of each sentence whether the lines it cites bear it out.

A model's opinion is no measurement: it is shown beside the checks, under the model's name.
"""

# adapters load boto3, and a judge is seldom asked for

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
TOKENS_A_VOTE = 8
WAITS_S = (1, 4, 16)  # before a model that is busy is asked again
TIMEOUT_S = 60
NO_ANSWER = (ContentFiltered, ReplyMalformed, ReplyTruncated)


def load_judge(name: str) -> TextModel:
    """Bind a model of models.toml, where AWS_ENDPOINT_URL and the like say it is.

    Raises `UsageError` for a name that is not there, or of a model that reads no prompt.
    """
    try:
        (model,) = load_models().chain([name])
    except UnknownModel as error:
        raise UsageError(str(error)) from error
    if not model.runs_on.reads_prompts:
        raise UsageError(f"The {name} model reads no prompt, so it cannot judge.")
    adapter = import_module(model.runs_on.adapter)
    bound: TextModel = adapter.bind(model, catalogue=load_models(), timeout_s=TIMEOUT_S)
    return bound


def judge(
    samples: Sequence[Sample], model: TextModel, *, sleep: Callable[[float], None] = time.sleep
) -> Measure:
    """Have a model vote on the sentences of samples; none where it gave no readable vote.

    Raises what `TextModel.answer` raises, where a model is busy after the last wait too.
    """
    shares = {
        key_of(sample): share_borne_out(sample, model, sleep)
        for sample in track(samples, description="Judge", console=Console(stderr=True))
    }
    label = f"sentences borne out, says {model.name}"
    return measure_of_scores("judged_borne_out", label, shares)


def share_borne_out(
    sample: Sample, model: TextModel, sleep: Callable[[float], None]
) -> float | None:
    """Divide the sentences that a model votes for by those that it votes on."""
    sentences = sample.summary.sentences
    if not sentences:
        return None
    try:
        reply = _answer(judge_prompt(sample.document, sentences), model, sleep)
    except NO_ANSWER:
        return None  # it answered, and nothing that counts
    votes = read_votes(reply.text, len(sentences))
    return sum(votes.values()) / len(votes) if votes else None


def judge_prompt(document: Document, sentences: Sequence[Sentence]) -> Prompt:
    """Show a model the cited lines and the sentences, fenced as data."""
    cited = {number for sentence in sentences for number in sentence.lines}
    lines = numbered([line for line in document.lines if line.number in cited])
    data = [*_fence("listing", lines), *_fence("listing-summary", _numbered(sentences))]
    return Prompt(
        task=Task.WRITE,
        instructions=Path(__file__).with_name("judge.txt").read_text(encoding="utf-8"),
        data="\n".join(data),
        max_tokens=TOKENS_A_VOTE * (len(sentences) + 1),
        document=document,
    )


def read_votes(text: str, sentences: int) -> dict[int, bool]:
    """Read a reply's votes by sentence; one that is unreadable or contradicted is none."""
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
