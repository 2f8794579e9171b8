"""BackfillBucket: the objects of backfills in the listing bucket; keys.py knows what is where."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from io import RawIOBase
from typing import Any, BinaryIO, cast

from botocore.exceptions import ClientError, IncompleteReadError

from summariser.adapters.aws import client, code, transient_errors_named
from summariser.adapters.keys import (
    INCOMING,
    PARTS,
    REJECTED,
    STAGED,
    backfill_key,
    event_key,
    incoming_key,
    key_of,
    part_of,
)
from summariser.domain.backfill import (
    Backfill,
    InvalidBackfill,
    PartRecord,
    Position,
    Rejected,
    StagedPart,
)
from summariser.domain.errors import ServiceUnavailable
from summariser.domain.event import ListingEvent

AT_ONCE = 256 * 1024  # bytes of an object that are asked for


class BackfillBucket:
    """Implements `BackfillStore` in the listing bucket."""

    def __init__(self, name: str, s3: Any = None) -> None:
        self.bucket = name
        self._s3 = s3 or client("s3")

    def find(self, backfill_id: str) -> Backfill | None:
        """Find a backfill; None if it has not begun."""
        text = self._find(backfill_key(backfill_id))
        return None if text is None else Backfill.model_validate_json(text)

    def put(self, backfill: Backfill) -> None:
        """Store a backfill as it is."""
        self._put(backfill_key(backfill.backfill_id), backfill.model_dump_json().encode())

    def keys(self, source: str, *, since: Position | None) -> Iterator[str]:
        """Name the object of a source, or those below a prefix, which ends with a slash.

        Raises `InvalidBackfill` if there are none, or if it is not below incoming/ of the bucket.
        """
        if not source.startswith(f"s3://{self.bucket}/{INCOMING}"):
            raise InvalidBackfill(
                f"The source {source} is not below s3://{self.bucket}/{INCOMING}: copy it there."
            )
        prefix = key_of(source)
        if not prefix.endswith("/"):
            yield from [prefix] * (since is None or not since.ended)
            return
        if since is not None and not since.ended:
            yield since.at
        found = None
        for found in self._below(prefix, since.at if since is not None else ""):
            yield found
        if found is None and since is None:
            raise InvalidBackfill(f"There is no object below {source}.")

    def uri_of(self, key: str) -> str:
        """Return the URI of an object."""
        return f"s3://{self.bucket}/{key}"

    @contextmanager
    def open(self, key: str) -> Iterator[BinaryIO]:
        """Open an object, which is read as it comes; raises `InvalidBackfill` if it is missing."""
        try:
            with transient_errors_named("s3:GetObject"):
                reply = self._s3.get_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            if code(error) == "NoSuchKey":
                raise InvalidBackfill(f"There is no object {self.uri_of(key)}.") from error
            raise
        with closing(reply["Body"]) as body:
            yield cast("BinaryIO", _Body(body))

    def parts_prefix(self, backfill_id: str) -> str:
        """Return where the parts of a backfill are."""
        return backfill_key(backfill_id, PARTS)

    def part_of(self, key: str) -> int:
        """Read the number of a part from its key."""
        return part_of(key)

    def put_part(self, backfill: Backfill, lines: Sequence[str]) -> None:
        """Store the last part of a backfill, unless it is empty, and then the backfill."""
        if lines:
            key = backfill_key(backfill.backfill_id, PARTS, backfill.parts)
            self._put(key, "\n".join(lines).encode())
        self.put(backfill)

    def get_part(self, backfill_id: str, part: int) -> list[PartRecord]:
        """Read the records of a part."""
        key = backfill_key(backfill_id, PARTS, part)
        text = self._find(key)
        if text is None:
            raise InvalidBackfill(f"There is no part {self.uri_of(key)}.")
        return [PartRecord.model_validate_json(line) for line in text.split("\n")]

    def put_incoming(self, listing: bytes) -> str:
        """Store a listing that is too long for a message; returns its URI."""
        key = incoming_key(listing)
        self._put(key, listing)
        return self.uri_of(key)

    def event_uri(self, event: ListingEvent) -> str:
        """Return where an event will be stored."""
        return self.uri_of(event_key(event))

    def find_staged(self, backfill_id: str, part: int) -> StagedPart | None:
        """Find what was staged of a part; None if it is not done."""
        text = self._find(backfill_key(backfill_id, STAGED, part))
        return None if text is None else StagedPart.model_validate_json(text)

    def put_staged(self, backfill_id: str, staged: StagedPart) -> None:
        """Note that a part is done."""
        key = backfill_key(backfill_id, STAGED, staged.part)
        self._put(key, staged.model_dump_json(exclude_defaults=True).encode())

    def put_rejected(self, backfill_id: str, part: int, rejected: Sequence[Rejected]) -> None:
        """Report the records of a part that cannot be staged."""
        lines = "".join(f"{one.model_dump_json()}\n" for one in rejected)
        self._put(backfill_key(backfill_id, REJECTED, part), lines.encode())

    def _below(self, prefix: str, after: str) -> Iterator[str]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=prefix, StartAfter=after
        )
        with transient_errors_named("s3:ListObjectsV2"):
            for page in pages:
                for one in page.get("Contents", []):
                    if one["Size"]:  # the console stores a folder as an empty object
                        yield one["Key"]

    def _put(self, key: str, data: bytes) -> None:
        with transient_errors_named("s3:PutObject"):
            self._s3.put_object(Bucket=self.bucket, Key=key, Body=data)

    def _find(self, key: str) -> str | None:
        try:
            with transient_errors_named("s3:GetObject"):
                body: bytes = self._s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        except ClientError as error:
            if code(error) == "NoSuchKey":
                return None
            raise
        return body.decode()


class _Body(RawIOBase):
    """The body of an object, whose connection may break while it is read."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            with transient_errors_named("s3:GetObject"):
                data: bytes = self._body.read(min(len(buffer), AT_ONCE))
        except IncompleteReadError as error:
            raise ServiceUnavailable("s3:GetObject", "IncompleteReadError") from error
        buffer[: len(data)] = data
        return len(data)
