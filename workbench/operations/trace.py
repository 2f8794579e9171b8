"""Trace: the history of one listing, from its events to its stored summary."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from summariser.adapters.ledger_rows import from_dynamodb
from summariser.adapters.stepfunctions import execution_arn
from summariser.domain.ledger import Entry
from summariser.domain.summary import Status
from summariser.steps.dead_letter_reader import DeadLetterReader
from workbench.errors import UsageError
from workbench.operations.ledger import LedgerReader
from workbench.running.printing import printable
from workbench.stack import Stack, aws_errors_explained


@dataclass(frozen=True)
class Visit:
    """How often an execution entered a state, and the total time it spent there."""

    state: str
    times: int
    seconds: float
    told: str = ""
    """What else the state did in the same task, the last time."""


def print_trace(stack: Stack, listing_id: str) -> None:
    """Print all that a stack knows about a listing except its text; raises `UsageError`."""
    with aws_errors_explained():
        rows = LedgerReader(stack).of_listing(listing_id)
        letters = [letter for letter in _dead_letters(stack) if letter.listing_id == listing_id]
        if not rows and not letters:
            raise UsageError(
                f"There is no listing {listing_id!r} in {stack.name}: give the id in its events."
            )
        tree = Tree(Text(printable(listing_id), style="bold"))
        for entry in rows:
            _add_version(tree, entry, stack)
        _add_summary(tree, stack, listing_id)
        for letter in letters:
            _add(
                tree,
                f"dead letter {letter.message_id}: {letter.error} in {letter.state or 'SQS'}, "
                f"version {letter.version}, replayed {letter.replays} times: {letter.cause}",
            )
    console = Console(highlight=False)
    (console if console.is_terminal else Console(highlight=False, width=200)).print(tree)


def _add_version(tree: Tree, entry: Entry, stack: Stack) -> None:
    branch = _add(tree, f"version {entry.version}: {entry.status}", style="bold cyan")
    _add(
        branch,
        f"event {entry.event_type}, occurred {_time(entry.occurred_at)}, received "
        f"{_time(entry.received_at)}, replayed {entry.replays} times",
    )
    if entry.error:
        _add(branch, f"failure: {entry.error} in {entry.state}: {entry.cause}", style="yellow")
    if entry.status is Status.HELD:
        _add(branch, f"a check blocks its summary: {entry.cause}", style="yellow")
    for name in _executions(entry):
        _add_execution(branch, name, stack)
    if entry.announced_at:
        _add(branch, f"AnnounceSummary: announced at {_time(entry.announced_at)}")
    if entry.unannounced:
        since = _time(entry.unannounced.since)
        _add(branch, f"not announced yet: {entry.unannounced.status}, since {since}", "yellow")
    for usage in _usage(stack, entry):
        _add(branch, usage)
    if entry.reused_from is not None:
        _add(branch, f"same content as version {entry.reused_from}: no model was called")
    if entry.summary_uri:
        _add(branch, f"summary by {entry.model} at {entry.summary_uri}")
    if entry.erased_at:
        _add(branch, f"checked again and erased at {_time(entry.erased_at)}")


def _executions(entry: Entry) -> list[str]:
    if not entry.attempts:
        return []
    first = entry.execution_name.removesuffix(f"-{entry.attempts}" if entry.attempts > 1 else "")
    return [first, *(f"{first}-{number}" for number in range(2, entry.attempts + 1))]


def _add_execution(tree: Tree, name: str, stack: Stack) -> None:
    stepfunctions = stack.client("stepfunctions")
    arn = execution_arn(stack.state_machine_arn, name)
    try:
        found = stepfunctions.describe_execution(executionArn=arn)
        pages = stepfunctions.get_paginator("get_execution_history").paginate(executionArn=arn)
        events = [event for page in pages for event in page["events"]]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ExecutionDoesNotExist":
            raise
        _add(tree, f"execution {name}: no longer kept by AWS")
        return
    took = f" in {_seconds(found)}" if found.get("stopDate") else ""
    branch = _add(tree, f"execution {name}: {found['status']}{took}")
    for visit in visits(events):
        times = f" × {visit.times}" if visit.times > 1 else ""
        told = f"; {visit.told}" if visit.told else ""
        _add(branch, f"{visit.state}{times}: {visit.seconds:.2f} s{told}")


def visits(events: list[dict[str, Any]]) -> list[Visit]:
    """Total the states of a history in order; parallel states of a Map are added up."""
    entered: dict[str, list[datetime]] = {}
    sums: dict[str, tuple[int, float]] = {}
    told: dict[str, str] = {}
    for event in events:
        if "stateEnteredEventDetails" in event:
            name = event["stateEnteredEventDetails"]["name"]
            entered.setdefault(name, []).append(event["timestamp"])
            sums.setdefault(name, (0, 0.0))
        elif "stateExitedEventDetails" in event:
            name = event["stateExitedEventDetails"]["name"]
            times, seconds = sums[name]
            took = event["timestamp"] - entered[name].pop(0)
            sums[name] = (times + 1, seconds + took.total_seconds())
            told[name] = _told(name, event["stateExitedEventDetails"].get("output", ""))
    return [
        Visit(name, times, seconds, told.get(name, "")) for name, (times, seconds) in sums.items()
    ]


def _told(state: str, output: str) -> str:
    """Say which plan PrepareListing made, and how WriteSummary's draft was checked."""
    known = json.loads(output or "{}")
    if state == "PrepareListing" and (planned := known.get("planned")):
        model = f"PlanSummary: {planned['model']}, " if planned.get("model") else ""
        return f"{model}next: {planned.get('next_step')}"
    if state == "WriteSummary" and (checked := known.get("checked")):
        cause = f", {checked['cause']}" if checked.get("cause") else ""
        return f"CheckSummary: {checked.get('verdict')}{cause}"
    return ""


