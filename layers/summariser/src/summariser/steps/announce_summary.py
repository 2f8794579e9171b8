"""AnnounceSummary: other systems hear what became of listings, from the ledger's rows that changed.

A row is the outbox: what is to be announced stands in it until it was, and the table's stream
brings each change in the order in which they were made to a listing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from summariser.domain.failure import Failure
from summariser.domain.ledger import Entry, is_passed_over, row_of
from summariser.ports import DeadLetters, Ledger, SummaryBus
from summariser.steps.states import AnnounceSummaryInput, AnnounceSummaryOutput

STATE = "AnnounceSummary"  # where its dead letters come from
# How long an announcement is tried; its row then waits for a replay.
PATIENCE = timedelta(hours=1)


@dataclass(frozen=True)
class Change:
    """A change of a ledger row, by its number in the stream."""

    sequence_number: str
    listing_id: str
    version: int


def announce_summaries(
    changes: Sequence[Change],
    *,
    ledger: Ledger,
    bus: SummaryBus,
    dead_letters: DeadLetters,
    now: datetime,
    report: Callable[[Change, Exception], None],
) -> list[str]:
    """Announce what stands in rows that changed; gives the sequence numbers of those that failed.

    Where one fails, the later ones of its listing wait behind it, and no other listing does.
    """
    failed: dict[str, list[str]] = {}
    for change in changes:
        if change.listing_id in failed:
            failed[change.listing_id].append(change.sequence_number)
            continue
        try:
            _announce(change, ledger=ledger, bus=bus, dead_letters=dead_letters, now=now)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this row's
            report(change, error)
            failed[change.listing_id] = [change.sequence_number]
    return [number for numbers in failed.values() for number in numbers]


def announce_summary(
    step_input: AnnounceSummaryInput, *, ledger: Ledger, bus: SummaryBus
) -> AnnounceSummaryOutput:
    """Announce what an execution of release 0.1.0 stored, unless its row does."""
    own = row_of(step_input.version, ledger.since(step_input.listing_id, step_input.version))
    if own is not None and (own.unannounced or own.announced_at):
        return AnnounceSummaryOutput(event_id=None)
    return AnnounceSummaryOutput(event_id=bus.announce(**dict(step_input)))


def _announce(
    change: Change, *, ledger: Ledger, bus: SummaryBus, dead_letters: DeadLetters, now: datetime
) -> None:
    """Announce what stands in a row now: the change itself may be an old one, delivered again."""
    rows = ledger.since(change.listing_id, change.version)
    entry = row_of(change.version, rows)
    if entry is None or entry.unannounced is None:
        return
    if is_passed_over(entry.version, rows):
        ledger.passed_over(entry)
        return
    try:
        bus.announce(
            listing_id=entry.listing_id,
            version=entry.version,
            status=entry.unannounced.status,
            language=entry.unannounced.language,
            summary_uri=entry.unannounced.summary_uri,
            execution_name=entry.execution_name,
            generated=entry.unannounced.generated,
        )
    except Exception as error:
        if now - entry.moved_at <= PATIENCE:
            raise
        dead_letters.send(_body(entry), _failure(entry, error))
        ledger.not_announced(entry)
    else:
        ledger.announced(entry, now)


def _body(entry: Entry) -> str:
    return entry.model_dump_json(include={"listing_id", "version", "unannounced"})


def _failure(entry: Entry, error: Exception) -> Failure:
    return Failure(
        error=type(error).__name__,
        cause=str(error),
        listing_id=entry.listing_id,
        version=entry.version,
        state=STATE,
    )
