"""Metrics in CloudWatch's embedded metric format: a log line each."""

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

NAMESPACE = "ListingSummariser"


def count(metric: str, value: int = 1, **dimensions: str) -> None:
    """Emit a count with its dimensions."""
    metrics = EphemeralMetrics(namespace=NAMESPACE)
    for name, dimension in dimensions.items():
        metrics.add_dimension(name=name, value=dimension)
    metrics.add_metric(name=metric, unit=MetricUnit.Count, value=value)
    metrics.flush_metrics()
