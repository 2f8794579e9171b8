"""Starting: an event that the ledger has becomes an execution."""

import hashlib
import re
from datetime import datetime

from summariser.event_type import EventType
from summariser.ledger import Entry
from summariser.listing import ListingEvent
from summariser.ports import Executions, Ledger
from summariser.states import ExecutionInput


def start_execution(entry: Entry, *, ledger: Ledger, executions: Executions, now: datetime) -> None:
    """Start an event's execution, and note it; doing so twice starts one."""
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
        ),
    )
    ledger.started(entry, name, attempt, now)


def execution_name(event: ListingEvent, content: str) -> str:
    """Name an execution by id, version and content: the same event twice has one name.

    At most 80 characters, none of them special:
    https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    """
    readable = re.sub(r"[^A-Za-z0-9_-]+", "-", event.listing_id)[:32]
    kind = "withdraw" if event.type is EventType.UNPUBLISHED else "publish"
    identity = f"{event.listing_id}\n{event.version}\n{kind}\n{content}"
    digest = hashlib.sha256(identity.encode()).hexdigest()[:16]
    return f"{readable}-v{event.version}-{digest}"
