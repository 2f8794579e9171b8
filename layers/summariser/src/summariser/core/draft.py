"""Draft: a model's summaries of a listing for every profile, from its lines or its notes."""

from summariser.core.attempt import Attempt
from summariser.core.calling import Ask
from summariser.core.request import ModelRequest, request_summary
from summariser.core.revision import to_put_right
from summariser.domain.errors import ReplyTruncated
from summariser.domain.summary import Draft
from summariser.llm.drafting import make_draft
from summariser.llm.metering import usage_of
from summariser.llm.notes import MergedNotes, notes_of_fields
from summariser.llm.prompts import noted, numbered


def write_request(
    attempt: Attempt, *, notes: MergedNotes | None = None, previous: Draft | None = None
) -> ModelRequest:
    """Build the request for a draft; where there is a `previous` one, its findings are shown."""
    lines = numbered(attempt.document.trusted)
    if notes:
        lines = noted((*notes_of_fields(attempt.document), *notes.notes))
    findings = to_put_right(previous.findings) if previous else ()
    return request_summary(lines, attempt.profiles, attempt.document, attempt.budget, findings)


def write_draft(
    attempt: Attempt,
    *,
    ask: Ask,
    notes: MergedNotes | None = None,
    previous: Draft | None = None,
) -> Draft:
    """Have a listing's summaries written; the draft's usage is that of this one call.

    Raises `ReplyTruncated` where the answer was cut off, `ReplyMalformed` where a profile is
    missing from it, and whatever the model raises.
    """
    request = write_request(attempt, notes=notes, previous=previous)
    reply = ask(request)
    if reply.truncated:
        raise ReplyTruncated(attempt.model.name, request.prompt.max_tokens)
    return make_draft(
        reply,
        attempt.document,
        attempt.profiles,
        model=attempt.model.name,
        usage=usage_of([request.answered(reply)]),
        notes=notes,
        skipped_models=attempt.plan.failures,
        revised=previous is not None,
    )
