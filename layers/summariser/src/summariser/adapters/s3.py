"""ListingBucket: the bucket for everything; the only module that knows its keys.

incoming/...                                       written by boards, for events with a URI
listings/{listing}/{version}-{event}/event.json    the message's body, as it was received
                                   /withdrawal.json  instead, if the event unpublishes the listing
                                   /listing.json   and what was made from it
                                   /document.json
                                   /plan-{attempt}.json
                                   /plan-{attempt}/notes-{level}-{part}.json, merged-{level}.json
                                   /plan-{attempt}/unfinished-{part}.json  of notes on a chunk
                                   /plan-{attempt}/draft.json, revised.json
listings/{listing}/drafts/{content}.json           accepted, for every version with this content
summaries/{listing}/{version}-{event}.json         what product teams read
held/{listing}/{version}-{event}.json              the same, of what a check blocks
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError
from pydantic import BaseModel

from summariser.adapters.aws import client, code, transient_errors_named
from summariser.core.plan import Plan
from summariser.domain.document import Document
from summariser.domain.errors import EventNotUnderstood, ListingNotFound, ServiceUnavailable
from summariser.domain.event import EventType, ListingEvent
from summariser.domain.listing import Listing
from summariser.domain.summary import Draft, Summary
from summariser.llm.notes import ChunkProgress, MergedNotes, Notes

SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
WITHDRAWAL = "withdrawal.json"
READ_AT_ONCE = 8
LARGEST_LISTING = 4 * 1024 * 1024  # bytes; some hundred times the longest real listing seen


class ListingBucket:
    """Implements `ListingStore` in one S3 bucket."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._s3 = client("s3")

    def event_uri(self, event: ListingEvent) -> str:
        """Return where an event is stored; events of one version are stored apart."""
        return f"s3://{self._name}/{_event(event)}"

    def listing_uri(self, event: ListingEvent) -> str:
        """Return where the listing of an event is stored."""
        return f"s3://{self._name}/{_folder(event)}/listing.json"

    def put_event(self, event: ListingEvent, body: str) -> str:
        """Store the message's body."""
        return self._put(_event(event), body)

    def get_event(self, uri: str) -> str:
        """Read a message's body."""
        return self._get(uri)

    def get_incoming(self, uri: str) -> str:
        """Read what a board stored; raises `EventNotUnderstood` for any other place."""
        if not uri.startswith(f"s3://{self._name}/incoming/"):
            raise EventNotUnderstood(f"`listing_uri` must start with s3://{self._name}/incoming/")
        return self._get(uri, at_most=LARGEST_LISTING)

    def put_listing(self, event: ListingEvent, listing: Listing) -> str:
        """Store the listing of an event."""
        return self._put(f"{_folder(event)}/listing.json", listing.model_dump_json())

    def get_listing(self, uri: str) -> Listing:
        """Read a listing."""
        return Listing.model_validate_json(self._get(uri))

    def put_document(self, document: Document, *, listing_uri: str) -> str:
        """Store a document beside its listing."""
        return self._put(_beside(listing_uri, "document.json"), document.model_dump_json())

    def get_document(self, uri: str) -> Document:
        """Read a document."""
        return Document.model_validate_json(self._get(uri))

    def put_plan(self, plan: Plan, *, document_uri: str) -> str:
        """Store a plan beside its document; the plans of other attempts remain."""
        key = _beside(document_uri, f"plan-{plan.attempt}.json")
        return self._put(key, plan.model_dump_json())

    def get_plan(self, uri: str) -> Plan:
        """Read a plan."""
        return Plan.model_validate_json(self._get(uri))

    def put_notes(self, notes: Notes, *, plan_uri: str, level: int, part: int) -> str:
        """Store the notes on a chunk (level 0) or of a reduced group."""
        return self._put(_key(_notes_uri(plan_uri, level, part)), notes.model_dump_json())

    def put_progress(self, progress: ChunkProgress, *, plan_uri: str, part: int) -> str:
        """Store how far the notes on a chunk are."""
        return self._put(_key(_progress_uri(plan_uri, part)), progress.model_dump_json())

    def find_progress(self, *, plan_uri: str, part: int) -> ChunkProgress | None:
        """Find how far the notes on a chunk were; None if they were never left unfinished."""
        try:
            text = self._get(_progress_uri(plan_uri, part))
        except ListingNotFound:
            return None
        return ChunkProgress.model_validate_json(text)

    def get_notes(self, *, plan_uri: str, level: int, parts: int) -> Sequence[Notes]:
        """Read the notes of every part of a level, several at once."""
        uris = [_notes_uri(plan_uri, level, part) for part in range(parts)]
        with ThreadPoolExecutor(READ_AT_ONCE) as pool:
            return [Notes.model_validate_json(text) for text in pool.map(self._get, uris)]

    def put_merged(self, merged: MergedNotes, *, plan_uri: str, level: int) -> str:
        """Store the merged notes of a level."""
        folder = plan_uri.removesuffix(".json")
        return self._put(_key(f"{folder}/merged-{level}.json"), merged.model_dump_json())

    def get_merged(self, uri: str) -> MergedNotes:
        """Read merged notes."""
        return MergedNotes.model_validate_json(self._get(uri))

    def put_draft(self, draft: Draft, *, plan_uri: str) -> str:
        """Store a draft beside its plan; the first and the revised draft are stored apart."""
        name = "revised" if draft.revised else "draft"
        return self._put(_key(f"{plan_uri.removesuffix('.json')}/{name}.json"), _json(draft))

    def keep_draft(self, draft: Draft, *, document_uri: str, content: str) -> str:
        """Store an accepted draft where every version of its listing with this content finds it."""
        return self._put(_draft(document_uri, content), _json(draft))

    def find_draft(self, *, document_uri: str, content: str) -> str | None:
        """Find the draft that was accepted for the same content of the same listing."""
        key = _draft(document_uri, content)
        try:
            with transient_errors_named("s3:HeadObject"):
                self._s3.head_object(Bucket=self._name, Key=key)
        except ClientError as error:
            if code(error) == "404":  # the answer to HEAD has no body that could name the error
                return None
            raise
        return f"s3://{self._name}/{key}"

    def get_draft(self, uri: str) -> Draft:
        """Read a draft."""
        return Draft.model_validate_json(self._get(uri))

    def put_summary(self, summary: Summary) -> str:
        """Store a summary where its readers find it; events of one version are stored apart."""
        return self._put(
            f"{summaries_prefix(summary.listing_id)}{_event_of(summary)}", _json(summary)
        )

    def put_held(self, summary: Summary) -> str:
        """Store a held summary where no reader finds it."""
        key = f"{held_prefix(summary.listing_id)}{_event_of(summary)}"
        return self._put(key, _json(summary))

    def erase(self, listing_id: str, version: int) -> None:
        """Delete every stored version of every object of a listing up to one of its versions.

        Its withdrawals stay, and while a newer version is stored, so do the drafts they share.
        """
        for prefix in prefixes_of(listing_id):
            newer = False
            for page in self._pages_of_versions(prefix):
                doomed = []
                for one in page:  # in the order of their keys: drafts come behind all versions
                    found = _version(one["Key"], prefix)
                    newer = newer or (found is not None and found > version)
                    goes = not newer if found is None else found <= version
                    if goes and not one["Key"].endswith(f"/{WITHDRAWAL}"):
                        doomed.append(one)
                self._delete(doomed)

    def erase_incoming(self, uri: str, *, before: datetime) -> None:
        """Delete every stored version of what a board stored, unless it did so later."""
        key = _key(uri)
        for page in self._pages_of_versions(key):
            own = [one for one in page if one["Key"] == key]
            self._delete([one for one in own if one["LastModified"] <= before])
            if len(own) < len(page):  # other keys, which only begin with this one, come behind it
                break

    def _delete(self, doomed: list[dict[str, Any]]) -> None:
        if not doomed:
            return
        # A page holds 1,000 versions, the most that DeleteObjects takes:
        # https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
        named = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in doomed]
        with transient_errors_named("s3:DeleteObjects"):
            reply = self._s3.delete_objects(
                Bucket=self._name, Delete={"Objects": named, "Quiet": True}
            )
        if reply.get("Errors"):
            raise ServiceUnavailable("s3:DeleteObjects", reply["Errors"][0]["Code"])

    def _pages_of_versions(self, prefix: str) -> Iterator[list[dict[str, Any]]]:
        pages = self._s3.get_paginator("list_object_versions").paginate(
            Bucket=self._name, Prefix=prefix
        )
        with transient_errors_named("s3:ListObjectVersions"):
            for page in pages:
                found = page.get("Versions", []) + page.get("DeleteMarkers", [])
                yield sorted(found, key=lambda one: str(one["Key"]))

    def _put(self, key: str, text: str) -> str:
        with transient_errors_named("s3:PutObject"):
            self._s3.put_object(
                Bucket=self._name, Key=key, Body=text.encode(), ContentType="application/json"
            )
        return f"s3://{self._name}/{key}"

    def _get(self, uri: str, *, at_most: int | None = None) -> str:
        try:
            with transient_errors_named("s3:GetObject"):
                reply = self._s3.get_object(Bucket=self._name, Key=_key(uri))
                size = reply["ContentLength"]
                if at_most is not None and size > at_most:
                    raise EventNotUnderstood(f"{uri} has {size:,} of at most {at_most:,} bytes")
                body: bytes = reply["Body"].read()
        except ClientError as error:
            if code(error) == "NoSuchKey":
                raise ListingNotFound(uri) from error
            raise
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise EventNotUnderstood(f"{uri} is not UTF-8") from error


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


