"""Drafts of the embedded model, which the measurements look at without a state machine."""

from collections.abc import Sequence

from summariser.adapters.extractive import ExtractiveModel
from summariser.domain.document import Document
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft, Usage
from summariser.llm.drafting import make_draft
from summariser.llm.prompts import Prompt, Task, fenced, instructions, numbered


def embedded_draft(document: Document, profiles: Sequence[Profile]) -> Draft:
    """Have a draft written as `WriteSummary` does; raises `ListingHasNoText`."""
    model = ExtractiveModel()
    profiles = tuple(profiles)
    prompt = Prompt(
        task=Task.WRITE,
        instructions=instructions(Task.WRITE, profiles),
        data=fenced(numbered(document.lines), language=document.language),
        max_tokens=0,
        document=document,
        profiles=profiles,
    )
    reply = model.answer(prompt)
    usage = Usage(calls=0, input_tokens=0, output_tokens=0, cost_usd=0.0, seconds=reply.seconds)
    return make_draft(reply, document, profiles, model=model.name, usage=usage)
