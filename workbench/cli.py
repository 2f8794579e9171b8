"""The `summariser` command: what people type, and nothing of what then happens."""

# ruff: noqa: PLC0415  # each command imports what it needs, so that --help need not wait for it

import sys
from pathlib import Path
from typing import Annotated

import typer

from workbench.benchmark.cli import benchmark
from workbench.errors import UsageError
from workbench.evaluation import cli as evaluation
from workbench.operations.cli import operations
from workbench.options import (
    DEFAULT_OUT,
    Faults,
    Flat,
    Latency,
    ModelChain,
    Out,
    Profiles,
    Seed,
    Simulate,
    behaviour_of,
    names_of,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turns job listings into short, true summaries, on this machine and with no account.",
)

app.add_typer(operations)
app.add_typer(benchmark, name="benchmark")
app.add_typer(evaluation.evaluate, name="evaluate")

WRONG_USAGE = 2  # as typer itself exits


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
    model: ModelChain = "embedded",
    profiles: Profiles = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")] = False,
    simulate: Simulate = False,
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
    from workbench.running.command import RunOptions
    from workbench.running.command import run as run_command

    options = RunOptions(
        listings=listings,
        out=out,
        models=names_of(model),
        profiles=names_of(profiles),
        quiet=quiet,
        processes=processes,
        behaviour=behaviour_of(fault, seed, latency, flat=flat) if simulate else None,
    )
    raise typer.Exit(run_command(options))


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
    model: ModelChain = "embedded",
    profiles: Profiles = "",
    simulate: Simulate = False,
    fault: Faults = None,
    seed: Seed = 0,
    latency: Latency = 0.2,
    flat: Flat = False,
) -> None:
    """Run the whole stack on this machine until Ctrl-C, for commands from another terminal."""
    from workbench.serving import ServeOptions
    from workbench.serving import serve as serve_command

    options = ServeOptions(
        listings=listings,
        port=port,
        models=names_of(model),
        profiles=names_of(profiles),
        env_file=env_file,
        behaviour=behaviour_of(fault, seed, latency, flat=flat) if simulate else None,
    )
    serve_command(options)


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

    behaviour = behaviour_of(fault, seed, latency, flat=flat)
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
    model: ModelChain = "nova-lite,embedded",
) -> None:
    """Let a stream run into faults; exits with 1 where anything was lost or doubled."""
    from workbench.soak.command import SoakOptions
    from workbench.soak.command import soak as soak_command

    raise typer.Exit(soak_command(SoakOptions(listings, seed, faults, names_of(model))))


@app.command()
def compare(
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN...", help="Folders that `run --out` named.")
    ],
    out: evaluation.Out = evaluation.DEFAULT_OUT,
    profile: evaluation.ProfileNames = None,
    listings: evaluation.Sources = None,
    references: evaluation.References = None,
    processes: evaluation.Processes = None,
    bertscore: evaluation.BertScore = False,
    bertscore_model: evaluation.BertScoreModel = None,
    bleurt: evaluation.Bleurt = None,
    judge: evaluation.Judge = None,
) -> None:
    """Compare runs over the listing versions that all of them have, beside baselines."""
    evaluation.require_evaluation_set()
    from workbench.evaluation.summaries.asked import OptionalMeasures, judging_model
    from workbench.evaluation.summaries.command import EvaluationOptions, compare_runs

    judging = judging_model(judge) if judge else None
    measures = OptionalMeasures(bertscore, bertscore_model, bleurt, judging)
    options = EvaluationOptions(
        out, tuple(profile or ()), listings, references, processes, measures
    )
    compare_runs(runs, options)


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


def main() -> None:
    """Run the command line; wrong usage is told in one line, with exit code 2."""
    try:
        app()
    except UsageError as error:
        sys.stderr.write(f"summariser: {error}\n")
        sys.exit(WRONG_USAGE)
