"""ListingBucket: the bucket for everything; keys.py knows what is where."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError
from pydantic import BaseModel, ValidationError

from summariser.adapters.aws import client, code, transient_errors_named
from summariser.adapters.keys import (
    INCOMING,
    WITHDRAWAL,
    beside,
    draft_key,
    event_key,
    event_of,
    event_uri,
    folder_of,
    held_prefix,
    key_of,
    listings_prefix,
    notes_uri,
    plan_uri,
    prefixes_of,
    progress_uri,
    summaries_prefix,
    version_of,
    written_uri,
)
from summariser.core.plan import Plan
from summariser.domain.document import Document
from summariser.domain.errors import EventNotUnderstood, ListingNotFound, ServiceUnavailable
from summariser.domain.event import ListingEvent
from summariser.domain.listing import Listing
from summariser.domain.summary import Draft, Summary
from summariser.llm.notes import ChunkProgress, MergedNotes, Notes

READ_AT_ONCE = 8
LARGEST_LISTING = 4 * 1024 * 1024  # bytes; some hundred times the longest real listing seen


class ListingBucket:
    """Implements `ListingStore` in one S3 bucket."""

    def __init__(self, name: str, s3: Any = None) -> None:
        self._name = name
        self._s3 = s3 or client("s3")

    def event_uri(self, event: ListingEvent) -> str:
        """Return where an event is stored; events of one version are stored apart."""
        return event_uri(self._name, event)

    def listing_uri(self, event: ListingEvent) -> str:
        """Return where the listing of an event is stored."""
        return f"s3://{self._name}/{folder_of(event)}/listing.json"

    def put_event(self, event: ListingEvent, body: str) -> str:
        """Store the message's body."""
        return self._put(event_key(event), body)

    def get_event(self, uri: str) -> str:
        """Read a message's body."""
        return self._get(uri)

    def get_incoming(self, event: ListingEvent) -> str:
        """Read what a board stored; raises `EventNotUnderstood` for any other place.

        A listing that is to be summarised again may also be read from our own copy.
        """
        again = event.summarise_again is not None
        place = listings_prefix(event.listing_id) if again else INCOMING
        uri = event.listing_uri or ""
        if not uri.startswith((f"s3://{self._name}/{INCOMING}", f"s3://{self._name}/{place}")):
            raise EventNotUnderstood(f"`listing_uri` must start with s3://{self._name}/{INCOMING}")
        return self._get(uri, at_most=LARGEST_LISTING)

    def put_listing(self, event: ListingEvent, listing: Listing) -> str:
        """Store the listing of an event."""
        return self._put(f"{folder_of(event)}/listing.json", listing.model_dump_json())

    def get_listing(self, uri: str) -> Listing:
        """Read a listing."""
        return Listing.model_validate_json(self._get(uri))

    def put_document(self, document: Document, *, listing_uri: str) -> str:
        """Store a document beside its listing."""
        return self._put(beside(listing_uri, "document.json"), document.model_dump_json())

    def get_document(self, uri: str) -> Document:
        """Read a document."""
        return Document.model_validate_json(self._get(uri))

    def put_plan(self, plan: Plan, *, document_uri: str) -> str:
        """Store a plan beside its document; the plans of other attempts remain."""
        uri = plan_uri(document_uri, plan.attempt)
        return self._put(key_of(uri), plan.model_dump_json())

    def plan_uri(self, *, beside: str) -> str:
        """Return where the first plan is stored that is made beside a listing or a document."""
        return plan_uri(beside, 0)

    def get_plan(self, uri: str) -> Plan:
        """Read a plan."""
        return Plan.model_validate_json(self._get(uri))

    def put_notes(self, notes: Notes, *, plan_uri: str, level: int, part: int) -> str:
        """Store the notes on a chunk (level 0) or of a reduced group."""
        return self._put(key_of(notes_uri(plan_uri, level, part)), notes.model_dump_json())

    def put_progress(self, progress: ChunkProgress, *, plan_uri: str, part: int) -> str:
        """Store how far the notes on a chunk are."""
        return self._put(key_of(progress_uri(plan_uri, part)), progress.model_dump_json())

    def find_progress(self, *, plan_uri: str, part: int) -> ChunkProgress | None:
        """Find how far the notes on a chunk were; None if they were never left unfinished."""
        text = self._find(progress_uri(plan_uri, part))
        return None if text is None else ChunkProgress.model_validate_json(text)

    def get_notes(self, *, plan_uri: str, level: int, parts: int) -> Sequence[Notes]:
        """Read the notes of every part of a level, several at once."""
        uris = [notes_uri(plan_uri, level, part) for part in range(parts)]
        with ThreadPoolExecutor(READ_AT_ONCE) as pool:
            return [Notes.model_validate_json(text) for text in pool.map(self._get, uris)]

    def put_merged(self, merged: MergedNotes, *, plan_uri: str, level: int) -> str:
        """Store the merged notes of a level."""
        folder = plan_uri.removesuffix(".json")
        return self._put(key_of(f"{folder}/merged-{level}.json"), merged.model_dump_json())

    def get_merged(self, uri: str) -> MergedNotes:
        """Read merged notes."""
        return MergedNotes.model_validate_json(self._get(uri))

    def put_written(self, draft: Draft, *, plan_uri: str, content: str) -> str:
        """Store a draft as its model wrote it; the first and the revised draft are stored apart."""
        uri = written_uri(plan_uri, content, revised=draft.revised)
        return self._put(key_of(uri), _json(draft))

    def find_written(self, *, plan_uri: str, content: str, revised: bool) -> Draft | None:
        """Find the draft that a plan's model wrote; None if it wrote none yet for this content."""
        text = self._find(written_uri(plan_uri, content, revised=revised))
        return None if text is None else Draft.model_validate_json(text)

    def put_draft(self, draft: Draft, *, plan_uri: str) -> str:
        """Store a judged draft beside its plan; the first and the revised draft are apart."""
        name = "revised" if draft.revised else "draft"
        return self._put(key_of(f"{plan_uri.removesuffix('.json')}/{name}.json"), _json(draft))

    def keep_draft(self, draft: Draft, *, document_uri: str, content: str) -> str:
        """Store an accepted draft where every version of its listing with this content finds it."""
        return self._put(draft_key(document_uri, content), _json(draft))

    def find_draft(self, *, document_uri: str, content: str) -> str | None:
        """Find the draft that was accepted for the same content, if it can still be read."""
        uri = f"s3://{self._name}/{draft_key(document_uri, content)}"
        with suppress(ListingNotFound, ValidationError):
            self.get_draft(uri)
            return uri
        return None

    def get_draft(self, uri: str) -> Draft:
        """Read a draft."""
        return Draft.model_validate_json(self._get(uri))

    def put_summary(self, summary: Summary) -> str:
        """Store a summary where its readers find it; events of one version are stored apart."""
        return self._put(
            f"{summaries_prefix(summary.listing_id)}{event_of(summary)}", _json(summary)
        )

    def put_held(self, summary: Summary) -> str:
        """Store a held summary where no reader finds it."""
        key = f"{held_prefix(summary.listing_id)}{event_of(summary)}"
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
                    found = version_of(one["Key"], prefix)
                    newer = newer or (found is not None and found > version)
                    goes = not newer if found is None else found <= version
                    if goes and not one["Key"].endswith(f"/{WITHDRAWAL}"):
                        doomed.append(one)
                self._delete(doomed)

    def erase_incoming(self, uri: str, *, before: datetime) -> None:
        """Delete every stored version of what a board stored, unless it did so later."""
        key = key_of(uri)
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

    def _find(self, uri: str) -> str | None:
        try:
            return self._get(uri)
        except ListingNotFound:
            return None

    def _get(self, uri: str, *, at_most: int | None = None) -> str:
        try:
            with transient_errors_named("s3:GetObject"):
                reply = self._s3.get_object(Bucket=self._name, Key=key_of(uri))
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


def _json(model: BaseModel) -> str:
    return model.model_dump_json()
