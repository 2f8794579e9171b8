"""CloudWatch of the local engine counts what functions log, as AWS's does.

moto is changed for it (workbench/local/cloudwatch.py): a test here fails when the change no longer
fits, or is not needed.
"""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.cloudwatch.metric_data_expression_parser import parse_expression

from summariser.adapters.metrics import Metrics
from tests.contract.post_office import finished, start
from workbench.local.cloudwatch import cloudwatch_of, statistic_of
from workbench.local.engine import LocalEngine
from workbench.local.sandboxes import FunctionNotFoundError
from workbench.local.services import services

STAGE = {"Name": "stage", "Value": "dev"}
MODEL = "${PROP('Dim.model')}"
BY_MODEL = '{ListingSummariser,stage,model} MetricName="Calls" stage="dev"'


def _no_function(name: str, _: bytes) -> NoReturn:
    raise FunctionNotFoundError(name)


class CloudWatch:
    """A CloudWatch, the folder that it reads logs from, and a client for each service."""

    def __init__(self, url: str, logs: Path) -> None:
        self.url = url
        self.logs = logs

    def client(self, service: str) -> Any:
        return boto3.client(  # type: ignore[call-overload]
            service, "eu-central-1", endpoint_url=self.url,
            aws_access_key_id="x", aws_secret_access_key="x",  # noqa: S106
        )  # fmt: skip

    def log(self, text: str, function: str = "StoreSummaryFunction") -> None:
        with (self.logs / f"{function}.log").open("a", encoding="utf-8") as log:
            log.write(text)


@pytest.fixture
def cloudwatch(tmp_path: Path) -> Iterator[CloudWatch]:
    with ExitStack() as stack:
        stack.enter_context(cloudwatch_of(tmp_path))
        yield CloudWatch(stack.enter_context(services(_no_function)), tmp_path)


def ask(client: Any, *queries: dict[str, Any]) -> dict[str, list[float]]:
    """Give the values of the last hour by their labels."""
    end = datetime.now(UTC) + timedelta(seconds=1)
    reply = client.get_metric_data(
        MetricDataQueries=queries,
        StartTime=end - timedelta(hours=1),
        EndTime=end,
        ScanBy="TimestampAscending",
    )
    return {it["Label"]: it["Values"] for it in reply["MetricDataResults"]}


def stat(name: str, statistic: str, **options: Any) -> dict[str, Any]:
    metric = {"Namespace": "ListingSummariser", "MetricName": name, "Dimensions": [STAGE]}
    asked = {"Metric": metric, "Period": 3600, "Stat": statistic}
    return {"Id": "m", "Label": name, "MetricStat": asked, **options}


def math(expression: str, **options: Any) -> dict[str, Any]:
    return {"Id": "e", "Label": "e", "Expression": expression, **options}


def should_count_what_functions_log(
    cloudwatch: CloudWatch, capsys: pytest.CaptureFixture[str]
) -> None:
    metrics = Metrics("dev", models=["small"])
    for seconds in (1.0, 2.0, 3.0, 5.0):
        metrics.emit({"SummariesPublished": 1, "PublishLatency": seconds})
    metrics.emit({"Calls": 2}, model="small")
    metrics.emit({"Calls": 3}, model="large")
    Metrics("prod").emit({"SummariesPublished": 1})
    cloudwatch.log(capsys.readouterr().out)
    client = cloudwatch.client("cloudwatch")
    assert sum(ask(client, stat("SummariesPublished", "Sum"))["SummariesPublished"]) == 4
    assert max(ask(client, stat("PublishLatency", "p50"))["PublishLatency"]) >= 2.5
    found = ask(client, math(f"SEARCH('{BY_MODEL}', 'Sum', 3600)", Label=MODEL))
    assert {label: sum(values) for label, values in found.items()} == {"other": 3, "small": 2}
    for_each = ask(
        client,
        stat("SummariesPublished", "Sum", Id="published", ReturnData=False),
        math(f"SUM(SEARCH('{BY_MODEL}', 'Sum', 3600)) / published", Label="calls"),
    )
    assert for_each == {"calls": [1.25]}