def _usage(stack: Stack, entry: Entry) -> Iterator[str]:
    rows = stack.client("dynamodb").query(
        TableName=stack.usage_table,
        KeyConditionExpression="#scope = :scope",
        ExpressionAttributeNames={"#scope": "scope"},
        ExpressionAttributeValues={":scope": {"S": f"listing#{entry.listing_id}#{entry.version}"}},
    )["Items"]
    for row in rows:
        known = {name: from_dynamodb(value) for name, value in row.items()}
        yield (
            f"{known['model']}: {known['calls']} calls, {known['input_tokens']} tokens read, "
            f"{known['output_tokens']} written, {float(known['seconds']):.1f} s, "
            f"${float(known['cost_usd']):.6f}"
        )


def _add_summary(tree: Tree, stack: Stack, listing_id: str) -> None:
    row = (
        stack.client("dynamodb")
        .get_item(
            TableName=stack.summary_table,
            Key={"listing_id": {"S": listing_id}, "record": {"S": "summary"}},
        )
        .get("Item")
    )
    if row is None:
        _add(tree, "no summary is visible yet")
        return
    known = {name: from_dynamodb(value) for name, value in row.items()}
    branch = _add(
        tree, f"visible to readers: version {known['version']}, {known['status']}", "bold green"
    )
    for finding in known.get("findings", []):
        where = finding["profile"] or "all profiles"
        _add(branch, f"{finding['grade']} {finding['code']}, {where}: {finding['message']}")


def _dead_letters(stack: Stack) -> Iterator[Any]:
    with DeadLetterReader(stack.dead_letter_queue()) as reader:
        yield from reader.letters()


def _add(tree: Tree, text: str, style: str = "") -> Tree:
    return tree.add(Text(printable(text), style=style))


def _time(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S}"


def _seconds(found: dict[str, Any]) -> str:
    return f"{(found['stopDate'] - found['startDate']).total_seconds():.1f} s"
