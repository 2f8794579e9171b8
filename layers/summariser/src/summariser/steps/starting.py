"""Starting: an event that the ledger has becomes an execution."""

from datetime import datetime

from summariser.domain.execution import ExecutionInput
from summariser.domain.ledger import Entry
from summariser.ports import Executions, Ledger


def start_execution(
    entry: Entry,
    *,
    ledger: Ledger,
    executions: Executions,
    now: datetime,
    received_at: datetime | None,
) -> str:
    """Start an event's execution, and note it; doing so twice starts one. Returns its name.

    `received_at` is since when the event is waited for; None if it is not.
    """
    name, attempt = executions.start(
        entry.execution_name,
        ExecutionInput(
            listing_id=entry.listing_id,
            version=entry.version,
            event_type=entry.event_type,
            occurred_at=entry.occurred_at,
            event_uri=entry.event_uri,
            listing_uri=entry.listing_uri,
            replays=entry.replays,
            received_at=received_at,
        ),
    )
    ledger.started(entry, name, attempt, now)
    return name
