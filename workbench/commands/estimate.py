"""`summariser estimate`."""

# ruff: noqa: PLC0415  # the engine is imported when the command runs, so that --help is fast

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.commands.stack_options import AsJson
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.estimate.hosting import Throughput

PAIR = 2  # tokens in, tokens out


def estimate(
    listings_a_day: Annotated[
        float, typer.Option(metavar="N", min=0.001, help="Listings to summarise a day.")
    ] = 1000,
    tokens: Annotated[
        str | None,
        typer.Option(
            metavar="IN,OUT",
            help="Tokens that a listing's calls read and write together. Default: as recorded.",
        ),
    ] = None,
    region: Annotated[
        str, typer.Option(metavar="REGION", help="AWS region whose prices count.")
    ] = "us-east-1",
    from_usage: Annotated[
        str | None,
        typer.Option(
            metavar="STACK",
            help="Take listings, tokens and seconds from the last week of this stack.",
        ),
    ] = None,
    throughput: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=IN,OUT",
            help="Tokens a second that an instance reads and writes, as you measured it; repeat "
            "the option for several.",
        ),
    ] = None,
    units: Annotated[
        int, typer.Option(metavar="N", min=1, help="Units of Custom Model Import for a model.")
    ] = 2,
    as_json: AsJson = False,
    record: Annotated[
        bool,
        typer.Option(
            "--record",
            help="Count again what a listing needs, on the local engine, for later estimates.",
        ),
    ] = False,
) -> None:
    """Estimate what a month costs by model, with everything around it, and when hosting pays."""
    from dataclasses import replace
    from datetime import UTC, datetime

    from workbench.estimate.estimating import estimate as estimated
    from workbench.estimate.estimating import recorded_workload
    from workbench.estimate.recording import read_recording
    from workbench.estimate.tables import as_json as json_of
    from workbench.estimate.tables import print_estimate

    if record:
        from workbench.estimate.recording import PATH, record_again

        record_again()
        typer.echo(f"{PATH} is written again: now run python -m workbench.documentation.cost.")
        return
    recording = read_recording()
    workload = recorded_workload(recording, listings_a_day)
    if from_usage is not None:
        from workbench.estimate.usage import workload_of
        from workbench.stack import find_stack

        stack = find_stack(from_usage, region)
        workload = workload_of(stack, prefix_tokens=recording.prefix_tokens, now=datetime.now(UTC))
    if tokens is not None:
        read, written = _pair(tokens, "--tokens")
        workload = replace(workload, input_tokens=read, output_tokens=written)
    found = estimated(workload, region, measured=_measured(throughput or []), units=units)
    if as_json:
        typer.echo(json_of(found))
    else:
        print_estimate(found)


def _measured(options: list[str]) -> "dict[str, Throughput]":
    from workbench.estimate.hosting import Throughput

    pairs = (option.partition("=") for option in options)
    return {name: Throughput(*_pair(value, "--throughput NAME")) for name, _, value in pairs}


def _pair(text: str, option: str) -> tuple[float, float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != PAIR or not all(number > 0 for number in numbers):
        raise UsageError(f"{option} takes two numbers above 0, as in 1500,160; not {text!r}.")
    return numbers[0], numbers[1]
