"""The `evaluate` commands: how good and how fast, on data of yours."""

# ruff: noqa: PLC0415  # each command imports what it needs, so that --help need not wait for it

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from workbench.errors import UsageError

evaluate = typer.Typer(
    no_args_is_help=True, help="Measure how good and how fast, on data of yours."
)

Listings = Annotated[
    Path, typer.Argument(metavar="PATH", exists=True, help="A file of listings, as of `run`.")
]

Run = Annotated[Path, typer.Argument(metavar="RUN", help="The folder that `run --out` named.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the report.")]
ProfileNames = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Measure this profile, again for more; else all of them."),
]
Sources = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="The run's listings, which say their source: to group by."),
]
References = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="JSONL of listing_id, profile and text, by people."),
]
Processes = Annotated[int | None, typer.Option(min=1, help="As many as there are cores, else.")]
BertScore = Annotated[
    bool, typer.Option("--bertscore", help="Take BERTScore too, of chat where no profile is named.")
]
BertScoreModel = Annotated[
    Path | None,
    typer.Option(metavar="PATH", exists=True, help="The model for it, in place of MiniLM."),
]
Bleurt = Annotated[
    Path | None,
    typer.Option(metavar="PATH", exists=True, help="Take BLEURT too, with this checkpoint."),
]
Judge = Annotated[
    str | None,
    typer.Option(metavar="MODEL", help="Have a model of models.toml judge sentences; calls cost."),
]
DEFAULT_OUT = Path("out/evaluation")


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


@evaluate.command()
def summaries(
    run: Run,
    out: Out = DEFAULT_OUT,
    profile: ProfileNames = None,
    listings: Sources = None,
    references: References = None,
    processes: Processes = None,
    bertscore: BertScore = False,
    bertscore_model: BertScoreModel = None,
    bleurt: Bleurt = None,
    judge: Judge = None,
) -> None:
    """Measure a run's summaries beside those of baselines: tables, and a page with plots."""
    require_evaluation_set()
    from workbench.evaluation.summaries.asked import OptionalMeasures, judging_model
    from workbench.evaluation.summaries.command import EvaluationOptions, evaluate_run

    judging = judging_model(judge) if judge else None
    measures = OptionalMeasures(bertscore, bertscore_model, bleurt, judging)
    options = EvaluationOptions(
        out, tuple(profile or ()), listings, references, processes, measures
    )
    evaluate_run(run, options)


def require_evaluation_set() -> None:
    """Raise `UsageError` where the packages that summaries are measured with are missing."""
    if find_spec("numpy") is None:
        raise UsageError(
            "numpy is not installed: `make install-evaluation` installs what this needs."
        )
