"""MergeNotes: the notes of all chunks become one list, in code, and groups where it is too long."""

from collections.abc import Sequence

from summariser.domain.profiles import Profile
from summariser.llm.budget import TokenBudget
from summariser.llm.models import Model
from summariser.llm.notes import MergedNotes, group, merge, notes_of_fields, thin
from summariser.ports import ListingStore
from summariser.steps.states import Merged, MergeNotesInput, MergeNotesOutput

# Reduced notes are at most half as long (see reduce_notes). Where merging finds them longer than
# this share all the same, they are thinned here and now: every level shrinks, or is the last.
SHRUNK_ENOUGH = 0.75


def merge_notes(
    step_input: MergeNotesInput,
    *,
    store: ListingStore,
    model: Model,
    profiles: Sequence[Profile],
) -> MergeNotesOutput:
    """Merge the notes of a level; the groups are none where one prompt holds them all."""
    plan = store.get_plan(step_input.plan_uri)
    before = step_input.merged
    level = before.level + 1 if before else 0
    parts = len(before.groups) if before else len(plan.chunks)
    notes = merge(store.get_notes(plan_uri=step_input.plan_uri, level=level, parts=parts))
    budget = TokenBudget(model, plan.language, plan.correction)
    room, _ = budget.for_summary(profiles)
    fields = notes_of_fields(store.get_document(step_input.document_uri))
    room -= sum(map(budget.note_tokens, fields))
    tokens = sum(map(budget.note_tokens, notes.notes))
    groups: tuple[tuple[int, int], ...] = ()
    if tokens > room:
        if before and tokens > SHRUNK_ENOUGH * _tokens(before, store, budget):
            kept = thin(notes.notes, room, budget.note_tokens)
            left_out = len(notes.notes) - len(kept)
            notes = notes.model_copy(update={"notes": kept, "thinned": notes.thinned + left_out})
        else:
            groups = group(notes.notes, budget.for_group(), budget.note_tokens)
    merged = MergedNotes(**dict(notes), groups=groups)
    return MergeNotesOutput(
        notes_uri=store.put_merged(merged, plan_uri=step_input.plan_uri, level=level),
        level=level,
        groups=tuple(range(len(groups))),
    )


def _tokens(before: Merged, store: ListingStore, budget: TokenBudget) -> int:
    return sum(map(budget.note_tokens, store.get_merged(before.notes_uri).notes))
