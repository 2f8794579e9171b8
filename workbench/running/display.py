"""Display: the progress of a run on standard error."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.text import Text

from workbench.running.printing import preview_of, printable
from workbench.running.results import SummaryLine
from workbench.running.run import Tally

SECONDS_BETWEEN_LINES = 5  # when standard error is not a terminal


class Display:
    """A progress bar on a terminal, plain lines elsewhere."""

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
        """Show the progress of the run."""
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


def _headline(line: SummaryLine | None) -> Text:
    if line is None:
        return Text("")
    text = Text.assemble((f"{printable(line.listing_id)}  ", "bold cyan"), preview_of(line))
    text.no_wrap, text.overflow = True, "ellipsis"
    return text
