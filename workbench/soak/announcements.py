"""Announcements: what the summary bus said during a soak, compared with the ledger's rows."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from summariser.domain.ledger import Entry, is_passed_over
from summariser.domain.summary import Status
from summariser.records.json_text import parse_json
from workbench.operations.audit import Problem
from workbench.running.run import Engine
from workbench.running.subscription import Inbox, Subscription

ANNOUNCED = (Status.PUBLISHED, Status.HELD, Status.WITHDRAWN)


@dataclass(frozen=True)
class Heard:
    """One announcement, in the order in which they were heard."""

    listing_id: str
    version: int
    status: Status


@contextmanager
def listening(engine: Engine) -> Iterator[Inbox]:
    """Have every announcement on a queue until the block ends."""
    clients = (engine.client("sqs"), engine.client("events"))
    with Subscription(*clients, bus=engine.outputs["SummaryBusName"]) as subscription:
        yield subscription.inbox


def heard(inbox: Inbox) -> list[Heard]:
    """Take every announcement off its queue."""
    found: list[Heard] = []
    while messages := inbox.receive():
        found += [_heard(parse_json(message.body)["detail"]) for message in messages]
        inbox.delete(messages)
    return found


def unheard(entries: Sequence[Entry], announcements: Sequence[Heard]) -> Iterator[Problem]:
    """Find versions of which nobody heard what became of them, unless it is moot."""
    known = set(announcements)
    by_listing: dict[str, list[Entry]] = {}
    for entry in entries:
        by_listing.setdefault(entry.listing_id, []).append(entry)
    for rows in by_listing.values():
        for row in rows:
            one = Heard(row.listing_id, row.version, row.status)
            due = row.status in ANNOUNCED and not is_passed_over(row.version, rows)
            if due and one not in known:
                yield Problem(row.listing_id, row.version, f"is {row.status}, unannounced")


def disordered(announcements: Sequence[Heard]) -> Iterator[Problem]:
    """Find what was announced behind a newer version that readers see, or behind a withdrawal."""
    newest: dict[str, int] = {}
    for one in announcements:
        before = newest.get(one.listing_id, 0)
        if one.version < before:
            message = f"was announced as {one.status} behind version {before}"
            yield Problem(one.listing_id, one.version, message)
        elif one.status is not Status.HELD:
            newest[one.listing_id] = one.version


def _heard(detail: Mapping[str, Any]) -> Heard:
    return Heard(detail["listing_id"], detail["version"], Status(detail["status"]))
