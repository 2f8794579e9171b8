"""Every named error, in two families: permanent (never retried) and transient (retried)."""

import json
from collections.abc import Sequence

from summariser.domain.reply import Reply


class PermanentError(Exception):
    """A failure that a retry cannot fix; its message says what to do."""

    paid: Reply | None = None  # a model's unusable answer that is charged for all the same


class TransientError(Exception):
    """A failure that passes by itself; the state machine and the queue retry."""

    paid: Reply | None = None  # as above


class EventNotUnderstood(PermanentError):
    """A message on the listing queue is not a listing event."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This is not a listing event: {reason}.")
        self.reason = reason


class WaitedTooLong(PermanentError):
    """An event waited on its queue for as long as an event may."""

    def __init__(self, days: int, reason: str) -> None:
        super().__init__(f"The event waited {days} days to start, at last since {reason}.")


class ListingNotFound(PermanentError):
    """An object that an event or a state refers to is not in the bucket."""

    def __init__(self, uri: str) -> None:
        super().__init__(f"There is no object {uri}: store it, then replay the event.")


class ListingHasNoText(PermanentError):
    """A listing has too little text to summarise."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The listing cannot be summarised: {reason}.")


class UnknownModel(PermanentError):
    """A deployment names a model that does not exist."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no model {name!r}; known models: {', '.join(known)}.")


class UnknownProfile(PermanentError):
    """A deployment names a profile that does not exist."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"There is no profile {name!r} in profiles.toml; it has: {', '.join(known)}."
        )


class InvalidModelsFile(PermanentError):
    """models.toml is invalid; the message names the line."""


class ModelNotAccessible(PermanentError):
    """The account or the region has no access to a model, or an endpoint does not exist."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(
            f"{model} cannot be called: {reason}. Give the account access to it, or remove it from "
            "ModelChain."
        )


class ModelRejectedRequest(PermanentError):
    """A model's service rejected a request, for a reason other than its length."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(f"{model} refused the request: {reason}.")


class InputTooLong(PermanentError):
    """A prompt does not fit a model's window and must be split."""

    def __init__(self, model: str, paid: Reply | None = None) -> None:
        super().__init__(f"The prompt was longer than the window of {model}.")
        self.paid = paid


class ContentFiltered(PermanentError):
    """A model or its guardrail blocked the listing or the answer."""

    def __init__(self, model: str, paid: Reply | None = None) -> None:
        super().__init__(f"{model} blocked the listing or its own answer.")
        self.paid = paid


class EveryModelFailed(PermanentError):
    """No model of the chain could write a summary; the message gives each one's reason."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("No model of the chain wrote a summary. " + " ".join(reasons))


class NothingToEmbed(PermanentError):
    """A summary has no text that could become a vector."""

    def __init__(self, listing_id: str, profile: str) -> None:
        super().__init__(
            f"The summary of {listing_id!r} has no profile {profile!r}: name it in Profiles and "
            "have the listing summarised again, or set EmbeddingModel to none."
        )


class VectorNotFound(PermanentError):
    """A listing has no vector, so nothing can be compared with it."""

    def __init__(self, listing_id: str) -> None:
        super().__init__(
            f"The listing {listing_id!r} has no vector: it is not published, or was published a "
            "moment ago, or before an EmbeddingModel was set (`summariser embed`)."
        )


class ModelThrottled(TransientError):
    """A model's quota of requests or tokens is used up for the moment."""

    def __init__(self, model: str) -> None:
        super().__init__(f"{model} is throttled.")


class ModelTimedOut(TransientError):
    """A model did not answer in time."""

    def __init__(self, model: str) -> None:
        super().__init__(f"{model} did not answer in time.")


class ModelNotReady(TransientError):
    """A model is still being loaded."""

    def __init__(self, model: str) -> None:
        super().__init__(f"{model} is not ready yet.")


class ModelUnavailable(TransientError):
    """A model's service failed."""

    def __init__(self, model: str, code: str) -> None:
        super().__init__(f"{model} is unavailable for the moment: {code}.")


class ReplyMalformed(TransientError):
    """A model's reply is unusable or incomplete; another attempt may succeed."""

    def __init__(self, model: str, reason: str, paid: Reply | None = None) -> None:
        super().__init__(f"{model} gave an unusable reply: {reason}.")
        self.paid = paid


class ReplyTruncated(TransientError):
    """A model's reply was cut off at its token limit; a part is never used as the whole."""

    def __init__(self, model: str, tokens: int) -> None:
        super().__init__(f"The reply of {model} was cut off after {tokens} tokens.")


class ServiceUnavailable(TransientError):
    """An AWS service throttled a call, timed out or failed."""

    def __init__(self, operation: str, code: str) -> None:
        super().__init__(f"{operation} failed for the moment: {code}.")


# What ends a model's attempt for good, so that the next model of the chain writes. The state
# machine catches the same names, and those of a function that ran out of time.
MODEL_FAILURES = (
    ModelThrottled,
    ModelUnavailable,
    ModelTimedOut,
    ModelNotReady,
    ReplyMalformed,
    ReplyTruncated,
    InputTooLong,
    ContentFiltered,
    ModelNotAccessible,
    ModelRejectedRequest,
)


def message_of(cause: str) -> str:
    """Extract the error's message from a cause, which is JSON when a function raised it.

    https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html
    """
    try:
        reply = json.loads(cause)
    except ValueError:
        return cause
    return str(reply.get("errorMessage", cause)) if isinstance(reply, dict) else cause
