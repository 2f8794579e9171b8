"""The `benchmark` commands: what people type, and nothing of what then happens."""

# ruff: noqa: PLC0415  # each command imports what it needs, so that --help need not wait for it

from pathlib import Path
from typing import Annotated

import typer

from workbench.errors import UsageError
from workbench.options import (
    DEFAULT_OUT,
    Flat,
    Latency,
    Out,
    Seed,
    Simulate,
    behaviour_of,
    names_of,
)

benchmark = typer.Typer(no_args_is_help=True, help="Measure long listings on the local engine.")
LARGEST = 1_000_000  # of what a benchmark may ask for: tokens, or KiB


@benchmark.command("models")
def benchmark_models(
    simulate: Simulate = False,
    tokens: Annotated[
        list[str] | None, typer.Option(metavar="A,B", help="How long the listings are.")
    ] = None,
    windows: Annotated[
        list[str] | None,
        typer.Option(metavar="A,B", help="Windows, each of a model in models.toml."),
    ] = None,
    latency: Latency = 1.0,
    flat: Flat = True,
    processes: Annotated[
        int | None,
        typer.Option(min=1, help="Lambda processes of one function; by default one a chunk."),
    ] = None,
    seed: Seed = 0,
    out: Out = DEFAULT_OUT / "benchmark",
) -> None:
    """Measure calls, depth, tokens and wall clock of long listings, by the model's window."""
    from workbench.benchmark.models import BenchmarkOptions, measure

    if not simulate:
        raise UsageError("Only simulated models are measured here: add --simulate.")
    options = BenchmarkOptions(
        tokens=_numbers(tokens or ["1000,4000,12000"], "--tokens"),
        windows=_numbers(windows or ["2048,4096,8192"], "--windows"),
        behaviour=behaviour_of(None, seed, latency, flat=flat),
        processes=processes,
        out=out,
    )
    raise typer.Exit(measure(options))


@benchmark.command("listings")
def benchmark_listings(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="A .jsonl file to write.")],
    tokens: Annotated[
        list[str] | None, typer.Option(metavar="A,B", help="Listings of so many tokens.")
    ] = None,
    one_line_kb: Annotated[
        list[str] | None, typer.Option(metavar="A,B", help="Listings of one line of so many KiB.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed, the same listings.")] = 0,
) -> None:
    """Write long listings for `summariser run`."""
    from workbench.benchmark.listings import write_listings

    lengths = _numbers(tokens or [], "--tokens"), _numbers(one_line_kb or [], "--one-line-kb")
    if not any(lengths):
        raise UsageError("Say how long: --tokens 12000,75000 or --one-line-kb 300.")
    write_listings(out, *lengths, seed=seed)


@benchmark.command("cold-start")
def benchmark_cold_start(
    functions: Annotated[
        list[str] | None,
        typer.Option(
            "--function",
            metavar="NAME",
            help="Function to measure; repeat the option for several. Default: all.",
        ),
    ] = None,
    rounds: Annotated[int, typer.Option(metavar="N", min=1, help="Cold starts of each.")] = 5,
) -> None:
    """Measure each function's cold start beside that of a bare handler."""
    from workbench.benchmark.cold_start import benchmark as measure

    measure(functions or [], rounds)


def _numbers(texts: list[str], option: str) -> list[int]:
    try:
        numbers = [int(name) for text in texts for name in names_of(text)]
    except ValueError as error:
        raise UsageError(f"{option} takes whole numbers, such as 1000,4000.") from error
    if not all(0 < number <= LARGEST for number in numbers):
        raise UsageError(f"{option} takes numbers between 1 and {LARGEST:,}.")
    return numbers
