"""ReduceNotes: a group of notes becomes half as long, or shorter."""

import math
from collections.abc import Sequence

from summariser.domain.errors import ReplyMalformed
from summariser.domain.profiles import Profile
from summariser.llm.budget import LEAST_LEFT, SHRUNK, TokenBudget
from summariser.llm.line_protocol import parse_notes
from summariser.llm.models import Model
from summariser.llm.notes import Notes, merge, thin
from summariser.ports import ListingStore, Meter, TextModel
from summariser.steps.asking import ModelCaller
from summariser.steps.states import ReduceNotesInput, ReduceNotesOutput


def reduce_notes(
    step_input: ReduceNotesInput,
    *,
    store: ListingStore,
    meter: Meter,
    model: Model,
    text_model: TextModel,
    profiles: Sequence[Profile],
) -> ReduceNotesOutput:
    """Have a group reduced so far that one level is enough where it can be.

    An answer that was cut off, is empty, or is longer than half of the group, is not used: the
    group's own notes are thinned in code instead, aspect by aspect, so that every level shrinks.
    """
    plan = store.get_plan(step_input.plan_uri)
    document = store.get_document(step_input.document_uri)
    budget = TokenBudget(model, plan.language, plan.correction)
    merged = store.get_merged(step_input.merged.notes_uri)
    first, end = merged.groups[step_input.group]
    notes = merged.notes[first:end]
    total = sum(map(budget.note_tokens, merged.notes))
    share = min(SHRUNK, max(LEAST_LEFT, budget.for_summary(profiles)[0] / total))
    most = math.floor(share * sum(map(budget.note_tokens, notes)))
    asker = ModelCaller(model, text_model, document, budget, meter)
    reply = asker.to_reduce(notes, most)
    sources = {number: document.lines[number - 1].text for note in notes for number in note.lines}
    reduced = merge([parse_notes(reply.text, sources, truncated=reply.truncated)])
    if not reduced.notes and reply.text.strip():
        raise ReplyMalformed(model.name, "it holds no note that cites a line")
    limit = math.floor(SHRUNK * sum(map(budget.note_tokens, notes)))
    if reply.truncated or not reduced.notes or sum(map(budget.note_tokens, reduced.notes)) > limit:
        kept = thin(notes, most, budget.note_tokens)
        reduced = Notes(notes=kept, thinned=len(notes) - len(kept))
    if step_input.group == 0:  # what was lost before is told once
        lost = {"dropped": reduced.dropped + merged.dropped}
        reduced = reduced.model_copy(update=lost | {"thinned": reduced.thinned + merged.thinned})
    uri = store.put_notes(
        reduced,
        plan_uri=step_input.plan_uri,
        level=step_input.merged.level + 1,
        part=step_input.group,
    )
    return ReduceNotesOutput(notes_uri=uri)
