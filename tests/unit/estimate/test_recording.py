"""The recording is of the states and functions that there are, and counts what is charged for."""

import json
from pathlib import Path

from workbench.estimate.counting import Counting, logged
from workbench.estimate.recording import (
    COMMAND,
    alarm_metrics,
    declared,
    functions_of,
    read_recording,
    states_of,
)
from workbench.local.faults import POLLER
from workbench.local.observing import Request

STALE = f"the recording is stale: run `{COMMAND}`, then `python -m workbench.documentation.cost`"


def request(service: str, operation: str, body: object = b"", caller: str = "Any") -> Request:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Request(caller, service, operation, data)


def should_be_of_the_states_and_functions_that_there_are() -> None:
    recording = read_recording()
    assert recording.states == states_of(), STALE
    assert recording.functions == tuple(functions_of()), STALE
    assert recording.transitions.keys() <= set(recording.states)
    assert recording.invocations.keys() <= set(recording.functions)


def should_be_of_the_alarms_that_there_are() -> None:
    counted = {name: alarm_metrics(it) for name, it in declared().items()}
    assert counted["SpendCeilingAlarm"] == counted["BlockedDraftsAlarm"] == 1
    assert counted["SweepAlarm"] == 2
    assert counted["FirstModelAlarm"] == 3
    assert read_recording().alarms == sum(counted.values()), STALE


def should_have_ended_each_listing_with_a_summary() -> None:
    recording = read_recording()
    assert recording.transitions["StoreSummary"] == 1
    assert "SendDeadLetter" not in recording.transitions


def should_leave_out_what_works_for_no_listing() -> None:
    counting = Counting(["Sweep"])
    for caller in ("Sweep", POLLER):
        counting.requested(request("s3", "GetObject", caller=caller))
    counting.invoked("Sweep", 1.0)
    assert not counting.requests
    assert not counting.invocations


def should_count_requests_by_what_they_are_charged_as() -> None:
    counting = Counting([])
    long = b"x" * 70_000
    for one in (
        request("s3", "PutObject", b"12345"),
        request("s3", "HeadObject"),
        request("s3", "DeleteObjects", b"<Delete/>"),  # costs nothing
        request("sqs", "SendMessage", long),
        request("events", "PutEvents", {"Entries": [{"Detail": "x"}, {"Detail": "x" * 70_000}]}),
        request("dynamodb", "GetItem", {"ConsistentRead": True}),
        request("dynamodb", "Query", {}),
    ):
        counting.requested(one)
    assert counting.units == {
        "s3_writes": 1,
        "s3_bytes": 5,
        "s3_reads": 1,
        "sqs_requests": 2,
        "events": 3,
        "dynamodb_reads": 1.5,
    }


def should_count_a_metric_for_each_value_of_its_dimensions(tmp_path: Path) -> None:
    line = {
        "_aws": {"CloudWatchMetrics": [{"Dimensions": [["model"]], "Metrics": [{"Name": "Calls"}]}]}
    }
    lines = [line | {"model": name} for name in ("small", "large", "small")]
    text = "\n".join(["no metric", *map(json.dumps, lines)])
    (tmp_path / "Any.log").write_text(text, encoding="utf-8")
    size, metrics = logged(tmp_path)
    assert size == len(text)
    assert metrics == {("Calls", "model=small"), ("Calls", "model=large")}
