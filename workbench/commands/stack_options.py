"""Options of the commands that operate a stack, on AWS or on `summariser serve`."""

# ruff: noqa: PLC0415  # pydantic models are imported when a command runs, so that --help is fast

import re
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from summariser.domain.dead_letters import Selection

ListingId = Annotated[
    str, typer.Argument(metavar="LISTING_ID", help="Id of the listing, as in its events.")
]
StackName = Annotated[
    str | None,
    typer.Option(
        "--stack",
        metavar="NAME",
        help="CloudFormation stack. Default: $SUMMARISER_STACK or listing-summariser-dev.",
    ),
]
Region = Annotated[
    str | None,
    typer.Option(metavar="REGION", help="AWS region of the stack. Default: your AWS profile's."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]

Announcements = Annotated[
    bool,
    typer.Option("--announcements", help="What could not be announced, in place of events."),
]


def check_age(value: str | None) -> str | None:
    """Return an age unchanged; raises `BadParameter` for another form than 90s, 30m, 2h or 3d."""
    if value is not None and not re.fullmatch(r"\d{1,6}[smhd]", value):
        raise typer.BadParameter(f"{value!r} is not an age: write 90s, 30m, 2h or 3d.")
    return value


Reasons = Annotated[
    list[str] | None,
    typer.Option(
        "--reason", metavar="ERROR", help="Only this reason; repeat the option for several."
    ),
]
Listings = Annotated[
    list[str] | None,
    typer.Option(
        "--listing", metavar="ID", help="Only this listing; repeat the option for several."
    ),
]
States = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help="Only failures in this state; repeat the option for several.",
    ),
]
OlderThan = Annotated[
    str | None,
    typer.Option(
        metavar="AGE", callback=check_age, help="Only older letters, as 90s, 30m, 2h or 3d."
    ),
]
NewerThan = Annotated[
    str | None,
    typer.Option(
        metavar="AGE", callback=check_age, help="Only newer letters, as 90s, 30m, 2h or 3d."
    ),
]


def selection_of(
    reason: list[str] | None,
    listing: list[str] | None,
    state: list[str] | None,
    older_than: str | None,
    newer_than: str | None,
) -> "Selection":
    """Read the filters of dead letters; each one narrows the selection."""
    from summariser.domain.dead_letters import Selection

    return Selection(
        reasons=tuple(reason or ()),
        listing_ids=tuple(listing or ()),
        states=tuple(state or ()),
        older_than=older_than,
        newer_than=newer_than,
    )
