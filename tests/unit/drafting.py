"""A listing led through the steps that ask a model, as the state machine would lead it."""

from collections.abc import Callable
from itertools import count
from typing import Any

from summariser.domain.profiles import load_profiles
from summariser.domain.reply import Reply
from summariser.domain.summary import Draft
from summariser.domain.verification import VerifySentences
from summariser.llm.models import Model
from summariser.llm.prompts import Prompt, Task
from summariser.steps.judged import Check, Criteria, Writers
from summariser.steps.merge_notes import merge_notes
from summariser.steps.plan_summary import plan_summary
from summariser.steps.reduce_notes import reduce_notes
from summariser.steps.states import (
    MergeNotesInput,
    Planned,
    PlanSummaryInput,
    ReduceNotesInput,
    SummariseChunkInput,
    WriteSummaryInput,
)
from summariser.steps.summarise_chunk import summarise_chunk
from summariser.steps.write_summary import write_summary
from tests.fakes import ListingShelf
from tests.models import (
    Answering,
    CallList,
    any_lines,
    any_model,
    document_of,
    embedded_model,
)

DOCUMENT = "baker-1/1/document"
IDS: dict[str, Any] = {"listing_id": "baker-1", "version": 1, "document_uri": DOCUMENT}
PROFILES = load_profiles(["preview", "mobile"])


def rows_of(prompt: Prompt) -> list[str]:
    return prompt.data.split("<listing>\n")[1].split("\n</listing>")[0].split("\n")


def noting(prompt: Prompt) -> str:
    """Note or repeat every line that was shown, shortly; write one sentence for everybody."""
    if prompt.task is Task.WRITE:
        number = rows_of(prompt)[0].partition("|")[0]
        cited = number if number.isdigit() else rows_of(prompt)[0].rpartition("[")[2].strip("]")
        return f"preview,mobile| You bake bread every night. [{cited}]\nEND"
    if prompt.task is Task.REDUCE:
        return "\n".join(rows_of(prompt)[:2])
    return "\n".join(f"duties| Bakes. [{row.partition('|')[0]}]" for row in rows_of(prompt))


class Listing:
    """One listing on its way through the steps, as the state machine would take it."""

    def __init__(self, *texts: str, reply: Callable[[Prompt], Reply | str] = noting) -> None:
        self.store = ListingShelf({DOCUMENT: document_of(any_lines(*texts))})
        self.meter = CallList()
        self.model = Answering(reply)
        self.levels = 0
        self.has_time = True  # for another call by the same function
        self.check: Check = lambda _draft, _document, _profiles: ()

    def plan(self, *chain: Model, planned: Planned | None = None, ceiling: float = 0) -> Planned:
        return plan_summary(
            PlanSummaryInput(**IDS, planned=planned),
            store=self.store,
            meter=self.meter,
            chain=chain or (any_model(),),
            last_resort=embedded_model(),
            profiles=PROFILES,
            ceiling_usd=ceiling,
        )

    def summarise(self, model: Model | None = None) -> Draft:
        model = model or any_model()
        planned = self.plan(model)
        step: dict[str, Any] = {**IDS, "plan_uri": planned.plan_uri, "model": model.name}
        asked: dict[str, Any] = {
            "store": self.store,
            "meter": self.meter,
            "model": model,
            "text_model": self.model,
        }
        for chunk in planned.chunks:
            self.note(planned, chunk, model)
        merged = None
        while planned.chunks:
            merged = merge_notes(
                MergeNotesInput(**step, merged=merged),
                store=self.store,
                model=model,
                profiles=PROFILES,
            )
            self.levels = merged.level
            for group in merged.groups:
                step_input = ReduceNotesInput(**step, merged=merged, group=group)
                reduce_notes(step_input, profiles=PROFILES, **asked)
            if not merged.groups:
                break
        to_write = WriteSummaryInput(**step, merged=merged, previous_draft_uri=None)
        written = write_summary(to_write, criteria=self.criteria(model), **asked)
        return self.store.get_draft(written.draft_uri)

    def criteria(self, *chain: Model) -> Criteria:
        """What drafts are judged by, where no check finds anything."""
        return Criteria(
            writers=Writers(chain, embedded_model(), PROFILES),
            check=self.check,
            mode=VerifySentences.NONE,
            verifier=None,
        )

    def note(self, planned: Planned, chunk: int, model: Model | None = None) -> int:
        """Invoke the function of a chunk until its notes are taken; returns how often."""
        step_input = SummariseChunkInput(
            **IDS, plan_uri=planned.plan_uri, model=planned.model, chunk=chunk
        )
        for times in count(1):
            output = summarise_chunk(
                step_input,
                store=self.store,
                meter=self.meter,
                model=model or any_model(),
                text_model=self.model,
                may_go_on=lambda: self.has_time,
            )
            if output.notes_uri:
                return times
        raise AssertionError("never")

    @property
    def tasks(self) -> list[Task]:
        return [prompt.task for prompt in self.model.prompts]
