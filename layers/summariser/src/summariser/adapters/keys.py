"""Keys: what is where in the bucket; only this module knows.

incoming/...                                       written by boards, for events with a URI
listings/{listing}/{version}-{event}/event.json    the message's body, as it was received
                                   /withdrawal.json  instead, if the event unpublishes the listing
                                   /listing.json   and what was made from it
                                   /document.json
                                   /plan-{attempt}.json
                                   /plan-{attempt}/notes-{level}-{part}.json, merged-{level}.json
                                   /plan-{attempt}/unfinished-{part}.json  of notes on a chunk
                                   /plan-{attempt}/written-{content}.json, rewritten-….json
                                   /plan-{attempt}/draft.json, revised.json  as they were judged
listings/{listing}/drafts/{content}.json           accepted, for every version with this content
summaries/{listing}/{version}-{event}.json         what product teams read
held/{listing}/{version}-{event}.json              the same, of what a check blocks
backfills/{id}/backfill.json                       what is asked for, and how far it is split
              /parts/{part}.jsonl                  records, each with where it comes from
              /staged/{part}.json                  the part is done: what was sent of it
              /rejected/{part}.jsonl               what cannot be read: where it is, and why
batches/{backfill}/{job}/input/{part}.jsonl        what a batch job of Bedrock reads
                        /output/{id}/{part}.jsonl.out  and what it writes, below its own id
                        /waiting/{part}.jsonl      the events that wait for its answers
                        /prepared/{part}.json      both are whole
"""

import hashlib
import re

from summariser.domain.event import ListingEvent
from summariser.domain.event_type import EventType
from summariser.domain.summary import Summary

SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
WITHDRAWAL = "withdrawal.json"
INCOMING = "incoming/"
BACKFILLS = "backfills/"
PARTS, STAGED, REJECTED = "parts", "staged", "rejected"  # of a backfill


def listings_prefix(listing_id: str) -> str:
    """Return the prefix of everything that is made from a listing."""
    return f"listings/{_id(listing_id)}/"


def summaries_prefix(listing_id: str) -> str:
    """Return the prefix of a listing's summaries."""
    return f"summaries/{_id(listing_id)}/"


def held_prefix(listing_id: str) -> str:
    """Return the prefix of a listing's held summaries."""
    return f"held/{_id(listing_id)}/"


def prefixes_of(listing_id: str) -> tuple[str, ...]:
    """Return every prefix that may have something of a listing."""
    return listings_prefix(listing_id), summaries_prefix(listing_id), held_prefix(listing_id)


def event_of(summary: Summary) -> str:
    """Name a summary after the event that its document was made for."""
    return f"{key_of(summary.document_uri).rsplit('/', 2)[-2]}.json"


def folder_of(event: ListingEvent) -> str:
    """Return the folder of an event and of everything made from it."""
    # Two events of one version, or a version sent twice with different content, are stored apart.
    content = event.listing.digest() if event.listing else event.listing_uri or ""
    again = event.summarise_again.isoformat() if event.summarise_again else ""
    digest = hashlib.sha256(f"{event.type}{content}{again}".encode()).hexdigest()[:12]
    return f"{listings_prefix(event.listing_id)}{event.version}-{digest}"


def event_key(event: ListingEvent) -> str:
    """Return where an event is stored."""
    name = WITHDRAWAL if event.type is EventType.UNPUBLISHED else "event.json"
    return f"{folder_of(event)}/{name}"


def event_uri(bucket: str, event: ListingEvent) -> str:
    """Return the URI of an event."""
    return f"s3://{bucket}/{event_key(event)}"


def version_of(key: str, prefix: str) -> int | None:
    """Read the version that an object is of; None if its listing's versions share it."""
    number = key.removeprefix(prefix).partition("-")[0]
    return int(number) if number.isdecimal() else None


def plan_uri(beside: str, attempt: int) -> str:
    """Return where the plan of an attempt is stored, beside a document."""
    return f"{beside.rpartition('/')[0]}/plan-{attempt}.json"


def notes_uri(plan_uri: str, level: int, part: int) -> str:
    """Return where the notes on a part are stored, of a level of a plan."""
    return f"{plan_uri.removesuffix('.json')}/notes-{level}-{part}.json"


def progress_uri(plan_uri: str, part: int) -> str:
    """Return where the unfinished notes on a chunk are stored."""
    return f"{plan_uri.removesuffix('.json')}/unfinished-{part}.json"


def written_uri(plan_uri: str, content: str, *, revised: bool) -> str:
    """Return where a draft is stored as the model of a plan wrote it."""
    name = "rewritten" if revised else "written"
    return f"{plan_uri.removesuffix('.json')}/{name}-{content}.json"


def incoming_key(listing: bytes) -> str:
    """Return where a listing is stored that is too long for a message, by its content."""
    return f"{INCOMING}{hashlib.sha256(listing).hexdigest()}.json"


def backfill_key(backfill_id: str, kind: str = "", part: int | None = None) -> str:
    """Return where a backfill is described or, of a kind, a part of it is stored."""
    folder = f"{BACKFILLS}{backfill_id}/"
    if part is None:
        return f"{folder}{kind}/" if kind else f"{folder}backfill.json"
    suffix = "json" if kind == STAGED else "jsonl"
    return f"{folder}{kind}/{part:06}.{suffix}"


def part_of(key: str) -> int:
    """Read the number of a part from its key."""
    return int(key.rpartition("/")[2].partition(".")[0])


def batch_prefix(backfill_id: str) -> str:
    """Return the prefix of everything that the batch jobs of a backfill read and write."""
    return f"batches/{_id(backfill_id)}/"


def batch_key(backfill_id: str, job: int, kind: str, part: int | None = None) -> str:
    """Return where a job has what is of a kind, or that of one part."""
    folder = f"{batch_prefix(backfill_id)}{job:06}/{kind}/"
    suffix = "json" if kind == "prepared" else "jsonl"
    return folder if part is None else f"{folder}{part:06}.{suffix}"


def _id(listing_id: str) -> str:
    """Name a listing's folder; an id that is not a plain word never becomes a path."""
    if SAFE_ID.fullmatch(listing_id):
        return listing_id
    return "~" + hashlib.sha256(listing_id.encode()).hexdigest()[:32]


def key_of(uri: str) -> str:
    """Return the key of a URI."""
    return uri.removeprefix("s3://").partition("/")[2]


def draft_key(document_uri: str, content: str) -> str:
    """Return where the accepted draft of a content is stored, beside its listing's versions."""
    listing = key_of(document_uri).rsplit("/", 2)[0]
    return f"{listing}/drafts/{content}.json"


def beside(uri: str, name: str) -> str:
    """Return the key of an object in the same folder."""
    return f"{key_of(uri).rpartition('/')[0]}/{name}"
