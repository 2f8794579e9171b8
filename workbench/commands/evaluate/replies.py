"""`summariser evaluate replies`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from pathlib import Path
from typing import Annotated

import typer


def replies(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="REPLIES",
            exists=True,
            help="Recorded replies, as JSON lines: listing_id, reply.",
        ),
    ],
    listings: Annotated[
        Path, typer.Option(metavar="LISTINGS", exists=True, help="Listings, as for `run`.")
    ],
    false: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            help="False sentences, as JSON lines: listing_id, kind, sentence, lines.",
        ),
    ] = None,
    examples: Annotated[
        int, typer.Option(metavar="N", min=0, help="Number of errors of the rules to print.")
    ] = 0,
    seed: Annotated[int, typer.Option(metavar="N", help="Seed of the verifier's errors.")] = 1,
) -> None:
    """Measure which true sentences of a model are lost, and which false ones are found."""
    from workbench.evaluation.replies.report import evaluate

    evaluate(path, listings, false, examples=examples, seed=seed)
