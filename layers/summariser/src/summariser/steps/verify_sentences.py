"""VerifySentences: a model reads a draft's sentences with their lines, and quotes their support."""

from functools import partial

from summariser.core.calling import call_model
from summariser.core.verdict import mode_of_reused
from summariser.core.verification import sentences_to_verify, verify
from summariser.domain.verification import VerifySentences
from summariser.llm.budget import TokenBudget
from summariser.llm.models import Model
from summariser.llm.text_model import TextModel
from summariser.ports import ListingStore, Meter
from summariser.steps.judged import Judging, Writers
from summariser.steps.states import VerifySentencesInput, VerifySentencesOutput


def verify_sentences(
    step_input: VerifySentencesInput,
    *,
    store: ListingStore,
    meter: Meter,
    model: Model,
    text_model: TextModel,
    writers: Writers,
    mode: VerifySentences,
) -> VerifySentencesOutput:
    """Have a checked draft's sentences verified, and judge what is left of it.

    Raises what the model raises, and then nothing is kept.
    """
    judging = Judging.read(step_input, writers, store)
    document, draft = judging.document, store.get_draft(step_input.draft_uri)
    correction = meter.correction(model.name, document.language)
    refused = verify(
        sentences_to_verify(
            draft, draft.findings, document, mode_of_reused(mode) if judging.reused else mode
        ),
        document,
        TokenBudget(model, document.language, correction),
        ask=partial(call_model, text_model=text_model, record=meter.record),
    )
    judged = judging.with_usage(judging.judge.verified(draft, refused), meter)
    return VerifySentencesOutput(
        verdict=judged.verdict,
        draft_uri=judging.keep(judged, store=store, meter=meter),
        cause=judged.cause,
        verifier=model.name,
    )
