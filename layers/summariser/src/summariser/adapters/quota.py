"""RequestQuota: a model's requests per minute, shared by every function that calls it.

Each row in the usage table is for one minute. Nothing has to be given back, so a function that
dies holds nothing.

scope                     | model        | attributes
--------------------------|--------------|---------------------------------
minute#2026-11-25T07:01   | claude-haiku | requests, admitted, expires_at

`admitted` counts requests too: those that the listings of the minute are expected to make.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from summariser.adapters.aws import client, conditional_write
from summariser.adapters.usage_rows import key_of
from summariser.domain.errors import ModelThrottled
from summariser.domain.reply import Reply
from summariser.llm.prompts import Prompt
from summariser.llm.text_model import TextModel

RETENTION = timedelta(hours=1)


class RequestQuota:
    """Implements `Quota` in one DynamoDB table; 0 requests per minute means no limit.

    A listing that is admitted is expected to make `of_each` requests.
    """

    def __init__(
        self,
        table: str,
        *,
        model: str,
        per_minute: int,
        of_each: int = 1,
        now: Callable[[], datetime],
    ) -> None:
        self._table = table
        self._model = model
        self._per_minute = per_minute
        self._of_each = of_each
        self._now = now
        self._dynamodb = client("dynamodb")
        self._full: dict[str, tuple[str, int]] = {}  # by what is counted: the minute, and how many

    def take(self) -> None:
        """Take one of this minute's requests; raises `ModelThrottled` if none is left."""
        if self._per_minute and not self._add("requests", 1, self._per_minute):
            raise ModelThrottled(self._model)

    def admits(self, share: float) -> bool:
        """Tell whether a listing may start now: its requests fit a share of the minute.

        Of a share that is smaller than one listing's requests, one listing still gets through.
        """
        most = max(self._of_each, round(self._per_minute * share))
        return not self._per_minute or self._add("admitted", self._of_each, most)

    def _add(self, name: str, number: int, most: int) -> bool:
        """Count more, unless requests or admitted listings have used up the minute.

        A minute that is full stays full, so it is asked about once: a write costs the row's
        capacity even when its condition fails.
        """
        now = self._now()
        minute = f"{now:%Y-%m-%dT%H:%M}"
        known, fewest = self._full.get(name, ("", 0))
        if known == minute and most <= fewest:
            return False
        added = conditional_write(
            "dynamodb:UpdateItem",
            self._dynamodb.update_item,
            TableName=self._table,
            Key=key_of(f"minute#{minute}", self._model),
            UpdateExpression="ADD #name :number SET expires_at = :expires_at",
            ConditionExpression=(
                "(attribute_not_exists(requests) OR requests <= :room) AND "
                "(attribute_not_exists(#name) OR #name <= :room)"
            ),
            ExpressionAttributeNames={"#name": name},
            ExpressionAttributeValues={
                ":number": {"N": str(number)},
                ":room": {"N": str(most - number)},
                ":expires_at": {"N": str(int((now + RETENTION).timestamp()))},
            },
        )
        if not added:
            self._full[name] = (minute, most)
        return added


class RationedModel:
    """Implements `TextModel` by calling another one within its quota."""

    def __init__(self, model: TextModel, quota: RequestQuota) -> None:
        self.name = model.name
        self._model = model
        self._quota = quota

    def answer(self, prompt: Prompt) -> Reply:
        """Answer a prompt; raises what the port lists."""
        self._quota.take()
        return self._model.answer(prompt)
