"""Asking: one call of a model, with its prompt made, counted and metered in one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summariser.domain.document import Document, Line
from summariser.domain.errors import PermanentError, TransientError
from summariser.domain.profiles import Profile
from summariser.domain.reply import Reply
from summariser.domain.summary import Finding
from summariser.llm.budget import TokenBudget
from summariser.llm.metering import Call
from summariser.llm.models import Model
from summariser.llm.notes import Note
from summariser.llm.prompts import Prompt, Task, fenced, instructions, noted, numbered, revision
from summariser.ports import Meter, TextModel


@dataclass(frozen=True)
class ModelCaller:
    """Asks one model about one document."""

    model: Model
    text_model: TextModel
    document: Document
    budget: TokenBudget
    meter: Meter

    def for_notes(self, lines: Sequence[Line]) -> Reply:
        """Ask for notes on lines of the document."""
        _, most = self.budget.for_chunk()
        return self._ask(Task.NOTES, numbered(lines), most)

    def to_reduce(self, notes: Sequence[Note], most: int) -> Reply:
        """Ask for shorter notes, of at most so many tokens."""
        return self._ask(Task.REDUCE, noted(notes), most)

    def to_write(
        self, lines: Sequence[str], profiles: Sequence[Profile], findings: Sequence[Finding] = ()
    ) -> Reply:
        """Ask for the summaries of every profile, from lines or notes as a prompt shows them.

        The model is told what is wrong with its draft, as far as its window has room for that.
        """
        _, most = self.budget.for_summary(profiles)
        return self._ask(Task.WRITE, lines, most, tuple(profiles), tuple(findings))

    def _ask(
        self,
        task: Task,
        lines: Sequence[str],
        most: int,
        profiles: tuple[Profile, ...] = (),
        findings: tuple[Finding, ...] = (),
    ) -> Reply:
        told = instructions(task, profiles)
        data = fenced(lines, language=self.document.language, words=self.budget.words(most))
        if findings:
            data += self._revision(findings, self.budget.left(told, data, most))
        prompt = Prompt(
            task=task,
            instructions=told,
            data=data,
            max_tokens=most,
            document=self.document,
            profiles=profiles,
            findings=findings,
        )
        try:
            reply = self.text_model.answer(prompt)
        except (PermanentError, TransientError) as error:
            if error.paid is not None:
                self._record(prompt, error.paid)
            raise
        if reply.calls:
            self._record(prompt, reply)
        return reply

    def _revision(self, findings: Sequence[Finding], room: int) -> str:
        """Write as many findings as there is room for, the first ones first; it may be none."""
        written = ""
        told: list[Finding] = []
        for finding in findings:
            longer = revision([*told, finding])
            if self.budget.tokens(longer) <= room:
                written = longer
                told.append(finding)
        return written

    def _record(self, prompt: Prompt, reply: Reply) -> None:
        self.meter.record(
            Call(
                listing_id=self.document.listing_id,
                version=self.document.version,
                language=self.document.language,
                model=self.model,
                reply=reply,
                estimated_tokens=self._estimate(prompt),
                profiles=tuple(profile.name for profile in prompt.profiles),
            )
        )

    def _estimate(self, prompt: Prompt) -> int:
        uncorrected = TokenBudget(self.model, self.document.language)
        return uncorrected.prompt_tokens(prompt.instructions, prompt.data)


def texts(lines: Sequence[Line]) -> Mapping[int, str]:
    """Give the texts of lines by number; the parts of one line are put together."""
    found: dict[int, str] = {}
    for line in lines:
        found[line.number] = found.get(line.number, "") + line.text
    return found
