"""`summariser show`."""

# ruff: noqa: PLC0415  # results are read when the command runs, so that --help is fast

from typing import Annotated

import typer

from workbench.commands.run_options import DEFAULT_OUT, Out
from workbench.commands.stack_options import ListingId


def show(
    listing_id: ListingId,
    out: Out = DEFAULT_OUT,
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only the summary of this profile.")
    ] = None,
) -> None:
    """Print the summary of a listing, with the lines that each sentence cites."""
    from workbench.running.show import show_summary

    show_summary(listing_id, out, profile)
