"""The `summariser` command: what people type, and nothing of what then happens."""

# ruff: noqa: PLC0415  # each command imports what it needs, so that --help need not wait for it

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.errors import WrongUsage
from workbench.operations.cli import operations

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turns job listings into short, true summaries, on this machine and with no account.",
)

app.add_typer(operations)
benchmark = typer.Typer(no_args_is_help=True, help="Measure long listings on the local engine.")
app.add_typer(benchmark, name="benchmark")

if TYPE_CHECKING:
    from workbench.simulator.behaviour import Behaviour

Faults = Annotated[
    list[str] | None,
    typer.Option("--fault", metavar="NAME=P", help="Of the simulator: how probable a fault is."),
]
Seed = Annotated[int, typer.Option(help="Of the simulator: the same seed, the same faults.")]
Latency = Annotated[
    float,
    typer.Option(
        min=0, max=45, metavar="S", help="Of the simulator: seconds a call takes at least."
    ),
]
Flat = Annotated[
    bool,
    typer.Option(
        "--flat/--by-length",
        help="Of the simulator: whether every call takes --latency, however long its texts.",
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for results.")]
WRONG_USAGE = 2  # as typer itself exits
DEFAULT_OUT = Path("out")
LARGEST = 1_000_000  # of what a benchmark may ask for: tokens, or KiB


class Measure(StrEnum):
    """What `evaluate` measures."""

    SECTIONS = "sections"
    SPEED = "speed"
    COVERAGE = "coverage"
    TOKENS = "tokens"
    REUSE = "reuse"


@app.command()
def run(
    listings: Annotated[
        str,
        typer.Argument(
            metavar="LISTINGS",
            help="A .jsonl or .json file, a folder of such files, or - for standard input.",
        ),
    ],
    out: Out = DEFAULT_OUT,
    model: Annotated[
        str, typer.Option(help="The model that writes, or a chain of them: a,b.")
    ] = "embedded",
    profiles: Annotated[
        str, typer.Option(metavar="A,B", help="The profiles to write; all of them by default.")
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")] = False,
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Answer calls of models by the simulator.")
    ] = False,
    processes: Annotated[
        int | None,
        typer.Option(min=1, help="The most Lambda processes of one function; calls wait in them."),
    ] = None,
    fault: Faults = None,
    seed: Seed = 0,
    latency: Latency = 0.2,
    flat: Flat = False,
) -> None:
    """Summarise listings: each one becomes a summary, or a dead letter with its reason."""
    from workbench.running.command import Wishes
    from workbench.running.command import run as run_command

    wishes = Wishes(
        listings=listings,
        out=out,
        models=_names(model),
        profiles=_names(profiles),
        quiet=quiet,
        processes=processes,
        behaviour=_behaviour(fault, seed, latency, flat=flat) if simulate else None,
    )
    raise typer.Exit(run_command(wishes))


@app.command()
def serve(
    listings: Annotated[
        str | None,
        typer.Argument(metavar="[LISTINGS]", help="Listings to begin with, as of `run`."),
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    env_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the export lines here too.")
    ] = None,
    model: Annotated[
        str, typer.Option(help="The model that writes, or a chain of them: a,b.")
    ] = "embedded",
    profiles: Annotated[
        str, typer.Option(metavar="A,B", help="The profiles to write; all of them by default.")
    ] = "",
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Answer calls of models by the simulator.")
    ] = False,
    fault: Faults = None,
    seed: Seed = 0,
    latency: Latency = 0.2,
    flat: Flat = False,
) -> None:
    """Run the whole stack on this machine until Ctrl-C, for commands from another terminal."""
    from workbench.serving import Serving
    from workbench.serving import serve as serve_command

    wishes = Serving(
        listings=listings,
        port=port,
        models=_names(model),
        profiles=_names(profiles),
        env_file=env_file,
        behaviour=_behaviour(fault, seed, latency, flat=flat) if simulate else None,
    )
    serve_command(wishes)


@app.command()
def simulate(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8010,
    log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every call, with its prompt, here.")
    ] = None,
    fault: Faults = None,
    seed: Seed = 0,
    latency: Latency = 0.2,
    flat: Flat = False,
    requests_per_minute: Annotated[int | None, typer.Option(min=1)] = None,
    tokens_per_minute: Annotated[int | None, typer.Option(min=1)] = None,
) -> None:
    """Stand in for Bedrock and SageMaker: real requests, limits and faults, but no model."""
    from workbench.simulator.command import serve

    behaviour = _behaviour(fault, seed, latency, flat=flat)
    quotas = {
        "requests_per_minute": requests_per_minute,
        "tokens_per_minute": tokens_per_minute,
    }
    serve(behaviour.model_copy(update=quotas), port, log)


