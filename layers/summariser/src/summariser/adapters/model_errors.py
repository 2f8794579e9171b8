"""The errors of model services, under our own names."""

import re
from collections.abc import Sequence

from botocore.exceptions import ClientError

from summariser.adapters.aws import code
from summariser.domain.errors import (
    InputTooLong,
    ModelNotAccessible,
    ModelNotReady,
    ModelRejectedRequest,
    ModelThrottled,
    ModelTimedOut,
    ModelUnavailable,
    PermanentError,
    TransientError,
)

# https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html and
# https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
THROTTLED = frozenset(
    {"ThrottlingException", "ServiceQuotaExceededException", "TooManyRequestsException"}
)
INACCESSIBLE = frozenset({"AccessDeniedException", "ResourceNotFoundException"})
TOO_LONG = re.compile(
    r"too long|too many (?:input )?tokens|max(?:imum)?[ _](?:context|input|model)[ _]len|"
    r"context (?:length|window)|max_new_tokens`? must be|exceed\w* (?:the )?"
    r"(?:maximum|model|(?:available )?context)",
    re.IGNORECASE,
)
OVERLOADED = re.compile(r"overloaded|too many requests|rate limit", re.IGNORECASE)
NOT_FOUND = re.compile(r"not found|could not find", re.IGNORECASE)
LONGEST_REASON = 200  # characters
WORD = re.compile(r"\w+")
QUOTED = re.compile(r"[\"'`](.{3,}?)[\"'`]")


def named(  # noqa: PLR0911 - one return for each of our errors
    error: ClientError, model: str, sent: Sequence[str]
) -> PermanentError | TransientError:
    """Convert a service's error; its message is kept only if it quotes none of the texts sent."""
    found = code(error)
    response = error.response
    status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    message = str(response.get("Error", {}).get("Message", ""))
    if found == "ModelError":  # SageMaker passes on the container's error
        status = int(str(response.get("OriginalStatusCode", 500)))
        message = str(response.get("OriginalMessage", message))
    if found in THROTTLED or (status == 429 and found != "ModelNotReadyException"):
        return ModelThrottled(model)
    if OVERLOADED.search(message) and status >= 429:
        return ModelThrottled(model)
    if found == "ModelTimeoutException":
        return ModelTimedOut(model)
    if found == "ModelNotReadyException":
        return ModelNotReady(model)
    if TOO_LONG.search(message) and status < 500:
        return InputTooLong(model)
    if found in INACCESSIBLE or (found == "ValidationError" and NOT_FOUND.search(message)):
        return ModelNotAccessible(model, found)
    if status >= 500 or found == "ModelErrorException":
        return ModelUnavailable(model, found)
    return ModelRejectedRequest(model, _reason(found, message, " ".join(sent)))


def _reason(found: str, message: str, listing: str) -> str:
    if len(message) > LONGEST_REASON or _repeats(message.casefold(), listing.casefold()):
        return found
    return f"{found}: {message.rstrip('.')}"


def _repeats(message: str, listing: str) -> bool:
    """Tell whether a message may repeat a listing: reasons are logged, and services quote prompts.

    Three consecutive words are enough, or a number, or quoted text; so is anything but ASCII,
    since services answer in English.
    """
    words = WORD.findall(message)
    numbers = [word for word in words if len(word) > 2 and any(map(str.isdigit, word))]
    runs = [" ".join(run) for run in zip(words, words[1:], words[2:], strict=False)]
    known = f" {' '.join(WORD.findall(listing))} "
    return (
        not message.isascii()
        or any(f" {one} " in known for one in (*numbers, *runs))
        or any(quoted in listing for quoted in QUOTED.findall(message))
    )
