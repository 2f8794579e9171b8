"""SummariseChunk: a model takes notes on the lines of one chunk, every one of them."""

from functools import partial

from summariser.core.attempt import Attempt
from summariser.core.calling import call_model
from summariser.core.map_reduce import take_notes
from summariser.llm.models import Model
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
) -> SummariseChunkOutput:
    """Have notes taken on a chunk; raises what the model raises, and then no notes are kept."""
    plan = store.get_plan(step_input.plan_uri)
    attempt = Attempt(store.get_document(step_input.document_uri), plan, model)
    ask = partial(call_model, text_model=text_model, record=meter.record)
    notes = take_notes(attempt, step_input.chunk, ask=ask)
    uri = store.put_notes(notes, plan_uri=step_input.plan_uri, level=0, part=step_input.chunk)
    return SummariseChunkOutput(notes_uri=uri)
