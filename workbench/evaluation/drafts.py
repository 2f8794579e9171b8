"""Drafts of the extractive model, which the measurements look at without a state machine."""

from collections.abc import Sequence
from functools import partial

from summariser.adapters.extractive import ExtractiveModel
from summariser.core.attempt import Attempt
from summariser.core.calling import call_model
from summariser.core.draft import write_draft
from summariser.core.plan import make_plan
from summariser.domain.document import Document
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft
from summariser.llm.models import load_models


def extractive_draft(document: Document, profiles: Sequence[Profile]) -> Draft:
    """Have a draft written as `WriteSummary` does; raises `ListingHasNoText`."""
    text_model = ExtractiveModel()
    (model,) = load_models().chain([text_model.name])
    plan = make_plan(
        document,
        (model,),
        (),
        profiles=profiles,
        last_resort=model,
        correction=lambda _model, _language: 1.0,
    )
    ask = partial(call_model, text_model=text_model, record=lambda _call: None)
    return write_draft(Attempt(document, plan, model, tuple(profiles)), ask=ask)
