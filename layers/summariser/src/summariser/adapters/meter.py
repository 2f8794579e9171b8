"""CallMeter: what calls cost, in the usage table and as metrics; only this module knows the rows.

scope                    | model        | attributes, all of them sums
-------------------------|--------------|--------------------------------------------
listing#{id}#{version}   | claude-haiku | calls, input_tokens, output_tokens, cost_usd, seconds
day#2026-11-24           | claude-haiku | the same, and expires_at
language#de              | claude-haiku | counted_tokens, estimated_tokens

Metrics have the dimensions stage, model and language: one log line for each call, in CloudWatch's
embedded metric format. A call that writes summaries has another line for each profile, with the
additional dimension profile and its share of tokens and cost (see `Call.shares`). Verdicts are
counted by stage and model, and blocking findings by code as well.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from summariser.adapters.aws import client, transient_errors_named
from summariser.adapters.metrics import NAMESPACE, count
from summariser.adapters.usage_rows import key_of
from summariser.domain.summary import Draft, Usage
from summariser.domain.verdict import Verdict
from summariser.llm.metering import Call

VERDICTS = {
    Verdict.ACCEPT: "DraftsAccepted",
    Verdict.REPLAN: "DraftsReplanned",
    Verdict.REVISE: "DraftsRevised",
    Verdict.NEXT_MODEL: "DraftsPassedOn",
    Verdict.HOLD: "DraftsHeld",
}
RETENTION = timedelta(days=90)
# A correction applies after so many tokens, and stays within these bounds.
LEARNT_AFTER = 20_000
CORRECTIONS = (0.6, 2.0)
# How long a correction is cached, during which other processes' counts go unnoticed.
FRESH_FOR = timedelta(seconds=10)


class CallMeter:
    """Implements `Meter` in one DynamoDB table; `stage` is a dimension of its metrics."""

    def __init__(self, table: str, *, stage: str, now: Callable[[], datetime]) -> None:
        self._table = table
        self._stage = stage
        self._now = now
        self._dynamodb = client("dynamodb")
        self._corrections: dict[tuple[str, str], tuple[datetime, float]] = {}

    def record(self, call: Call) -> None:
        """Add an answered call to its listing, its model's day and its model's token counts."""
        spent = {
            "calls": 1,
            "input_tokens": call.input_tokens,
            "output_tokens": call.output_tokens,
            "cost_usd": call.cost_usd,
            "seconds": call.reply.seconds,
        }
        expires_at = int((self._now() + RETENTION).timestamp())
        model = call.counted_as
        self._add(f"listing#{call.listing_id}#{call.version}", model, spent, expires_at)
        self._add(self._today(), model, spent, expires_at)
        if call.counted_tokens is not None:
            learnt = {
                "counted_tokens": call.counted_tokens,
                "estimated_tokens": call.estimated_tokens,
            }
            self._add(f"language#{call.language}", call.model.name, learnt)
        self._emit(spent, model=model, language=call.language)
        self._emit_by_profile(call)

    def usage(self, listing_id: str, version: int) -> Usage:
        """Sum every call for a listing version, whichever model answered."""
        rows = self._query(f"listing#{listing_id}#{version}")
        return Usage(
            calls=round(_sum(rows, "calls")),
            input_tokens=round(_sum(rows, "input_tokens")),
            output_tokens=round(_sum(rows, "output_tokens")),
            cost_usd=_sum(rows, "cost_usd"),
            seconds=_sum(rows, "seconds"),
        )

    def correction(self, model: str, language: str) -> float:
        """Divide counted by estimated tokens of a model's prompts; 1 until enough were counted."""
        read_at, correction = self._corrections.get((model, language), (None, 1.0))
        if read_at is None or self._now() - read_at > FRESH_FOR:
            with transient_errors_named("dynamodb:GetItem"):
                reply = self._dynamodb.get_item(
                    TableName=self._table, Key=key_of(f"language#{language}", model)
                )
            row = reply.get("Item", {})
            counted, estimated = _sum([row], "counted_tokens"), _sum([row], "estimated_tokens")
            learnt = counted / estimated if estimated >= LEARNT_AFTER else 1.0
            correction = min(max(learnt, CORRECTIONS[0]), CORRECTIONS[1])
            self._corrections[model, language] = (self._now(), correction)
        return correction

    def spent_usd(self) -> float:
        """Sum what all models cost today, in UTC."""
        return _sum(self._query(self._today()), "cost_usd")

    def ceiling_reached(self) -> None:
        """Emit the metric that the template's alarm watches."""
        self._count("SpendCeilingReached")

    def judged(self, draft: Draft, verdict: Verdict) -> None:
        """Emit what became of a draft, and how many of its sentences each code cost."""
        self._count(VERDICTS[verdict], model=draft.model)
        if verdict is Verdict.HOLD:
            self._count("SummariesHeld")
        blocking = Counter(finding.code for finding in draft.findings if not finding.is_note)
        for code, times in blocking.items():
            self._count("Findings", times, model=draft.model, code=code)

    def _count(self, metric: str, value: int = 1, **dimensions: str) -> None:
        count(metric, value, stage=self._stage, **dimensions)

    def _emit(self, spent: Mapping[str, float], *, model: str, language: str) -> None:
        metrics = EphemeralMetrics(namespace=NAMESPACE)
        for name, value in {"stage": self._stage, "model": model, "language": language}.items():
            metrics.add_dimension(name=name, value=value)
        metrics.add_metric(name="Calls", unit=MetricUnit.Count, value=1)
        metrics.add_metric("InputTokens", MetricUnit.Count, spent["input_tokens"])
        metrics.add_metric("OutputTokens", MetricUnit.Count, spent["output_tokens"])
        metrics.add_metric("CostUsd", MetricUnit.NoUnit, spent["cost_usd"])
        metrics.add_metric("Latency", MetricUnit.Seconds, spent["seconds"])
        metrics.flush_metrics()

    def _emit_by_profile(self, call: Call) -> None:
        for profile, share in call.shares.items():
            metrics = EphemeralMetrics(namespace=NAMESPACE)
            metrics.add_dimension(name="stage", value=self._stage)
            metrics.add_dimension(name="model", value=call.model.name)
            metrics.add_dimension(name="language", value=call.language)
            metrics.add_dimension(name="profile", value=profile)
            metrics.add_metric("InputTokens", MetricUnit.Count, share * call.input_tokens)
            metrics.add_metric("OutputTokens", MetricUnit.Count, share * call.output_tokens)
            metrics.add_metric("CostUsd", MetricUnit.NoUnit, share * call.cost_usd)
            metrics.flush_metrics()

    def _today(self) -> str:
        return f"day#{self._now():%Y-%m-%d}"

    def _add(
        self, scope: str, model: str, sums: Mapping[str, float], expires_at: int | None = None
    ) -> None:
        values = {f":{name}": {"N": str(Decimal(repr(value)))} for name, value in sums.items()}
        update = "ADD " + ", ".join(f"{name} :{name}" for name in sums)
        if expires_at is not None:
            update += " SET expires_at = :expires_at"
            values[":expires_at"] = {"N": str(expires_at)}
        with transient_errors_named("dynamodb:UpdateItem"):
            self._dynamodb.update_item(
                TableName=self._table,
                Key=key_of(scope, model),
                UpdateExpression=update,
                ExpressionAttributeValues=values,
            )

    def _query(self, scope: str) -> list[dict[str, Any]]:
        with transient_errors_named("dynamodb:Query"):
            reply = self._dynamodb.query(
                TableName=self._table,
                KeyConditionExpression="#scope = :scope",
                ExpressionAttributeNames={"#scope": "scope"},
                ExpressionAttributeValues={":scope": {"S": scope}},
                ConsistentRead=True,
            )
        rows: list[dict[str, Any]] = reply["Items"]  # a few models: never a second page
        return rows


def _sum(rows: list[dict[str, Any]], name: str) -> float:
    return float(sum(Decimal(row[name]["N"]) for row in rows if name in row))
