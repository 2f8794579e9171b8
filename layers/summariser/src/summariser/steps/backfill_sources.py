"""Sources of a backfill: objects in S3, or what was published already."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import PurePosixPath

from summariser.core.splitting import Found
from summariser.domain.backfill import (
    LEDGER,
    Backfill,
    Facts,
    Filters,
    PartRecord,
    Position,
    WrittenSummary,
)
from summariser.domain.errors import EventNotUnderstood, ListingNotFound
from summariser.domain.event_type import EventType
from summariser.domain.message import parse_event
from summariser.ports import ListingStore
from summariser.ports.backfill import BackfillStore, PublishedSummaries
from summariser.records.formats import UnusableFile
from summariser.records.reading import read_stream, suffix_of
from summariser.records.record import Record
from summariser.records.submission import submit

HELD_WHOLE = 8 * 1024 * 1024  # bytes of an object of any form; larger ones are read as they come


def read_source(
    backfill: Backfill,
    *,
    store: BackfillStore,
    summaries: PublishedSummaries,
    listings: ListingStore,
) -> Iterator[Found]:
    """Read the source of a backfill from where it was left; raises `InvalidBackfill`."""
    if backfill.request.source == LEDGER:
        yield from _read_ledger(backfill, summaries, listings)
    else:
        yield from read_objects(backfill, store)


def read_objects(backfill: Backfill, store: BackfillStore) -> Iterator[Found]:
    """Read the objects of a source in S3 from where they were left."""
    since, filters = backfill.position, backfill.request.filters
    for key in store.keys(backfill.request.source, since=since):
        uri = store.uri_of(key)
        after = since.number if since is not None and since.at == key else 0
        try:
            with store.open(key) as stream:
                for record in read_stream(
                    uri,
                    suffix_of(PurePosixPath(key)),
                    stream,
                    whole_up_to=HELD_WHOLE,
                    after=after,
                ):
                    yield Found(
                        record=PartRecord(
                            source=uri,
                            number=record.number,
                            text=record.text,
                            defect=record.defect,
                        ),
                        position=Position(at=key, number=record.number),
                        selected=selects(filters, record, backfill.started_at),
                    )
        except UnusableFile as error:
            broken = PartRecord(source=uri, number=0, text="", defect=str(error))
            yield Found(broken, Position(at=key, ended=True))


def selects(filters: Filters, record: Record, now: datetime) -> bool:
    """Tell whether filters select a record; one that cannot be read is, so that it is reported."""
    if filters.select_all:
        return True
    submission = submit(record, now)
    try:
        event = parse_event(submission.body)
    except EventNotUnderstood:
        return True
    listing = event.listing
    published_at = None if submission.event is not record.content else event.occurred_at
    if listing is not None and listing.published_at is not None:
        published_at = _time(listing.published_at) or published_at
    return filters.selects(
        Facts(
            language=listing.language if listing else None,
            company=listing.company if listing else None,
            published_at=published_at,
        )
    )


def _time(text: str) -> datetime | None:
    with suppress(ValueError):
        found = datetime.fromisoformat(text.strip())
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _read_ledger(
    backfill: Backfill, summaries: PublishedSummaries, listings: ListingStore
) -> Iterator[Found]:
    after = backfill.position.at if backfill.position else None
    filters = backfill.request.filters
    for number, summary in enumerate(summaries.walk(after=after), start=1):
        yield Found(
            record=PartRecord(
                source=LEDGER,
                number=number,
                text=json.dumps(event_again(summary, backfill.started_at)),
                spent_usd=summary.cost_usd,
            ),
            position=Position(at=summary.listing_id),
            selected=filters.selects(_facts(summary, filters, listings)),
        )


def event_again(summary: WrittenSummary, decided_at: datetime) -> dict[str, str | int]:
    """Make the event by which a published listing version is summarised again."""
    return {
        "type": EventType.PUBLISHED,
        "listing_id": summary.listing_id,
        "version": summary.version,
        "occurred_at": summary.occurred_at.isoformat(),
        "summarise_again": decided_at.isoformat(),
        "listing_uri": summary.listing_uri,
    }


def _facts(summary: WrittenSummary, filters: Filters, listings: ListingStore) -> Facts:
    company = None
    if filters.company is not None:  # which only the listing has
        with suppress(ListingNotFound):
            company = listings.get_listing(summary.listing_uri).company
    return Facts(
        language=summary.language,
        company=company,
        published_at=summary.occurred_at,
        prompt_version=summary.prompt_version,
        profiles=summary.profiles,
    )
