"""Printing: the tables that a run prints on standard output at its end."""

import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from workbench.running.accounting import Accounts, Entry
from workbench.running.results import DeadLetterLine, Results, SummaryLine

ROWS = 30
SHOWN_OF_MANY = 10
PREVIEW = "preview"
# Otherwise a listing could move the cursor or reverse the text after it.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def print_results(console: Console, results: Results, accounts: Accounts) -> None:
    """Print the first summaries and dead letters, and the counts of all."""
    if results.summaries:
        console.print(_summaries(list(results.summaries.values())))
    if results.dead_letters:
        console.print(_dead_letters(results.dead_letters))
    counts = ", ".join(f"{number} {fate}" for fate, number in sorted(accounts.counts.items()))
    console.print(
        f"{len(accounts.entries)} received: {counts or 'none finished'}.", highlight=False
    )


def print_missing(console: Console, missing: Sequence[Entry]) -> None:
    """Print the submissions that ended neither as a summary nor as a dead letter."""
    console.print(f"Not finished: {len(missing)}.", style="bold red", highlight=False)
    for entry in missing[:ROWS]:
        console.print(Text(f"  {printable(entry.submission.name)} ({entry.submission.origin})"))
    if len(missing) > ROWS:
        console.print(f"  and {len(missing) - ROWS} more", highlight=False)


def printable(text: str) -> str:
    """Put a text on one line, without control characters."""
    return UNPRINTABLE.sub(" ", text)


def preview_of(line: SummaryLine) -> str:
    """Return the text of the profile preview or, without it, of the first profile."""
    profile = line.profiles.get(PREVIEW) or next(iter(line.profiles.values()), None)
    return printable(profile.text) if profile else ""


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
        named = line.listing_id or next(iter(line.origins), "(no id)")
        _add(table, (named, line.error, line.message))
    return table


def _table(*columns: str, caption: str | None) -> Table:
    table = Table(expand=True, caption=caption, caption_justify="left")
    for column in columns[:-1]:
        table.add_column(column, max_width=24, overflow="ellipsis")
    table.add_column(columns[-1], ratio=1, overflow="fold")
    return table


def _add(table: Table, cells: Iterable[str]) -> None:
    table.add_row(*(Text(printable(cell)) for cell in cells))
