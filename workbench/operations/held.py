"""Held summaries: those that a check keeps from being published."""

from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from summariser.domain.ledger import Entry, is_obsolete
from summariser.domain.message import dump_json
from summariser.domain.summary import Status
from workbench.errors import UsageError
from workbench.operations.dead_letters import age
from workbench.operations.ledger import LedgerReader
from workbench.running.printing import printable
from workbench.running.results import SummaryLine
from workbench.running.show import print_summary
from workbench.running.stored import StoredSummaries
from workbench.stack import Stack, aws_errors_explained

WAY_OUT = (
    "To replace it, publish a new version of the listing; if the cause is in this software, deploy "
    "the fix first."
)


def list_held(stack: Stack, *, as_json: bool) -> None:
    """Print the held summaries, newest first, except those that a newer version has replaced."""
    with aws_errors_explained():
        entries = [entry for entry in _held(stack) if not _is_replaced(entry, stack)]
    console = Console()
    if as_json:
        fields = {"listing_id", "version", "moved_at", "model", "cause", "summary_uri"}
        for entry in entries:
            console.out(dump_json(entry.model_dump(mode="json", include=fields)))
        return
    if entries:
        (console if console.is_terminal else Console(width=140)).print(_table(entries))
    noun = "summary is" if len(entries) == 1 else "summaries are"
    console.print(f"{len(entries)} {noun} held in {stack.name}.", highlight=False)


def show_held(stack: Stack, listing_id: str, *, as_json: bool) -> None:
    """Print the held summary of a listing with its findings; raises `UsageError`."""
    with aws_errors_explained():
        found = [
            entry
            for entry in LedgerReader(stack).of_listing(listing_id)
            if entry.status is Status.HELD
        ]
        uris = [entry.summary_uri for entry in found[-1:] if entry.summary_uri]
        stored = StoredSummaries(stack.client("s3")).read(uris)
    held = next(iter(stored), None)
    if held is None:
        raise UsageError(
            f"No summary of {listing_id!r} is held in {stack.name}: `summariser held` lists the "
            "held summaries."
        )
    summary, document = held
    console = Console(highlight=False)
    if as_json:
        console.out(dump_json(summary.model_dump(mode="json")))
        return
    print_summary(console, SummaryLine.of(summary), document, None)
    console.print(WAY_OUT, style="dim")


def _held(stack: Stack) -> list[Entry]:
    entries = LedgerReader(stack).with_status(Status.HELD)
    return sorted(entries, key=lambda entry: entry.moved_at, reverse=True)


def _is_replaced(entry: Entry, stack: Stack) -> bool:
    rows = LedgerReader(stack).of_listing(entry.listing_id)
    return is_obsolete(entry.version, entry.event_uri, rows)


def _table(entries: list[Entry]) -> Table:
    table = Table()
    for heading in ("Listing", "Version", "Since", "Model", "What blocks it"):
        table.add_column(heading, justify="right" if heading == "Version" else "left")
    now = datetime.now(UTC)
    for entry in entries:
        cells = (
            entry.listing_id,
            str(entry.version),
            age(now - entry.moved_at),
            entry.model or "",
            entry.cause or "",
        )
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table