@app.command()
def soak(
    listings: Annotated[int, typer.Option(min=1, help="How many listings there are.")] = 200,
    seed: Annotated[int, typer.Option(help="The same seed, the same stream and faults.")] = 1,
    faults: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What goes wrong, in place of faults.toml.")
    ] = None,
    model: Annotated[
        str, typer.Option(help="The model that writes, or a chain of them: a,b.")
    ] = "nova-lite,embedded",
) -> None:
    """Let a stream run into faults; exits with 1 where anything was lost or doubled."""
    from workbench.soak.command import Soak
    from workbench.soak.command import soak as soak_command

    raise typer.Exit(soak_command(Soak(listings, seed, faults, _names(model))))


@app.command()
def models(
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", exists=True, help="Check and print this instead.")
    ] = None,
) -> None:
    """Print the models that a chain may name; a wrong models.toml is told with its line."""
    from workbench.models import print_models

    print_models(file)


@app.command()
def show(
    listing_id: Annotated[str, typer.Argument(metavar="LISTING_ID")],
    out: Out = DEFAULT_OUT,
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this profile's summary.")
    ] = None,
) -> None:
    """Print one listing's summary with the lines that each sentence rests on."""
    from workbench.show import show_summary

    show_summary(listing_id, out, profile)


@app.command()
def evaluate(
    measure: Measure,
    path: Annotated[Path, typer.Argument(metavar="PATH", exists=True, help="The data to use.")],
) -> None:
    """Measure section labels, speed or coverage on listings, or token estimates on calls.jsonl."""
    import importlib

    importlib.import_module(f"workbench.evaluation.{measure}").evaluate(path)


@benchmark.command("models")
def benchmark_models(
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Answer calls of models by the simulator.")
    ] = False,
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
    from workbench.benchmark.models import Wishes, measure

    if not simulate:
        raise WrongUsage("Only simulated models are measured here: add --simulate.")
    wishes = Wishes(
        tokens=_numbers(tokens or ["1000,4000,12000"], "--tokens"),
        windows=_numbers(windows or ["2048,4096,8192"], "--windows"),
        behaviour=_behaviour(None, seed, latency, flat=flat),
        processes=processes,
        out=out,
    )
    raise typer.Exit(measure(wishes))


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
        raise WrongUsage("Say how long: --tokens 12000,75000 or --one-line-kb 300.")
    write_listings(out, *lengths, seed=seed)


def _behaviour(faults: list[str] | None, seed: int, latency: float, *, flat: bool) -> "Behaviour":
    from workbench.simulator.behaviour import Behaviour, parse_faults

    behaviour = Behaviour(faults=parse_faults(faults or ()), seed=seed, base_s=latency)
    return behaviour.model_copy(update={"read_rate": None, "write_rate": None} if flat else {})


def _numbers(texts: list[str], option: str) -> list[int]:
    try:
        numbers = [int(name) for text in texts for name in _names(text)]
    except ValueError as error:
        raise WrongUsage(f"{option} takes whole numbers, such as 1000,4000.") from error
    if not all(0 < number <= LARGEST for number in numbers):
        raise WrongUsage(f"{option} takes numbers between 1 and {LARGEST:,}.")
    return numbers


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def main() -> None:
    """Run the command line; wrong usage is told in one line, with exit code 2."""
    try:
        app()
    except WrongUsage as error:
        sys.stderr.write(f"summariser: {error}\n")
        sys.exit(WRONG_USAGE)
