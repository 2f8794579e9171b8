"""ModelRequest: what a model is asked, built from values alone; calling.py calls and meters.

Building is apart from calling, so that batch inference can write requests to a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from summariser.domain.document import Document, Line
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.reply import NOTHING, Reply
from summariser.domain.summary import Sentence
from summariser.llm.budget import TokenBudget
from summariser.llm.metering import Call
from summariser.llm.models import Model
from summariser.llm.notes import Note
from summariser.llm.prompts import (
    Prompt,
    Task,
    fenced,
    instructions,
    noted,
    numbered,
    revision,
    shown,
    to_verify,
)


@dataclass(frozen=True)
class ModelRequest:
    """One prompt for one model.

    `estimated_tokens` are the prompt's, without the correction that was learnt: the meter
    compares them with the service's count.
    """

    model: Model
    prompt: Prompt
    estimated_tokens: int

    def answered(self, reply: Reply, error: str | None = None) -> Call:
        """Put a reply beside the request, for the meter; and the error, if it cannot be used."""
        document = self.prompt.document
        return Call(
            listing_id=document.listing_id,
            version=document.version,
            language=document.language,
            model=self.model,
            reply=reply,
            estimated_tokens=self.estimated_tokens,
            profiles=tuple(profile.name for profile in self.prompt.profiles),
            task=self.prompt.task,
            max_tokens=min(self.prompt.max_tokens, self.model.output_limit),
            error=error,
        )

    def failed(self, error: str) -> Call:
        """Tell the meter that nothing was answered, nor charged for."""
        return self.answered(NOTHING, error)


def request_notes(lines: Sequence[Line], document: Document, budget: TokenBudget) -> ModelRequest:
    """Ask for notes on some lines of a document."""
    _, most = budget.for_chunk()
    return _request(Task.NOTES, numbered(lines), most, document, budget)


def request_reduction(
    notes: Sequence[Note], most: int, document: Document, budget: TokenBudget
) -> ModelRequest:
    """Ask for shorter notes, of at most `most` tokens."""
    return _request(Task.REDUCE, noted(notes), most, document, budget)


def request_summary(
    lines: Sequence[str],
    profiles: Sequence[Profile],
    document: Document,
    budget: TokenBudget,
    findings: Sequence[Finding] = (),
) -> ModelRequest:
    """Ask for the summaries of every profile, from lines or notes as a prompt shows them.

    `findings` are what is wrong with the draft before; as many are shown as the window has room
    for, the first ones first.
    """
    _, most = budget.for_summary(profiles)
    return _request(Task.WRITE, lines, most, document, budget, tuple(profiles), tuple(findings))


def request_verification(
    sentences: Sequence[Sentence], lines: Sequence[Line], document: Document, budget: TokenBudget
) -> ModelRequest:
    """Ask which sentences some lines of a document support."""
    most = budget.for_verification(len(sentences))
    prompt = Prompt(
        task=Task.VERIFY,
        instructions=instructions(Task.VERIFY),
        data=shown(numbered(lines, bullets=False)) + to_verify(sentences),
        max_tokens=most,
        document=document,
        sentences=tuple(sentences),
    )
    return _with_estimate(prompt, budget)


def _request(
    task: Task,
    lines: Sequence[str],
    most: int,
    document: Document,
    budget: TokenBudget,
    profiles: tuple[Profile, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> ModelRequest:
    task_instructions = instructions(task, profiles)
    data = fenced(lines, language=document.language, words=budget.words(most))
    if findings:
        data += _revision(findings, budget, budget.left(task_instructions, data, most))
    prompt = Prompt(
        task=task,
        instructions=task_instructions,
        data=data,
        max_tokens=most,
        document=document,
        profiles=profiles,
        findings=findings,
    )
    return _with_estimate(prompt, budget)


def _with_estimate(prompt: Prompt, budget: TokenBudget) -> ModelRequest:
    uncorrected = TokenBudget(budget.model, prompt.document.language)
    estimate = uncorrected.prompt_tokens(prompt.instructions, prompt.data)
    return ModelRequest(model=budget.model, prompt=prompt, estimated_tokens=estimate)


def _revision(findings: Sequence[Finding], budget: TokenBudget, room: int) -> str:
    """Write as many findings as there is room for; it may be none."""
    written = ""
    shown: list[Finding] = []
    for finding in findings:
        longer = revision([*shown, finding])
        if budget.tokens(longer) <= room:
            written = longer
            shown.append(finding)
    return written
