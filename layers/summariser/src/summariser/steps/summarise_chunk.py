"""SummariseChunk: a model takes notes on the lines of one chunk, every one of them."""

from collections.abc import Callable
from functools import partial

from summariser.core.attempt import Attempt
from summariser.core.calling import call_model
from summariser.core.map_reduce import begin_notes, take_more_notes
from summariser.llm.models import Model
from summariser.llm.notes import merge
from summariser.llm.text_model import TextModel
from summariser.ports import ListingStore, Meter
from summariser.steps.states import SummariseChunkInput, SummariseChunkOutput


def summarise_chunk(
    step_input: SummariseChunkInput,
    *,
    store: ListingStore,
    meter: Meter,
    model: Model,
    text_model: TextModel,
    may_go_on: Callable[[], bool],
) -> SummariseChunkOutput:
    """Have notes taken on a chunk; raises what the model raises.

    Most chunks take one call. Where one takes more, what was answered is kept after each, and the
    next invocation goes on from there: after an error, or once there is no time for another call.
    """
    plan_uri, part = step_input.plan_uri, step_input.chunk
    plan = store.get_plan(plan_uri)
    attempt = Attempt(store.get_document(step_input.document_uri), plan, model)
    ask = partial(call_model, text_model=text_model, record=meter.record)
    progress = begin_notes(attempt, part)
    kept = store.find_progress(plan_uri=plan_uri, part=part)
    if kept is not None and kept.of == progress.of:
        progress = kept
    while not progress.is_done:
        progress = take_more_notes(progress, attempt, ask=ask)
        if not progress.is_done:
            store.put_progress(progress, plan_uri=plan_uri, part=part)
            if not may_go_on():
                return SummariseChunkOutput(notes_uri=None)
    uri = store.put_notes(merge(progress.notes), plan_uri=plan_uri, level=0, part=part)
    return SummariseChunkOutput(notes_uri=uri)
