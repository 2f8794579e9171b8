"""Replay: dead letters go back to the listing queue, with a report of what was done."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from summariser.adapters.ledger import DynamoDBLedger
from summariser.adapters.sqs import ListingQueue
from summariser.domain.dead_letters import (
    DeadLetter,
    End,
    Fate,
    ReplayDeadLettersInput,
    ReplayDeadLettersOutput,
)
from summariser.ports import Replays
from summariser.steps.replay_dead_letters import replay_dead_letters
from workbench.errors import UsageError
from workbench.operations.reannouncing import Reannouncements
from workbench.operations.redriving import Redrives
from workbench.running.interruption import interruptible
from workbench.stack import Stack, aws_errors_explained

DONE, NOT_DONE = 0, 1


def replay(
    stack: Stack,
    step_input: ReplayDeadLettersInput,
    *,
    redrive: bool,
    announcements: bool = False,
    as_json: bool,
) -> int:
    """Replay dead letters of a stack; returns the exit code. Raises `UsageError`."""
    queue = stack.dead_letter_queue(announcements=announcements)
    replays = _replays(stack, redrive=redrive, announcements=announcements)
    console = Console(stderr=True)
    with aws_errors_explained(), interruptible() as stop:
        total = queue.count()
        console.print(f"About {total} dead letters in {stack.name}.", highlight=False)
        with _progress(console) as progress:
            task = progress.add_task("Looking" if step_input.dry_run else "Replaying", total=total)

            def report(_letter: DeadLetter, fate: Fate) -> None:
                progress.advance(task)
                counts[fate] += 1
                progress.update(task, replayed=counts[Fate.REPLAYED])

            counts = dict.fromkeys(Fate, 0)
            done = replay_dead_letters(
                step_input,
                dead_letters=queue,
                replays=replays,
                may_go_on=lambda: not stop.asked,
                report=report,
            )
    output = Console()
    if as_json:
        output.out(done.model_dump_json())
    else:
        output.print(_table(done, step_input, redrive=redrive))
    return NOT_DONE if done.refused or done.ended is End.STOPPED else DONE


def _replays(stack: Stack, *, redrive: bool, announcements: bool) -> Replays:
    if announcements:
        if redrive:
            raise UsageError("--announcements has no executions to --redrive: leave one out.")
        return Reannouncements(
            DynamoDBLedger(stack.output("LedgerTableName"), stack.client("dynamodb"))
        )
    if not redrive:
        return ListingQueue(stack.listing_queue_url, stack.client("sqs"))
    if stack.is_local:
        raise UsageError(
            "--redrive is not available on this machine, whose Step Functions cannot redrive an "
            "execution. Without it, the event starts its next attempt."
        )
    return Redrives(stack.client("stepfunctions"))


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("[green]replayed {task.fields[replayed]}[/]"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _table(
    done: ReplayDeadLettersOutput, step_input: ReplayDeadLettersInput, *, redrive: bool
) -> Table:
    refused = (
        "Kept: cannot be redriven; replay without --redrive"
        if redrive
        else "Kept: too long for the listing queue"
    )
    ends = {End.ALL_SEEN: "every letter was read", End.LIMIT: "--limit was reached"}
    ended = ends.get(done.ended, "stopped early; run the command again for the rest")
    table = Table(caption=f"Ended: {ended}.", caption_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("Would be replayed" if done.dry_run else "Replayed", str(done.replayed))
    for text, number in (
        ("Kept: not selected by the filters", done.not_selected),
        (
            f"Kept: replayed {step_input.max_replays} times or more; --force replays them",
            done.too_many_replays,
        ),
        ("Deleted: duplicate of a replayed event", done.repeated),
        ("Kept: arrived after the replay began", done.newer),
        (refused, done.refused),
    ):
        if number:
            table.add_row(text, str(number))
    table.add_row("Left on the queue (approximately)", str(done.left))
    return table
