"""The metrics that the template watches: those that alarms name, and those of the dashboard."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from summariser.adapters.metrics import BY_MODEL, BY_STAGE, NAMESPACE
from tests.contract.deployable import resources

Watched = tuple[str, str, frozenset[str]]
"""A namespace, a metric and the names of its dimensions."""

# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
# https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
# https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
# https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
OF_AWS = {
    "AWS/SQS": (
        "QueueName",
        {
            "ApproximateAgeOfOldestMessage",
            "ApproximateNumberOfMessagesDelayed",
            "ApproximateNumberOfMessagesVisible",
        },
    ),
    "AWS/ApiGateway": ("ApiId", {"4xx", "5xx", "Count", "Latency"}),
    "AWS/Lambda": ("FunctionName", {"Errors", "Invocations"}),
    "AWS/States": (
        "StateMachineArn",
        {
            "ExecutionThrottled",
            "ExecutionsAborted",
            "ExecutionsFailed",
            "ExecutionsStarted",
            "ExecutionsSucceeded",
            "ExecutionsTimedOut",
        },
    ),
}
SELECT = re.compile(r"SELECT AVG\((\w+)\) FROM SCHEMA\(([^)]*)\)")
SEARCH = re.compile(r"SEARCH\('\{([^}]*)\} MetricName=\"(\w+)\"")


def emitted() -> set[Watched]:
    """Name every metric that a function of ours or a service of AWS emits."""
    ours = {(NAMESPACE, name, frozenset({"stage"})) for name in BY_STAGE}
    ours |= {(NAMESPACE, name, frozenset({"stage", "model"})) for name in BY_MODEL}
    return ours | {
        (namespace, name, frozenset({dimension}))
        for namespace, (dimension, names) in OF_AWS.items()
        for name in names
    }


def watched_by_alarm(alarm: Mapping[str, Any]) -> Iterator[Watched]:
    """Name the metrics of an alarm."""
    if "MetricName" in alarm:
        yield _named(alarm)
    for metric in alarm.get("Metrics", []):
        if "MetricStat" in metric:
            yield _named(metric["MetricStat"]["Metric"])
        for name, schema in SELECT.findall(json.dumps(metric.get("Expression", ""))):
            namespace, *dimensions = (part.strip() for part in schema.split(","))
            yield namespace, name, frozenset(dimensions)


def watched_by_widget(widget: Mapping[str, Any]) -> Iterator[Watched]:
    """Name the metrics of a widget of a dashboard, with those that it searches for."""
    for *names, options in widget["properties"]["metrics"]:
        if names:
            namespace, name, *dimensions = names
            yield namespace, name, frozenset(dimensions[::2])
        for schema, name in SEARCH.findall(options.get("expression", "")):
            namespace, *found = (part.strip() for part in schema.split(","))
            yield namespace, name, frozenset(found)


def dashboard_body(values: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Read the dashboard's body with values for its names, which stand for themselves otherwise."""
    (dashboard,) = resources("AWS::CloudWatch::Dashboard").values()
    text = dashboard["DashboardBody"]["Fn::Sub"]
    known = {"PublishLatencyObjective": "120", **(values or {})}
    filled = re.sub(r"\$\{([A-Za-z:.]+)\}", lambda found: known.get(found[1], found[1]), text)
    body: dict[str, Any] = json.loads(filled.replace("${!", "${"))
    return body


def _named(metric: Mapping[str, Any]) -> Watched:
    names = frozenset(dimension["Name"] for dimension in metric["Dimensions"])
    return metric["Namespace"], metric["MetricName"], names
