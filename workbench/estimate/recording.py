"""Recording: what one listing needs of AWS, counted on the local engine.

`summariser estimate --record` makes it again and writes recording.json, which every estimate reads.
Each listing of events/listings.jsonl is sent alone and a simulated model answers, so that batches
share nothing: a busy queue needs somewhat less.
"""

import json
import math
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from summariser.domain.errors import ListingHasNoText
from summariser.domain.event import ListingEvent
from summariser.domain.message import parse_event
from summariser.llm.models import load_models
from summariser.preparation.prepare import prepare_document
from summariser.records.record import Record
from summariser.records.submission import Submission, submit
from workbench.estimate.counting import Counting, logged
from workbench.local.engine import LocalEngine
from workbench.local.yaml_files import read_yaml
from workbench.paths import EXAMPLE_LISTINGS, TEMPLATE
from workbench.running.sending import Sender
from workbench.running.simulation import CALLS, simulated
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.log import read_calls

PATH = Path(__file__).with_name("recording.json")
COMMAND = "summariser estimate --record"
MODEL = "nova-lite"
AT_ONCE = Behaviour(base_s=0.0, read_rate=None, write_rate=None)  # waiting is counted apart
POLL_S = 0.05
# A message is sent, received and deleted: https://aws.amazon.com/sqs/pricing/
REQUESTS_OF_A_MESSAGE = 3
# Of the lines platform.start and platform.report:
# https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
PLATFORM_BYTES = 500
MB_IN_A_GB = 1024


class Recording(BaseModel):
    """What a listing needs, on average over some; what it cost in time is that of one machine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    recorded: date
    command: str
    model: str
    listings: int
    states: tuple[str, ...]  # all of the definition, in its order
    functions: tuple[str, ...]  # all of the template
    transitions: Mapping[str, float]  # by state
    invocations: Mapping[str, float]  # by function
    gb_seconds: Mapping[str, float]  # by function, warm, without waiting for a model
    calling_gb: float  # of memory, while a function waits for a model
    calls: float  # of models
    input_tokens: float
    output_tokens: float
    prefix_tokens: float  # of a call, which a cache could hold: its instructions
    requests: Mapping[str, float]  # by service and operation, of functions
    dynamodb_writes: float
    dynamodb_reads: float
    s3_writes: float
    s3_reads: float
    s3_bytes: float
    sqs_requests: float
    events: float
    log_bytes: float
    metrics: int  # of one model and the languages of the listings, a month
    alarms: int


def read_recording(path: Path = PATH) -> Recording:
    """Read a recording."""
    return Recording.model_validate_json(path.read_text(encoding="utf-8"))


def record_again(path: Path = PATH) -> None:
    """Record, and write what was recorded in the place of the last recording."""
    written = json.dumps(record().model_dump(mode="json"), indent=2)
    path.write_text(f"{written}\n", encoding="utf-8")


def states_of(template: Path = TEMPLATE) -> tuple[str, ...]:
    """Name the states of a listing's definition, those in a Map behind the Map."""
    definition = template.parent / "statemachine" / "summarise_listing.asl.yaml"
    found: list[str] = []
    for name, state in read_yaml(definition)["States"].items():
        found += [name, *state.get("ItemProcessor", {}).get("States", {})]
    return tuple(found)


def declared(template: Path = TEMPLATE) -> dict[str, Any]:
    """Read the resources of the template, but for those of vectors, which are estimated apart."""
    resources = read_yaml(template)["Resources"].items()
    return {name: it for name, it in resources if it.get("Condition") != "Embeds"}


