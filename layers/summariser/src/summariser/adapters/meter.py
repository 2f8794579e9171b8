"""CallMeter: what calls cost, in the usage table and as metrics; only this module knows the rows.

scope                    | model        | attributes, all of them sums
-------------------------|--------------|--------------------------------------------
listing#{id}#{version}   | claude-haiku | calls, input_tokens, output_tokens, cost_usd, seconds;
                         |              | once: the set of a batch's calls that are in these sums
day#2026-11-24           | claude-haiku | the same, and expires_at
language#de              | claude-haiku | counted_tokens, estimated_tokens

Every call adds to its day and its language, so these are shards (day#2026-11-24#1 ...) whose sums
are read; a listing's calls are all in one.

Each call is a line of metrics, with what OpenTelemetry would say of it and with each profile's
share (see `Call.shares`); so is each judged draft, and each code that cost a draft something.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from summariser.adapters.aws import client, conditional_write, transient_errors_named
from summariser.adapters.metrics import Metrics
from summariser.adapters.usage_rows import key_of, listing_scope, shard_of, shards_of
from summariser.domain.summary import Draft, Usage
from summariser.domain.verdict import Verdict
from summariser.llm.metering import Call
from summariser.llm.telemetry import telemetry_of

RETENTION = timedelta(days=90)
# A correction applies after so many tokens, and stays within these bounds.
LEARNT_AFTER = 20_000
CORRECTIONS = (0.6, 2.0)
# How long a correction is cached, during which other processes' counts go unnoticed.
FRESH_FOR = timedelta(seconds=10)


class CallMeter:
    """Implements `Meter` in one DynamoDB table, and by metrics."""

    def __init__(self, table: str, *, metrics: Metrics, now: Callable[[], datetime]) -> None:
        self._table = table
        self._metrics = metrics
        self._now = now
        self._dynamodb = client("dynamodb")
        self._corrections: dict[str, tuple[datetime, dict[str, float]]] = {}

    def record(self, call: Call) -> None:
        """Report a call, and add an answered one to its listing, its day and its language."""
        self._emit(call)
        if not call.reply.calls:
            return
        for update in self._sums_of(call):
            with transient_errors_named("dynamodb:UpdateItem"):
                self._dynamodb.update_item(**update)

    def record_once(self, call: Call, *, once: str) -> None:
        """Report a call of a batch, and add it to its listing, once of each name.

        What it adds to its day and its language is in `sums_of_batch`.
        """
        if not call.reply.calls:
            self._emit(call)
            return
        update = self._sum(listing_scope(call.listing_id, call.version), *self._spent([call]))
        update["UpdateExpression"] = f"ADD once :names, {update['UpdateExpression'][4:]}"
        update["ExpressionAttributeValues"] |= {":names": {"SS": [once]}, ":name": {"S": once}}
        update["ConditionExpression"] = "NOT contains(once, :name)"
        if conditional_write("dynamodb:UpdateItem", self._dynamodb.update_item, **update):
            self._emit(call)

    def sums_of_batch(self, calls: Sequence[Call], *, name: str) -> list[dict[str, Any]]:
        """Give the updates that add some calls of a batch to their day and their languages.

        There is one for the day and one a language, whatever the number of calls, so that they fit
        a transaction. `name` says which shard they are added to.
        """
        answered = [call for call in calls if call.reply.calls]
        if not answered:
            return []
        updates = [self._sum(shard_of(self._today(), name), *self._spent(answered))]
        for language in sorted({call.language for call in answered}):
            counted = [it for it in answered if it.language == language]
            shard = shard_of(_language(language), name)
            updates += self._learnt_from([it for it in counted if it.counted_tokens], shard)
        return updates

    def _sums_of(self, call: Call) -> list[dict[str, Any]]:
        """Give the updates that add an answered call to its listing, its day and its language."""
        listing, spent = listing_scope(call.listing_id, call.version), self._spent([call])
        updates = [
            self._sum(scope, *spent) for scope in (listing, shard_of(self._today(), listing))
        ]
        counted = [call] if call.counted_tokens is not None else []
        return updates + self._learnt_from(counted, shard_of(_language(call.language), listing))

    def _spent(self, calls: Sequence[Call]) -> tuple[str, dict[str, float], int]:
        """Sum up calls of one model: its name, the sums, and when they expire."""
        spent = {
            "calls": len(calls),
            "input_tokens": sum(call.input_tokens for call in calls),
            "output_tokens": sum(call.output_tokens for call in calls),
            "cost_usd": math.fsum(call.cost_usd for call in calls),
            "seconds": math.fsum(call.reply.seconds for call in calls),
        }
        return calls[0].counted_as, spent, int((self._now() + RETENTION).timestamp())

    def _learnt_from(self, calls: Sequence[Call], scope: str) -> list[dict[str, Any]]:
        """Give the update that compares counted with estimated tokens; none without calls."""
        if not calls:
            return []
        learnt = {
            "counted_tokens": sum(call.counted_tokens or 0 for call in calls),
            "estimated_tokens": sum(call.estimated_tokens for call in calls),
        }
        return [self._sum(scope, calls[0].model.name, learnt)]

    def usage(self, listing_id: str, version: int) -> Usage:
        """Sum every call for a listing version, whichever model answered."""
        rows = self._query(listing_scope(listing_id, version))
        return Usage(
            calls=round(_sum(rows, "calls")),
            input_tokens=round(_sum(rows, "input_tokens")),
            output_tokens=round(_sum(rows, "output_tokens")),
            cost_usd=_sum(rows, "cost_usd"),
            seconds=_sum(rows, "seconds"),
        )

    def correction(self, model: str, language: str) -> float:
        """Divide counted by estimated tokens of a model's prompts; 1 until enough were counted."""
        read_at, corrections = self._corrections.get(language, (None, {}))
        if read_at is None or self._now() - read_at > FRESH_FOR:
            corrections = self._learnt(language)
            self._corrections[language] = (self._now(), corrections)
        return corrections.get(model, 1.0)

    def spent_usd(self) -> float:
        """Sum what all models cost today, in UTC."""
        return _sum(self._query(*shards_of(self._today())), "cost_usd")

    def ceiling_reached(self) -> None:
        """Emit the metric that the template's alarm watches."""
        self._metrics.emit({"SpendCeilingReached": 1})

    def judged(self, draft: Draft, verdict: Verdict) -> None:
        """Emit what became of a draft, and how many of its sentences each code cost.

        A sentence that several codes refuse is counted for the first of them.
        """
        of_draft: dict[str, Any] = {
            "listing_id": draft.listing_id,
            "version": draft.version,
            "language": draft.language,
            "model_name": draft.model,
            "blocked": int(verdict is not Verdict.ACCEPT),
        }
        self._metrics.emit(
            {"DraftsBlocked": of_draft["blocked"]},
            model=draft.model,
            properties={**of_draft, "verdict": verdict},
        )
        blocking = [finding for finding in draft.findings if not finding.is_note]
        first = {
            (finding.profile, finding.sentence): finding.code
            for finding in reversed(blocking)
            if finding.sentence is not None
        }
        dropped = Counter(first.values())
        for code, times in Counter(finding.code for finding in blocking).items():
            counts = {"findings": times, "sentences_dropped": dropped[code]}
            self._metrics.emit(
                {"SentencesDropped": dropped[code]}, properties={**of_draft, "code": code, **counts}
            )

    def _emit(self, call: Call) -> None:
        values: dict[str, float] = {"CallsFailed": 1} if call.error else {}
        if call.reply.calls:
            values |= {
                "Calls": 1,
                "InputTokens": call.input_tokens,
                "OutputTokens": call.output_tokens,
                "CostUsd": call.cost_usd,
            }
        told = {
            "listing_id": call.listing_id,
            "version": call.version,
            "language": call.language,
            "model_name": call.model.name,
            "task": call.task,
            "cost_usd": call.cost_usd,
            "seconds": call.reply.seconds,
            "shares": dict(call.shares),
        }
        self._metrics.emit(values, model=call.model.name, properties={**told, **telemetry_of(call)})

    def _learnt(self, language: str) -> dict[str, float]:
        """Read the corrections of every model that has seen enough of a language."""
        rows = self._query(*shards_of(_language(language)))
        corrections = {}
        for model in {row["model"]["S"] for row in rows}:
            own = [row for row in rows if row["model"]["S"] == model]
            counted, estimated = _sum(own, "counted_tokens"), _sum(own, "estimated_tokens")
            if estimated >= LEARNT_AFTER:
                corrections[model] = min(max(counted / estimated, CORRECTIONS[0]), CORRECTIONS[1])
        return corrections

    def _today(self) -> str:
        return f"day#{self._now():%Y-%m-%d}"

    def _sum(
        self, scope: str, model: str, sums: Mapping[str, float], expires_at: int | None = None
    ) -> dict[str, Any]:
        values = {f":{name}": {"N": str(Decimal(repr(value)))} for name, value in sums.items()}
        update = "ADD " + ", ".join(f"{name} :{name}" for name in sums)
        if expires_at is not None:
            update += " SET expires_at = :expires_at"
            values[":expires_at"] = {"N": str(expires_at)}
        return {
            "TableName": self._table,
            "Key": key_of(scope, model),
            "UpdateExpression": update,
            "ExpressionAttributeValues": values,
        }

    def _query(self, *scopes: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for scope in scopes:
            with transient_errors_named("dynamodb:Query"):
                reply = self._dynamodb.query(
                    TableName=self._table,
                    KeyConditionExpression="#scope = :scope",
                    ExpressionAttributeNames={"#scope": "scope"},
                    ExpressionAttributeValues={":scope": {"S": scope}},
                    ConsistentRead=True,
                )
            rows += reply["Items"]  # a few models: never a second page
        return rows


def _language(code: str) -> str:
    return f"language#{code}"


def _sum(rows: list[dict[str, Any]], name: str) -> float:
    return float(sum(Decimal(row[name]["N"]) for row in rows if name in row))
