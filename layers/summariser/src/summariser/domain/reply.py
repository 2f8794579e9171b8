"""Reply: what a model answered, whoever runs it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """A model's answer, which ended by itself or, where `truncated`, at its token limit.

    Token counts are the service's; None where it does not tell them. `input_tokens` are those
    that no cache was read or written for. Whatever else keeps an answer from being used (a filter,
    a window that overflowed) is an error of the adapter, and has the reply as its `paid` where the
    call was paid for all the same: that is metered, and never read.
    """

    text: str
    truncated: bool
    seconds: float
    input_tokens: int | None
    output_tokens: int | None
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    calls: int = 1  # 0 where no service was called
