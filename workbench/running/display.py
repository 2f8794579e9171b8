"""Display: what people see of a run, live on standard error and as tables on standard output."""

import re
import time
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from workbench.running.accounting import Entry, Ledger
from workbench.running.results import DeadLetterLine, Results, SummaryLine
from workbench.running.run import Tally

ROWS = 30
SHOWN_OF_MANY = 10
PREVIEW = "preview"
SECONDS_BETWEEN_LINES = 5  # where standard error is no terminal
# A listing could otherwise move the cursor, or turn what follows around.
UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+"
)


class Display:
    """A progress bar while a run works; plain lines where nobody watches a terminal."""

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self._console = console
        self._live = not quiet and console.is_terminal
        self._plain = not quiet and not console.is_terminal
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn(
                "{task.completed:.0f}/{task.total:.0f}  received {task.fields[sent]}  "
                "running {task.fields[running]}  [green]published {task.fields[published]}[/]  "
                "[yellow]dead-lettered {task.fields[dead]}[/]  {task.fields[left]}"
            ),
            console=console,
        )
        self._latest = Text()
        self._screen = Live(console=console, refresh_per_second=4, transient=True)
        self._task: TaskID | None = None
        self._started = self._printed = time.monotonic()
        self._shown_first = False

    def __enter__(self) -> Self:
        if self._live:
            self._screen.start()
            self._screen.update(Text("Starting the local engine ..."))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._screen.stop()

    def show(self, tally: Tally) -> None:
        """Show how far the run is."""
        if self._task is None:
            self._started = time.monotonic()
            self._task = self._bar.add_task(
                "Summarising", total=tally.total, sent=0, running=0, published=0, dead=0, left=""
            )
        if self._live:
            self._bar.update(
                self._task,
                completed=tally.accounted,
                sent=tally.sent,
                running=tally.running,
                published=tally.published,
                dead=tally.dead_lettered,
                left=self._left(tally),
            )
            self._screen.update(Group(_headline(tally.latest), self._bar))
        elif self._plain:
            self._say(tally)

    def _say(self, tally: Tally) -> None:
        if tally.latest is not None and not self._shown_first:
            self._shown_first = True
            self._console.print(_headline(tally.latest), soft_wrap=True)
        elif time.monotonic() - self._printed > SECONDS_BETWEEN_LINES:
            self._printed = time.monotonic()
            self._console.print(
                f"{tally.accounted}/{tally.total}: received {tally.sent}, running "
                f"{tally.running}, published {tally.published}, dead-lettered "
                f"{tally.dead_lettered}, {self._left(tally)}",
                soft_wrap=True,
            )

    def _left(self, tally: Tally) -> str:
        elapsed = time.monotonic() - self._started
        if not tally.accounted or elapsed < 1:
            return ""
        return f"{(tally.total - tally.accounted) * elapsed / tally.accounted:.0f} s left"


def print_results(console: Console, results: Results, ledger: Ledger) -> None:
    """Print the summaries, or the first of many, then the dead letters and the counts."""
    console.print(_summaries(list(results.summaries.values())))
    if results.dead_letters:
        console.print(_dead_letters(results.dead_letters))
    counts = ", ".join(f"{number} {fate}" for fate, number in sorted(ledger.counts.items()))
    console.print(f"{len(ledger.entries)} received: {counts or 'none finished'}.", highlight=False)


def print_missing(console: Console, missing: Sequence[Entry]) -> None:
    """Name what ended neither as a summary nor as a dead letter."""
    console.print(f"Not finished: {len(missing)}.", style="bold red", highlight=False)
    for entry in missing[:ROWS]:
        console.print(Text(f"  {printable(entry.submission.name)} ({entry.submission.origin})"))
    if len(missing) > ROWS:
        console.print(f"  and {len(missing) - ROWS} more", highlight=False)


def printable(text: str) -> str:
    """Put a text on one line, without what a terminal would obey."""
    return UNPRINTABLE.sub(" ", text)


def preview_of(line: SummaryLine) -> str:
    """Give the shortest profile that a reader would see first."""
    profile = line.profiles.get(PREVIEW) or next(iter(line.profiles.values()), None)
    return printable(profile.text) if profile else ""


def _headline(line: SummaryLine | None) -> Text:
    if line is None:
        return Text("")
    text = Text.assemble((f"{printable(line.listing_id)}  ", "bold cyan"), preview_of(line))
    text.no_wrap, text.overflow = True, "ellipsis"
    return text


def _rows(lines: Sequence[SummaryLine]) -> Sequence[SummaryLine]:
    return lines if len(lines) <= ROWS else lines[:SHOWN_OF_MANY]


def _summaries(lines: Sequence[SummaryLine]) -> Table:
    shown = _rows(lines)
    rest = f"the first {len(shown)} of {len(lines)}" if len(shown) < len(lines) else None
    table = _table("Listing", "Language", "Status", "Preview", caption=rest)
    for line in shown:
        status = f"{line.status}" if line.version == 1 else f"{line.status} (v{line.version})"
        _add(table, (line.listing_id, line.language or "", status, preview_of(line)))
    return table


def _dead_letters(lines: Sequence[DeadLetterLine]) -> Table:
    shown = lines if len(lines) <= ROWS else lines[:SHOWN_OF_MANY]
    rest = f"the first {len(shown)} of {len(lines)}" if len(shown) < len(lines) else None
    table = _table("Dead letter", "Error", "Reason", caption=rest)
    for line in shown:
        _add(table, (line.listing_id or "(no id)", line.error, line.message))
    return table


def _table(*columns: str, caption: str | None) -> Table:
    table = Table(expand=True, caption=caption, caption_justify="left")
    for column in columns[:-1]:
        table.add_column(column, max_width=24, overflow="ellipsis")
    table.add_column(columns[-1], ratio=1, overflow="fold")
    return table


def _add(table: Table, cells: Iterable[str]) -> None:
    table.add_row(*(Text(printable(cell)) for cell in cells))
