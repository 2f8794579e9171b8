"""Metering: what a call cost, and what it teaches about a model's tokens."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from summariser.domain.reply import Reply
from summariser.domain.summary import Usage
from summariser.llm.models import HostedModel
from summariser.llm.prompts import Task

TAG = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Call:
    """One call of a model, for a listing version; one that failed may have been charged for."""

    listing_id: str
    version: int
    language: str
    model: HostedModel
    reply: Reply
    estimated_tokens: int  # of the prompt, from characters per token alone
    profiles: tuple[str, ...] = ()  # that the reply is for; none where it is notes
    task: Task = Task.WRITE
    max_tokens: int = 0  # that it was allowed to write
    error: str | None = None  # the name of what it failed with
    batch: bool = False  # whether a batch job made it

    @property
    def counted_as(self) -> str:
        """The name that its cost is counted under: verifiers and batch jobs are metered apart."""
        if self.task is Task.VERIFY:
            return f"{self.model.name} (verifier)"
        return f"{self.model.name} (batch)" if self.batch else self.model.name

    @property
    def counted_tokens(self) -> int | None:
        """The prompt's tokens as the service counted them, or None where it does not tell."""
        reply = self.reply
        if reply.input_tokens is None:
            return None
        return reply.input_tokens + reply.cache_read_tokens + reply.cache_write_tokens

    @property
    def input_tokens(self) -> int:
        """The prompt's tokens, counted or else estimated."""
        counted = self.counted_tokens
        return self.estimated_tokens if counted is None else counted

    @property
    def output_tokens(self) -> int:
        """The reply's tokens, counted or else estimated."""
        if self.reply.output_tokens is not None:
            return self.reply.output_tokens
        return self.model.estimated_tokens(self.reply.text, self.language)

    @property
    def shares(self) -> Mapping[str, float]:
        """Share a call that writes summaries out over its profiles, in parts that make up 1.

        Each profile has as much of it as of the reply's characters; a line for several profiles
        counts for all of them in equal parts. A reply that cannot be read is shared equally. Notes
        are for every profile alike, and are not shared out.
        """
        written = dict.fromkeys(self.profiles, 0.0)
        for line in self.reply.text.splitlines():
            tags, bar, text = line.partition("|")
            named = [name for name in self.profiles if name in TAG.findall(tags)]
            for name in named if bar else ():
                written[name] += len(text) / len(named)
        total = sum(written.values())
        if not total:
            return dict.fromkeys(self.profiles, 1 / max(1, len(self.profiles)))
        return {name: characters / total for name, characters in written.items()}

    @property
    def cost_usd(self) -> float:
        """The price of the call."""
        reply = self.reply
        uncached = self.estimated_tokens if reply.input_tokens is None else reply.input_tokens
        return self.model.cost_usd(
            input_tokens=uncached,
            output_tokens=self.output_tokens,
            seconds=reply.seconds,
            cache_read_tokens=reply.cache_read_tokens,
            cache_write_tokens=reply.cache_write_tokens,
        )


def usage_of(calls: Iterable[Call]) -> Usage:
    """Sum up calls; where no service was called, its own seconds are all that is counted."""
    counted = list(calls)
    return Usage(
        calls=sum(call.reply.calls for call in counted),
        input_tokens=sum(call.input_tokens for call in counted),
        output_tokens=sum(call.output_tokens for call in counted),
        cost_usd=sum(call.cost_usd for call in counted),
        seconds=sum(call.reply.seconds for call in counted),
    )