def _event_of(summary: Summary) -> str:
    return f"{_key(summary.document_uri).rsplit('/', 2)[-2]}.json"


def _json(model: BaseModel) -> str:
    return model.model_dump_json()


def _folder(event: ListingEvent) -> str:
    # Two events of one version, or a version sent twice with different content, are stored apart.
    content = event.listing.digest() if event.listing else event.listing_uri or ""
    digest = hashlib.sha256(f"{event.type}{content}".encode()).hexdigest()[:12]
    return f"{listings_prefix(event.listing_id)}{event.version}-{digest}"


def _event(event: ListingEvent) -> str:
    name = WITHDRAWAL if event.type is EventType.UNPUBLISHED else "event.json"
    return f"{_folder(event)}/{name}"


def _version(key: str, prefix: str) -> int | None:
    """Read the version that an object is of; None if its listing's versions share it."""
    number = key.removeprefix(prefix).partition("-")[0]
    return int(number) if number.isdecimal() else None


def _notes_uri(plan_uri: str, level: int, part: int) -> str:
    return f"{plan_uri.removesuffix('.json')}/notes-{level}-{part}.json"


def _progress_uri(plan_uri: str, part: int) -> str:
    return f"{plan_uri.removesuffix('.json')}/unfinished-{part}.json"


def _id(listing_id: str) -> str:
    """Name a listing's folder; an id that is not a plain word never becomes a path."""
    if SAFE_ID.fullmatch(listing_id):
        return listing_id
    return "~" + hashlib.sha256(listing_id.encode()).hexdigest()[:32]


def _key(uri: str) -> str:
    return uri.removeprefix("s3://").partition("/")[2]


def _draft(document_uri: str, content: str) -> str:
    listing = _key(document_uri).rsplit("/", 2)[0]
    return f"{listing}/drafts/{content}.json"


def _beside(uri: str, name: str) -> str:
    return f"{_key(uri).rpartition('/')[0]}/{name}"
