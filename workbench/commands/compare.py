"""`summariser compare`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands import report_options as options


def compare(
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN...", help="Folders written by `run --out`.")
    ],
    out: options.Out = options.DEFAULT_OUT,
    profile: options.ProfileNames = None,
    listings: options.Sources = None,
    references: options.References = None,
    processes: options.Processes = None,
    bertscore: options.BertScore = False,
    bertscore_model: options.BertScoreModel = None,
    bleurt: options.Bleurt = None,
    judge: options.Judge = None,
) -> None:
    """Compare runs, and baselines, on the listing versions that all runs share."""
    measures = options.optional_measures(
        bertscore=bertscore, bertscore_model=bertscore_model, bleurt=bleurt, judge=judge
    )
    from workbench.evaluation.summaries.pipeline import EvaluationOptions, compare_runs

    names = tuple(profile or ())
    compare_runs(runs, EvaluationOptions(out, names, listings, references, processes, measures))
