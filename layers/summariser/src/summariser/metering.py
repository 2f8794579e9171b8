"""Metering: what a call cost, and what it teaches about a model's tokens."""

from dataclasses import dataclass

from summariser.models import Model
from summariser.reply import Reply


@dataclass(frozen=True)
class Call:
    """One answered call of a model, for a listing version."""

    listing_id: str
    version: int
    language: str
    model: Model
    reply: Reply
    estimated_tokens: int  # of the prompt, from characters per token alone

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
        ratios = self.model.characters_per_token
        return round(len(self.reply.text) / ratios.get(self.language, ratios["other"]))

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
