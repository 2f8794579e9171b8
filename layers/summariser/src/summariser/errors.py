"""Every error that the system names, in two families: permanent (never retried) and transient."""

from collections.abc import Sequence


class PermanentError(Exception):
    """A failure that no retry can mend; its message says what to do."""


class TransientError(Exception):
    """A failure that passes; the state machine and the queue try again."""


class EventNotUnderstood(PermanentError):
    """A message on the listing queue is no listing event."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This is not a listing event: {reason}.")


class ListingNotFound(PermanentError):
    """An object that an event or a state refers to is not in the bucket."""

    def __init__(self, uri: str) -> None:
        super().__init__(f"There is no object {uri}: write it before the event, then replay.")


class ListingHasNoText(PermanentError):
    """A listing holds too few words to be summarised."""

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


class ServiceUnavailable(TransientError):
    """An AWS service throttled a call, timed out or failed on its side."""

    def __init__(self, operation: str, code: str) -> None:
        super().__init__(f"{operation} failed for the moment: {code}.")
