"""Judge: a model says of each sentence whether the lines it cites bear it out.

A model's opinion is no measurement: it is shown beside the checks, under the model's name.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from summariser.document import Document
from summariser.ports import TextModel
from summariser.prompts import STOP, Prompt, Task, numbered, unfenced
from summariser.summary import Sentence
from workbench.evaluation.measures.scores import key_of, measure_of_scores
from workbench.evaluation.sample import Measure, Sample

VOTE = re.compile(r"\s*(\d+)\s*\|\s*(yes|no)\b\s*\.?\s*$", re.IGNORECASE)
TOKENS_A_VOTE = 8


def judge(samples: Sequence[Sample], model: TextModel) -> Measure:
    """Have a model vote on the sentences of samples; none where it gave no readable vote.

    Raises what `TextModel.answer` raises where it can answer nothing at all.
    """
    shares = {
        key_of(sample): share_borne_out(sample, model)
        for sample in track(samples, description="Judge", console=Console(stderr=True))
    }
    label = f"sentences borne out, says {model.name}"
    return measure_of_scores("judged_borne_out", label, shares)


def share_borne_out(sample: Sample, model: TextModel) -> float | None:
    """Divide the sentences that a model votes for by those that it votes on."""
    sentences = sample.summary.sentences
    if not sentences:
        return None
    reply = model.answer(judge_prompt(sample.document, sentences))
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


def _numbered(sentences: Iterable[Sentence]) -> list[str]:
    return [
        f"{number}| {unfenced(sentence.text)} [{','.join(map(str, sentence.lines))}]"
        for number, sentence in enumerate(sentences, start=1)
    ]


def _fence(tag: str, lines: Iterable[str]) -> list[str]:
    return [f"<{tag}>", *lines, f"</{tag}>"]
