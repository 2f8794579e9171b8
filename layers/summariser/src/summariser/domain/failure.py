"""Why an event could not be processed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """Why an event could not be processed: an error's name, and a cause for people."""

    error: str
    cause: str
    listing_id: str | None = None
    version: int | None = None
    execution_arn: str | None = None
    state: str | None = None  # the one that failed
    replays: int = 0  # how often the event has been replayed
