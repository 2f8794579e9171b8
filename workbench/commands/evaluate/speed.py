"""`summariser evaluate speed`."""

# ruff: noqa: PLC0415  # measures are imported when the command runs, so that --help is fast

from workbench.commands.evaluate.listings_argument import Listings


def speed(path: Listings) -> None:
    """Measure how many listings a second are prepared and summarised by the extractive model."""
    from workbench.evaluation.speed import evaluate

    evaluate(path)