def should_read_each_line_once_and_none_that_is_broken(
    cloudwatch: CloudWatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Metrics("dev").emit({"DeadLetters": 1})
    line = capsys.readouterr().out
    client = cloudwatch.client("cloudwatch")
    cloudwatch.log("[INFO] no JSON\n" + line[:40] + "\n" + line + line[:-20])
    counted = [sum(ask(client, stat("DeadLetters", "Sum"))["DeadLetters"]) for _ in range(2)]
    cloudwatch.log(line[-20:])
    counted.append(sum(ask(client, stat("DeadLetters", "Sum"))["DeadLetters"]))
    assert counted == [1, 1, 2]


def should_keep_what_was_put_by_the_api(cloudwatch: CloudWatch) -> None:
    client = cloudwatch.client("cloudwatch")
    client.put_metric_data(
        Namespace="ListingSummariser",
        MetricData=[{"MetricName": "DeadLetters", "Dimensions": [STAGE], "Value": 7}],
    )
    assert ask(client, stat("DeadLetters", "Maximum")) == {"DeadLetters": [7]}


def should_know_the_state_of_each_queue(cloudwatch: CloudWatch) -> None:
    sqs = cloudwatch.client("sqs")
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    for delay in (0, 0, 900):
        sqs.send_message(QueueUrl=url, MessageBody="x", DelaySeconds=delay)
    time.sleep(0.01)

    def of_queue(name: str) -> float:
        dimension = {"Name": "QueueName", "Value": "q"}
        metric = {"Namespace": "AWS/SQS", "MetricName": name, "Dimensions": [dimension]}
        asked = {"Metric": metric, "Period": 60, "Stat": "Maximum"}
        query = {"Id": "q", "Label": "q", "MetricStat": asked}
        return max(ask(cloudwatch.client("cloudwatch"), query)["q"])

    assert of_queue("ApproximateNumberOfMessagesVisible") == 2
    assert of_queue("ApproximateNumberOfMessagesDelayed") == 1
    assert of_queue("ApproximateAgeOfOldestMessage") > 0


def should_know_how_executions_ended(engine: LocalEngine) -> None:
    machine = engine.outputs["DeliverLetterArn"]
    for name, letter in (("counted-1", "postcard"), ("counted-2", "worn")):
        finished(engine, start(engine, name, letter))

    def of_machine(name: str) -> float:
        dimension = {"Name": "StateMachineArn", "Value": machine}
        metric = {"Namespace": "AWS/States", "MetricName": name, "Dimensions": [dimension]}
        query = {
            "Id": "m",
            "Label": "m",
            "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"},
        }
        return sum(ask(engine.client("cloudwatch"), query)["m"])

    ends = [of_machine(f"Executions{end}") for end in ("Succeeded", "Failed", "TimedOut")]
    assert ends == [1, 1, 0]
    assert of_machine("ExecutionsStarted") == 2


def should_answer_a_saved_query_from_the_log(
    cloudwatch: CloudWatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for language in ("de", "de", "en"):
        properties = {"language": language, "code": "form"}
        Metrics("dev").emit({"SentencesDropped": 2}, properties=properties)
    cloudwatch.log(capsys.readouterr().out)
    logs = cloudwatch.client("logs")
    logs.create_log_group(logGroupName="functions")
    query = logs.start_query(
        logGroupName="functions",
        startTime=int(time.time()) - 60,
        endTime=int(time.time()) + 1,
        queryString="filter ispresent(code) | stats sum(SentencesDropped) as lost by language | "
        "sort lost desc",
    )
    reply = logs.get_query_results(queryId=query["queryId"])
    rows = [{it["field"]: it["value"] for it in row} for row in reply["results"]]
    assert rows == [{"language": "de", "lost": "4"}, {"language": "en", "lost": "2"}]


def should_refuse_an_expression_that_is_none(cloudwatch: CloudWatch) -> None:
    with pytest.raises(ClientError, match="ValidationError"):
        ask(cloudwatch.client("cloudwatch"), math("nothing +"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("Sum", 10), ("Average", 2.5), ("Maximum", 4), ("Minimum", 1), ("SampleCount", 4),
     ("p50", 2.5), ("p100", 4), ("p0", 1)],
)  # fmt: skip
def should_compute_cloudwatchs_statistics(name: str, value: float) -> None:
    assert statistic_of(name, [4, 1, 3, 2]) == pytest.approx(value)


def should_still_need_what_moto_does_not_do() -> None:
    known = [{"id": "a", "values": [1.0], "timestamps": [NOON]}]
    assert parse_expression("a + a", known) == ([], [])


NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def should_not_count_the_lines_of_other_kinds(cloudwatch: CloudWatch) -> None:
    cloudwatch.log(json.dumps({"message": "starts", "SummariesPublished": 1}) + "\n")
    found = ask(cloudwatch.client("cloudwatch"), stat("SummariesPublished", "Sum"))
    assert found == {"SummariesPublished": []}
