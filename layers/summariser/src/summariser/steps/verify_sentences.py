"""VerifySentences: a model reads a draft's sentences with their lines, and quotes their support."""

from collections.abc import Sequence
from functools import partial

from summariser.core.calling import call_model
from summariser.core.verdict import Judge, mode_of_reused
from summariser.core.verification import sentences_to_verify, verify
from summariser.domain.profiles import Profile
from summariser.domain.verification import VerifySentences
from summariser.llm.budget import TokenBudget
from summariser.llm.models import Model
from summariser.llm.text_model import TextModel
from summariser.ports import ListingStore, Meter
from summariser.steps.judged import keep_judged, with_usage
from summariser.steps.states import VerifySentencesInput, VerifySentencesOutput


def verify_sentences(
    step_input: VerifySentencesInput,
    *,
    store: ListingStore,
    meter: Meter,
    model: Model,
    text_model: TextModel,
    chain: Sequence[Model],
    last_resort: Model,
    profiles: Sequence[Profile],
    mode: VerifySentences,
) -> VerifySentencesOutput:
    """Have a checked draft's sentences verified, and judge what is left of it.

    Raises what the model raises, and then nothing is kept.
    """
    plan = store.get_plan(step_input.plan_uri)
    draft = store.get_draft(step_input.draft_uri)
    document = store.get_document(step_input.document_uri)
    reused = step_input.reused_draft_uri is not None
    judge = Judge(document, profiles, plan, chain, last_resort, reused=reused)
    correction = meter.correction(model.name, document.language)
    refused = verify(
        sentences_to_verify(
            draft, draft.findings, document, mode_of_reused(mode) if reused else mode
        ),
        document,
        TokenBudget(model, document.language, correction),
        ask=partial(call_model, text_model=text_model, record=meter.record),
    )
    judged = with_usage(judge.verified(draft, refused), document, meter)
    uri = keep_judged(judged, step_input, plan, store=store, meter=meter)
    return VerifySentencesOutput(
        verdict=judged.verdict, draft_uri=uri, cause=judged.cause, verifier=model.name
    )
