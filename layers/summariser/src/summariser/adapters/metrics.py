"""Metrics: a log line says what happened, and CloudWatch counts what it says.

The lines are in the embedded metric format:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
CloudWatch bills each combination of dimensions as a metric, so a line has one or two: its stage
and, for the metrics in `BY_MODEL`, the model. All else (language, code, profile, listing) is a
property of the line, for Logs Insights: template.yaml has queries.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

NAMESPACE = "ListingSummariser"
BY_STAGE = {
    "SummariesPublished": MetricUnit.Count,
    "SummariesHeld": MetricUnit.Count,
    "DeadLetters": MetricUnit.Count,
    "PublishLatency": MetricUnit.Seconds,  # from an event's arrival on its queue to its publication
    "SentencesDropped": MetricUnit.Count,
    "SpendCeilingReached": MetricUnit.Count,
    "EventsWaitingLong": MetricUnit.Count,
    "BatchJobsFailed": MetricUnit.Count,  # 1 or 0 for each batch job that ended
}
BY_MODEL = {
    "Calls": MetricUnit.Count,
    "CallsFailed": MetricUnit.Count,
    "InputTokens": MetricUnit.Count,
    "OutputTokens": MetricUnit.Count,
    "CostUsd": MetricUnit.NoUnit,
    "DraftsBlocked": MetricUnit.Count,  # 1 or 0 for each draft: the average is the share
}
# Those of a stack's chain that come first, and OTHER for all that come later.
MOST_MODELS = 6
OTHER = "other"


class Metrics:
    """The metrics of a stage; `models` are those whose metrics are told apart.

    `correlation_id` gives the name of the execution that a line belongs to, if it is known.
    """

    def __init__(
        self,
        stage: str,
        *,
        models: Sequence[str] = (),
        correlation_id: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._stage = stage
        self._models = tuple(dict.fromkeys(models))[:MOST_MODELS]
        self._correlation_id = correlation_id

    def emit(
        self,
        values: Mapping[str, float],
        *,
        model: str | None = None,
        properties: Mapping[str, Any] | None = None,
    ) -> None:
        """Emit metrics of `BY_STAGE`, or of `BY_MODEL` if a model is named, in one line."""
        units = BY_STAGE if model is None else BY_MODEL
        line = EphemeralMetrics(namespace=NAMESPACE)
        line.add_dimension(name="stage", value=self._stage)
        if model is not None:
            line.add_dimension(name="model", value=model if model in self._models else OTHER)
        for name, value in values.items():
            line.add_metric(name=name, unit=units[name], value=value)
        for name, value in self._known(properties or {}).items():
            line.add_metadata(key=name, value=value)
        line.flush_metrics()

    def _known(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        found = {"correlation_id": self._correlation_id(), **properties}
        return {name: value for name, value in found.items() if value is not None}
