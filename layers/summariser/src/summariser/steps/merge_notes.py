"""MergeNotes: the notes of all chunks become one list, in code, and groups where it is too long."""

from collections.abc import Sequence

from summariser.core.attempt import Attempt
from summariser.core.map_reduce import merge_level
from summariser.domain.profiles import Profile
from summariser.llm.models import Model
from summariser.ports import ListingStore
from summariser.steps.states import MergeNotesInput, MergeNotesOutput


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
    merged = merge_level(
        Attempt(store.get_document(step_input.document_uri), plan, model, profiles),
        store.get_notes(plan_uri=step_input.plan_uri, level=level, parts=parts),
        before=store.get_merged(before.notes_uri) if before else None,
    )
    return MergeNotesOutput(
        notes_uri=store.put_merged(merged, plan_uri=step_input.plan_uri, level=level),
        level=level,
        groups=tuple(range(len(merged.groups))),
    )
