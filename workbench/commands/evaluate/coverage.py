"""`summariser evaluate coverage`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from workbench.commands.evaluate.listings_argument import Listings


def coverage(path: Listings) -> None:
    """Measure whether summaries of the extractive model cover the aspects of their listings."""
    from workbench.evaluation.coverage import evaluate

    evaluate(path)
