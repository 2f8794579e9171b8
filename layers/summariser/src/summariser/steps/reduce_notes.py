"""ReduceNotes: a group of notes becomes half as long, or shorter."""

from collections.abc import Sequence
from functools import partial

from summariser.core.attempt import Attempt
from summariser.core.calling import call_model
from summariser.core.map_reduce import reduce_group
from summariser.domain.profiles import Profile
from summariser.llm.models import Model
from summariser.llm.text_model import TextModel
from summariser.ports import ListingStore, Meter
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
    """Have a group reduced; raises what the model raises, and then no notes are kept."""
    plan = store.get_plan(step_input.plan_uri)
    attempt = Attempt(store.get_document(step_input.document_uri), plan, model, profiles)
    merged = store.get_merged(step_input.merged.notes_uri)
    ask = partial(call_model, text_model=text_model, record=meter.record)
    reduced = reduce_group(attempt, merged, step_input.group, ask=ask)
    uri = store.put_notes(
        reduced,
        plan_uri=step_input.plan_uri,
        level=step_input.merged.level + 1,
        part=step_input.group,
    )
    return ReduceNotesOutput(notes_uri=uri)
