"""Commands for a stack that runs, on AWS or on `summariser serve`."""

# ruff: noqa: PLC0415  # each command imports what it needs, so that --help need not wait for it

import re
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from summariser.domain.dead_letters import Selection

operations = typer.Typer()
dead_letters = typer.Typer(
    help="List the events that could not be processed, by reason.", invoke_without_command=True
)
operations.add_typer(dead_letters, name="dead-letters")

StackName = Annotated[
    str | None,
    typer.Option(
        "--stack",
        metavar="NAME",
        help="The CloudFormation stack; by default SUMMARISER_STACK's, or listing-summariser-dev.",
    ),
]
Region = Annotated[
    str | None, typer.Option(metavar="REGION", help="Its region; by default your profile's.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def _duration(value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{1,6}[smhd]", value):
        raise typer.BadParameter(f"{value!r} is no age: write 90s, 30m, 2h or 3d.")
    return value


Reasons = Annotated[
    list[str] | None,
    typer.Option("--reason", metavar="ERROR", help="Only these reasons; may be given again."),
]
Listings = Annotated[
    list[str] | None,
    typer.Option("--listing", metavar="ID", help="Only these listings; may be given again."),
]
States = Annotated[
    list[str] | None,
    typer.Option("--state", metavar="STATE", help="Only what failed in these states."),
]
OlderThan = Annotated[
    str | None, typer.Option(metavar="AGE", callback=_duration, help="e.g. 90s, 30m, 2h, 3d.")
]
NewerThan = Annotated[
    str | None, typer.Option(metavar="AGE", callback=_duration, help="e.g. 90s, 30m, 2h, 3d.")
]


@dead_letters.callback()
def list_dead_letters(
    context: typer.Context,
    stack: StackName = None,
    region: Region = None,
    reason: Reasons = None,
    listing: Listings = None,
    state: States = None,
    older_than: OlderThan = None,
    newer_than: NewerThan = None,
    as_json: AsJson = False,
) -> None:
    """List the events that could not be processed, by reason; `show ID` prints one whole."""
    if context.invoked_subcommand:
        context.obj = stack, region  # for whoever writes them before `show`
        return
    from workbench.operations import dead_letters as command
    from workbench.stack import find_stack

    selection = _selection(reason, listing, state, older_than, newer_than)
    command.list_dead_letters(find_stack(stack, region), selection, as_json=as_json)


@dead_letters.command()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="A message_id, or a listing_id.")],
    stack: StackName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Print a dead letter whole: its event, and what is known of its failure."""
    from workbench.operations.dead_letters import show_dead_letter
    from workbench.stack import find_stack

    before = context.obj
    found = find_stack(stack or before[0], region or before[1])
    show_dead_letter(found, name, as_json=as_json)


@operations.command()
def replay(
    stack: StackName = None,
    region: Region = None,
    reason: Reasons = None,
    listing: Listings = None,
    state: States = None,
    older_than: OlderThan = None,
    newer_than: NewerThan = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Replay no more than that.")] = None,
    rate: Annotated[
        float | None, typer.Option(min=0.1, max=1000, help="Replay so many a second.")
    ] = None,
    max_replays: Annotated[
        int, typer.Option(min=0, help="Keep what was replayed that often already.")
    ] = 3,
    force: Annotated[bool, typer.Option("--force", help="Replay it all the same.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count.")] = False,
    redrive: Annotated[
        bool,
        typer.Option(
            "--redrive",
            help="Let timed out and aborted executions go on from the step that failed (AWS only).",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Send dead letters back to the listing queue; each is deleted once its event is there."""
    from summariser.domain.dead_letters import ReplayDeadLettersInput
    from workbench.operations.replay import replay as command
    from workbench.stack import find_stack

    step_input = ReplayDeadLettersInput(
        **dict(_selection(reason, listing, state, older_than, newer_than)),
        limit=limit,
        rate=rate,
        max_replays=max_replays,
        force=force,
        dry_run=dry_run,
    )
    found = find_stack(stack, region)
    raise typer.Exit(command(found, step_input, redrive=redrive, as_json=as_json))


def _selection(
    reason: list[str] | None,
    listing: list[str] | None,
    state: list[str] | None,
    older_than: str | None,
    newer_than: str | None,
) -> "Selection":
    from summariser.domain.dead_letters import Selection

    return Selection(
        reasons=tuple(reason or ()),
        listing_ids=tuple(listing or ()),
        states=tuple(state or ()),
        older_than=older_than,
        newer_than=newer_than,
    )


ListingId = Annotated[str, typer.Argument(metavar="LISTING_ID")]


@operations.command()
def status(stack: StackName = None, region: Region = None, as_json: AsJson = False) -> None:
    """Count the listing versions by where they stand, and what waits on the queues."""
    from workbench.operations.status import print_status
    from workbench.stack import find_stack

    print_status(find_stack(stack, region), as_json=as_json)


@operations.command()
def held(
    listing_id: Annotated[
        str | None, typer.Argument(metavar="[LISTING_ID]", help="Print this one whole.")
    ] = None,
    stack: StackName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """List the summaries that a check keeps from being published, and what blocks them."""
    from workbench.operations.held import list_held, show_held
    from workbench.stack import find_stack

    found = find_stack(stack, region)
    if listing_id is None:
        list_held(found, as_json=as_json)
    else:
        show_held(found, listing_id, as_json=as_json)


@operations.command()
def trace(listing_id: ListingId, stack: StackName = None, region: Region = None) -> None:
    """Tell one listing's story: events, executions, calls of models, cost and findings."""
    from workbench.operations.trace import print_trace
    from workbench.stack import find_stack

    print_trace(find_stack(stack, region), listing_id)


@operations.command()
def audit(
    stack: StackName = None,
    region: Region = None,
    older_than: Annotated[
        str, typer.Option(metavar="AGE", help="What moved later than that is under way.")
    ] = "20m",
) -> None:
    """Compare what came in with what came out; exits with 1 where a listing is unaccounted for."""
    from summariser.domain.dead_letters import timedelta_of
    from workbench.operations.audit import print_audit
    from workbench.stack import find_stack

    patience = timedelta_of(_duration(older_than) or older_than)
    raise typer.Exit(print_audit(find_stack(stack, region), patience=patience))


@operations.command()
def erase(listing_id: ListingId, stack: StackName = None, region: Region = None) -> None:
    """Take a listing down by hand: its summary and every stored version of its text go."""
    from workbench.operations.erase import erase as command
    from workbench.stack import find_stack

    command(find_stack(stack, region), listing_id)
