"""Options of the commands that evaluate the summaries of runs."""

# ruff: noqa: PLC0415  # measures are imported when a command runs, so that --help is fast

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.evaluation.summaries.optional_measures import OptionalMeasures

DEFAULT_OUT = Path("out/evaluation")
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the report.")]
ProfileNames = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME", help="Profile to measure; repeat the option for several. Default: all."
    ),
]
Sources = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="Listings of the run, to group the results by their source."),
]
References = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Summaries written by people: JSONL of listing_id, profile and text."
    ),
]
Processes = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Number of processes. Default: one per core.")
]
BertScore = Annotated[
    bool,
    typer.Option(
        "--bertscore", help="Add BERTScore; only for the profile chat unless --profile is given."
    ),
]
BertScoreModel = Annotated[
    Path | None,
    typer.Option(metavar="PATH", exists=True, help="Model for BERTScore. Default: MiniLM."),
]
Bleurt = Annotated[
    Path | None,
    typer.Option(metavar="PATH", exists=True, help="Add BLEURT, with this checkpoint."),
]
Judge = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL",
        help="Model of models.toml that judges each sentence; its calls cost money.",
    ),
]


def optional_measures(
    *, bertscore: bool, bertscore_model: Path | None, bleurt: Path | None, judge: str | None
) -> "OptionalMeasures":
    """Read which optional measures to take.

    Raises `UsageError` when the evaluation packages are not installed or the judge is unknown.
    """
    if find_spec("numpy") is None:
        raise UsageError("numpy is not installed: run `make install-evaluation`.")
    from workbench.evaluation.summaries.optional_measures import OptionalMeasures, judging_model

    judging = judging_model(judge) if judge else None
    return OptionalMeasures(bertscore, bertscore_model, bleurt, judging)