def functions_of(template: Path = TEMPLATE) -> dict[str, bool]:
    """Name the functions of the template, and say of each whether a schedule starts it."""
    return {
        name: any(it["Type"] == "Schedule" for it in _properties(resource, "Events").values())
        for name, resource in declared(template).items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


def record(listings: Path = EXAMPLE_LISTINGS, *, most: int | None = None) -> Recording:
    """Summarise listings on the local engine, one after the other, and count what they need.

    One without a text is left out, as it is no listing to summarise; `most` takes only so many.
    """
    texts = listings.read_text(encoding="utf-8").splitlines()
    contents = [it for it in map(json.loads, texts) if _has_text(it)][:most]
    counting = Counting([name for name, scheduled in functions_of().items() if scheduled])
    with (
        tempfile.TemporaryDirectory(prefix="recording-") as folder,
        simulated(load_models().chain([MODEL]), AT_ONCE, Path(folder)) as simulation,
        LocalEngine(
            TEMPLATE,
            parameters={"ModelChain": MODEL} | simulation.parameters,
            environment=simulation.environment,
            sandboxes=1,
            logs=Path(folder) / "logs",
            observer=counting,
        ) as engine,
    ):
        session = _Session(engine, counting, Path(folder))
        session.summarise(contents[0] | {"listing_id": "warm"})
        session.begin()
        for content in contents:
            session.summarise(content)
        return session.recording(len(contents))


class _Session:
    """A running engine, and what it had counted when the recording began."""

    def __init__(self, engine: LocalEngine, counting: Counting, folder: Path) -> None:
        self._engine = engine
        self._counting = counting
        self._folder = folder
        self._transitions: Counter[str] = Counter()
        self._calls = self._logged = 0
        dynamodb = engine.client("dynamodb")
        names = dynamodb.list_tables()["TableNames"]
        self._tables = {it: dynamodb.describe_table(TableName=it)["Table"] for it in names}
        counting.watch(self._tables)
        self._sender = Sender(
            engine.client("sqs"),
            engine.client("s3"),
            queue_url=engine.outputs["ListingQueueUrl"],
            bucket=engine.outputs["ListingBucketName"],
        )

    def begin(self) -> None:
        """Count from now on."""
        self._counting.clear()
        self._transitions.clear()
        self._calls = len(read_calls(self._folder / CALLS))
        self._logged, _ = logged(self._folder / "logs")

    def summarise(self, content: dict[str, Any]) -> None:
        """Send a listing, wait until nothing moves, and count the states that it went through."""
        submission, event = _submitted(content)
        self._sender.send([self._sender.pack(0, submission)])
        while not self._engine.idle():
            time.sleep(POLL_S)
        states = self._engine.client("stepfunctions")
        machine = self._engine.outputs["StateMachineArn"]
        name = f"{event.listing_id}-v"
        for page in states.get_paginator("list_executions").paginate(stateMachineArn=machine):
            for execution in page["executions"]:
                if execution["name"].startswith(name):
                    self._transitions.update(_entered(states, execution["executionArn"]))

    def recording(self, listings: int) -> Recording:
        """Divide what was counted by the listings."""
        counting, units = self._counting, self._counting.units
        memory = self._memory()
        calls = read_calls(self._folder / CALLS)[self._calls :]
        size, metrics = logged(self._folder / "logs")
        size += PLATFORM_BYTES * sum(counting.invocations.values()) - self._logged
        template = declared().values()
        seconds = {name: counting.seconds[name] * memory[name] for name in counting.seconds}

        def each(count: float) -> float:
            return round(count / listings, 4)

        def of(counts: Mapping[str, float]) -> dict[str, float]:
            return {name: each(counts[name]) for name in sorted(counts)}

        return Recording(
            recorded=datetime.now(UTC).date(),
            command=COMMAND,
            model=MODEL,
            listings=listings,
            states=states_of(),
            functions=tuple(functions_of()),
            transitions=of(self._transitions),
            invocations=of(counting.invocations),
            gb_seconds=of(seconds),
            calling_gb=max(memory[name] for name in counting.seconds),
            calls=each(len(calls)),
            input_tokens=each(sum(call.input_tokens for call in calls)),
            output_tokens=each(sum(call.output_tokens for call in calls)),
            prefix_tokens=round(sum(call.instruction_tokens for call in calls) / len(calls), 1),
            requests=of(counting.requests),
            dynamodb_writes=each(self._writes()),
            dynamodb_reads=each(units["dynamodb_reads"]),
            s3_writes=each(units["s3_writes"]),
            s3_reads=each(units["s3_reads"]),
            s3_bytes=each(units["s3_bytes"]),
            sqs_requests=each(units["sqs_requests"]) + REQUESTS_OF_A_MESSAGE,
            events=each(units["events"]),
            log_bytes=each(size),
            metrics=len(metrics),
            alarms=sum(map(alarm_metrics, template)),
        )

    def _memory(self) -> dict[str, float]:
        """Read the memory of each function, in GB."""
        lambda_ = self._engine.client("lambda")
        configured = [
            it for page in lambda_.get_paginator("list_functions").paginate()
            for it in page["Functions"]
        ]  # fmt: skip
        return {
            name: next(it["MemorySize"] for it in configured if name in it["FunctionName"])
            / MB_IN_A_GB
            for name in self._engine.functions
        }

    def _writes(self) -> float:
        """Count units of writes: a row of more than 1 KB takes one for each that it begins."""
        dynamodb = self._engine.client("dynamodb")
        units = 0
        for table, writes in self._counting.writes.items():
            rows = dynamodb.scan(TableName=table)["Items"]
            units += writes * math.ceil(max(map(_size, rows), default=1) / 1024)
        return units


def _submitted(content: dict[str, Any]) -> tuple[Submission, ListingEvent]:
    listing = Record(EXAMPLE_LISTINGS.name, json.dumps(content), content)
    submission = submit(listing, datetime.now(UTC))
    return submission, parse_event(submission.body)


def _has_text(content: dict[str, Any]) -> bool:
    _, event = _submitted(content)
    if event.listing is None:
        return False
    try:
        prepare_document(event.listing, listing_id=event.listing_id, version=event.version)
    except ListingHasNoText:
        return False
    return True


def _entered(states: Any, arn: str) -> Counter[str]:
    pages = states.get_paginator("get_execution_history").paginate(executionArn=arn)
    events = (event for page in pages for event in page["events"])
    names = (event.get("stateEnteredEventDetails", {}).get("name") for event in events)
    return Counter(name for name in names if name is not None)


def _size(row: Mapping[str, Mapping[str, Any]]) -> int:
    """Measure a row about as DynamoDB does: names and values, without their types."""
    values = (str(*value.values()) for value in row.values())
    return sum(len(name.encode()) for name in row) + sum(len(value.encode()) for value in values)


def _properties(resource: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = resource["Properties"].get(name, {})
    return found


def alarm_metrics(resource: Mapping[str, Any]) -> int:
    """Count what CloudWatch bills of a resource as alarms: each metric, and a band as two.

    https://aws.amazon.com/cloudwatch/pricing/
    """
    if resource["Type"] != "AWS::CloudWatch::Alarm":
        return 0
    metrics = resource["Properties"].get("Metrics", [])
    bands = sum("ANOMALY_DETECTION_BAND" in str(it.get("Expression")) for it in metrics)
    return max(1, sum("MetricStat" in it for it in metrics) + 2 * bands)
