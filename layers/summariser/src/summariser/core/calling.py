"""Calling: one request, answered and metered in one place, for the steps and in-process."""

from collections.abc import Callable

from summariser.core.request import ModelRequest
from summariser.domain.errors import PermanentError, TransientError
from summariser.domain.reply import Reply
from summariser.llm.metering import Call
from summariser.llm.text_model import TextModel

Ask = Callable[[ModelRequest], Reply]


def call_model(
    request: ModelRequest, *, text_model: TextModel, record: Callable[[Call], None]
) -> Reply:
    """Call a model, and record the call, also where it fails or the answer cannot be used.

    Raises what the model raises.
    """
    try:
        reply = text_model.answer(request.prompt)
    except (PermanentError, TransientError) as error:
        if request.model.runs_on.metered:
            name = type(error).__name__
            record(request.answered(error.paid, name) if error.paid else request.failed(name))
        raise
    if reply.calls:
        record(request.answered(reply))
    return reply
