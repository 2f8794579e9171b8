"""SummariseChunk: a model takes notes on the lines of one chunk, every one of them."""

from collections.abc import Iterator, Sequence

from summariser.domain.document import Line
from summariser.domain.errors import InputTooLong, ReplyMalformed, ReplyTruncated
from summariser.llm.budget import TokenBudget
from summariser.llm.line_protocol import parse_notes
from summariser.llm.models import Model
from summariser.llm.notes import Notes, merge
from summariser.ports import ListingStore, Meter, TextModel
from summariser.steps.asking import ModelCaller, texts
from summariser.steps.states import SummariseChunkInput, SummariseChunkOutput

MOST_CALLS = 8  # for one chunk; a model that needs more is none for this listing
SHORTEST_PART = 80  # characters of a single line, below which it is split no more


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
    document = store.get_document(step_input.document_uri)
    budget = TokenBudget(model, plan.language, plan.correction)
    asker = ModelCaller(model, text_model, document, budget, meter)
    lines = plan.chunks[step_input.chunk].lines(document)
    uri = store.put_notes(
        merge(_take_notes(asker, lines)),
        plan_uri=step_input.plan_uri,
        level=0,
        part=step_input.chunk,
    )
    return SummariseChunkOutput(notes_uri=uri)


def _take_notes(asker: ModelCaller, lines: Sequence[Line]) -> Iterator[Notes]:
    """Ask until every line was answered for.

    What does not fit is asked for in halves. Where an answer was cut off, the lines behind the
    last one that a whole note cites are asked for again: each call leaves fewer lines.
    """
    waiting = [tuple(lines)]
    for _ in range(MOST_CALLS):
        part = waiting.pop()
        try:
            reply = asker.for_notes(part)
        except InputTooLong:
            waiting += reversed(_halves(part, asker.model.name))
        else:
            notes = parse_notes(reply.text, texts(part), truncated=reply.truncated)
            if not notes.notes and reply.text.strip():
                raise ReplyMalformed(asker.model.name, "it holds no note that cites a line")
            yield notes
            rest = _behind(part, notes) if reply.truncated else ()
            if rest:
                waiting.append(rest)
        if not waiting:
            return
    raise ReplyTruncated(asker.model.name, asker.budget.for_chunk()[1])


def _behind(part: Sequence[Line], notes: Notes) -> tuple[Line, ...]:
    last = max((number for note in notes.notes for number in note.lines), default=0)
    return tuple(line for line in part if line.number > last)


def _halves(part: Sequence[Line], model: str) -> list[tuple[Line, ...]]:
    middle = len(part) // 2
    if middle:
        return [tuple(part[:middle]), tuple(part[middle:])]
    (line,) = part
    if len(line.text) < SHORTEST_PART:
        raise InputTooLong(model)
    cut = line.text.rfind(" ", 1, len(line.text) // 2) + 1 or len(line.text) // 2
    texts = (line.text[:cut], line.text[cut:])
    return [(line.model_copy(update={"text": text}),) for text in texts]
