"""The `evaluate` commands: how good and how fast, on data of yours."""

# ruff: noqa: PLC0415  # each command imports what it needs, so that --help need not wait for it

from pathlib import Path
from typing import Annotated

import typer

evaluate = typer.Typer(
    no_args_is_help=True, help="Measure how good and how fast, on data of yours."
)

Listings = Annotated[
    Path, typer.Argument(metavar="PATH", exists=True, help="A file of listings, as of `run`.")
]


@evaluate.command()
def sections(
    path: Annotated[Path, typer.Argument(metavar="PATH", exists=True, help="Gold sections.")],
) -> None:
    """Measure section labels against gold ones."""
    from workbench.evaluation.sections import evaluate

    evaluate(path)


@evaluate.command()
def speed(path: Listings) -> None:
    """Measure listings a second of preparation and the embedded model."""
    from workbench.evaluation.speed import evaluate

    evaluate(path)


@evaluate.command()
def coverage(path: Listings) -> None:
    """Measure whether the embedded model's summaries tell what their listings tell."""
    from workbench.evaluation.coverage import evaluate

    evaluate(path)


@evaluate.command()
def tokens(
    path: Annotated[Path, typer.Argument(metavar="CALLS", exists=True, help="A calls.jsonl.")],
) -> None:
    """Measure token estimates against what a run's calls counted."""
    from workbench.evaluation.tokens import evaluate

    evaluate(path)


@evaluate.command()
def reuse(
    path: Annotated[Path, typer.Argument(metavar="PAIRS", exists=True, help="Pairs of listings.")],
) -> None:
    """Measure which near-duplicates would take over each other's summary."""
    from workbench.evaluation.reuse import evaluate

    evaluate(path)


@evaluate.command()
def checks(
    path: Listings,
    seed: Annotated[int, typer.Option(help="The same seed, the same corruptions.")] = 1,
    examples: Annotated[int, typer.Option(min=0, help="Print so many misses of each kind.")] = 0,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all counts here.")
    ] = None,
) -> None:
    """Measure which spoilt summaries the checks find; exits with 1 where they find too few."""
    from workbench.evaluation.corruption.report import evaluate

    met = evaluate(path, seed=seed, examples=examples, json_file=json_file)
    raise typer.Exit(0 if met else 1)
