"""Dead letters: the events on the dead-letter queue of a stack, and why they failed."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from summariser.adapters.sqs import SQSDeadLetterQueue
from summariser.domain.dead_letters import DeadLetter, Selection
from summariser.domain.message import dump_json
from summariser.steps.dead_letter_reader import HIDDEN_S, DeadLetterReader
from workbench.errors import UsageError
from workbench.running.printing import printable
from workbench.stack import Stack, aws_errors_explained

EXAMPLES = 3


def list_dead_letters(
    stack: Stack, selection: Selection, *, announcements: bool = False, as_json: bool
) -> None:
    """Print the selected letters by reason, or each as a line of JSON without its event."""
    queue = stack.dead_letter_queue(announcements=announcements)
    with aws_errors_explained():
        now = queue.now()
        letters = [
            letter.model_copy(update={"body": ""})  # up to 1 MiB each
            for letter in _read(queue)
            if selection.selects(letter, now)
        ]
        unseen = queue.count() - len(letters) if selection == Selection() else 0
    console = Console()
    if as_json:
        for letter in sorted(letters, key=lambda letter: letter.sent_at):
            console.out(dump_json(letter.model_dump(mode="json", exclude={"body"})))
        return
    if letters:
        (console if console.is_terminal else Console(width=140)).print(_by_reason(letters, now))
    noun = "dead letter" if len(letters) == 1 else "dead letters"
    console.print(f"{len(letters)} {noun} in {stack.name}.", highlight=False)
    if unseen > 0:
        console.print(
            f"About {unseen} more are being read by another reader: try again in {HIDDEN_S} s.",
            highlight=False,
        )


def show_dead_letter(stack: Stack, name: str, *, as_json: bool) -> None:
    """Print the letter with a message id, or those of a listing, in full; raises `UsageError`."""
    queue = stack.dead_letter_queue()
    with aws_errors_explained():
        found = [
            letter for letter in _read(queue) if name in (letter.message_id, letter.listing_id)
        ]
    if not found:
        raise UsageError(
            f"There is no dead letter {name!r} in {stack.name}: `summariser dead-letters --json` "
            "lists each message_id and listing_id. A letter that another reader holds returns "
            f"after {HIDDEN_S} s."
        )
    console = Console(highlight=False)
    for letter in found:
        if as_json:
            console.out(dump_json(letter.model_dump(mode="json")))
        else:
            _print_whole(console, letter)


def _read(queue: SQSDeadLetterQueue) -> Iterator[DeadLetter]:
    with (
        Console(stderr=True).status("Reading the dead letters ...") as status,
        DeadLetterReader(queue) as reader,
    ):
        for number, letter in enumerate(reader.letters(), start=1):
            status.update(f"Reading the dead letters ... {number}")
            yield letter


def _by_reason(letters: Sequence[DeadLetter], now: datetime) -> Table:
    table = Table()
    for heading in ("Reason", "State", "Letters", "Oldest", "Newest", "Listings"):
        table.add_column(heading, justify="right" if heading == "Letters" else "left")
    groups: dict[tuple[str, str], list[DeadLetter]] = {}
    for letter in letters:
        groups.setdefault((letter.error, letter.state or ""), []).append(letter)
    for (error, state), group in sorted(groups.items(), key=lambda group: -len(group[1])):
        names = list(dict.fromkeys(letter.listing_id or "(no id)" for letter in group))
        more = ", …" if len(names) > EXAMPLES else ""
        cells = (
            error,
            state,
            str(len(group)),
            age(now - min(letter.sent_at for letter in group)),
            age(now - max(letter.sent_at for letter in group)),
            ", ".join(names[:EXAMPLES]) + more,
        )
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def age(passed: timedelta) -> str:
    """Format an age in its largest unit, as the filters read it."""
    seconds = max(0, int(passed.total_seconds()))
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= length:
            return f"{seconds // length}{unit}"
    return f"{seconds}s"


def _print_whole(console: Console, letter: DeadLetter) -> None:
    for name, value in letter.model_dump(mode="json", exclude={"body"}).items():
        if value is not None:
            fact = Text.assemble((f"{name}: ", "bold"), printable(str(value)))
            console.print(fact, soft_wrap=True)
    for line in _pretty(letter.body).splitlines():
        console.print(Text("  " + printable(line)), soft_wrap=True)


def _pretty(body: str) -> str:
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body
