"""Reply: what a model answered, whichever service runs it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """A model's answer, which ended by itself or, if `truncated`, at its token limit.

    Token counts are the service's, or None if it reports none; `input_tokens` exclude those read
    from or written to a cache. Anything else that makes an answer unusable (a filter, an exceeded
    window) is an error that the adapter raises. Its `paid` is the reply if the call was charged
    for all the same: that is metered, and never read.
    """

    text: str
    truncated: bool
    seconds: float
    input_tokens: int | None
    output_tokens: int | None
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    calls: int = 1  # 0 if no service was called


# Of a call that failed before it was answered.
NOTHING = Reply("", truncated=False, seconds=0.0, input_tokens=0, output_tokens=0, calls=0)
