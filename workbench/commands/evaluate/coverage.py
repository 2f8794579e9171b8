"""`summariser evaluate coverage`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from workbench.commands.evaluate.listings_argument import Listings


def coverage(path: Listings) -> None:
    """Measure which aspects of the listings the summaries of the extractive model cover."""
    from workbench.evaluation.coverage import evaluate

    evaluate(path)
