"""BatchBucket: what batch jobs read and write, in the bucket for everything; see keys.py."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from botocore.exceptions import ClientError

from summariser.adapters.aws import client, code, transient_errors_named
from summariser.adapters.keys import batch_key, batch_prefix, key_of
from summariser.core.batch import WaitingRecord, outputs_by_record
from summariser.domain.batch import BatchJob, PreparedPart
from summariser.domain.errors import ListingNotFound

READ_AT_ONCE = 8
INPUT, OUTPUT, WAITING, PREPARED = "input", "output", "waiting", "prepared"


class BatchBucket:
    """Implements `BatchStore` in one S3 bucket."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._s3 = client("s3")

    def get_events(self, uri: str) -> Sequence[str]:
        """Read the messages of a part's events; raises `ListingNotFound`."""
        found = self._find(key_of(uri))
        if found is None:
            raise ListingNotFound(uri)
        return [line for line in found.decode().split("\n") if line]

    def put_part(
        self,
        backfill_id: str,
        prepared: PreparedPart,
        *,
        lines: Iterable[bytes],
        waiting: Iterable[WaitingRecord],
    ) -> None:
        """Store a part's requests and what waits for them, and then that it is prepared."""
        job, part = prepared.job, prepared.part
        if prepared.records:
            self._put(batch_key(backfill_id, job, INPUT, part), b"".join(lines))
            records = b"".join(f"{one.model_dump_json()}\n".encode() for one in waiting)
            self._put(batch_key(backfill_id, job, WAITING, part), records)
        done = prepared.model_dump_json().encode()
        self._put(batch_key(backfill_id, job, PREPARED, part), done)

    def find_prepared(self, backfill_id: str, *, job: int, part: int) -> PreparedPart | None:
        """Find a prepared part; None if it is not prepared yet."""
        found = self._find(batch_key(backfill_id, job, PREPARED, part))
        return None if found is None else PreparedPart.model_validate_json(found)

    def prepared(self, backfill_id: str) -> Sequence[PreparedPart]:
        """Read what is prepared of a backfill, in the order of its parts."""
        keys = [key for key in self._keys(batch_prefix(backfill_id)) if f"/{PREPARED}/" in key]
        with ThreadPoolExecutor(READ_AT_ONCE) as pool:
            found = pool.map(self._find, sorted(keys))
            return [PreparedPart.model_validate_json(part or b"") for part in found]

    def waiting(self, backfill_id: str, *, job: int, part: int) -> Sequence[WaitingRecord]:
        """Read what waits for the answers of a part."""
        found = self._find(batch_key(backfill_id, job, WAITING, part)) or b""
        return [WaitingRecord.model_validate_json(line) for line in found.split(b"\n") if line]

    def outputs(self, job: BatchJob, part: int) -> dict[str, Mapping[str, Any]]:
        """Read what a job wrote of a part, by record; nothing if it wrote nothing.

        https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-results.html
        """
        folder = batch_key(job.backfill_id, job.number, OUTPUT)
        own_id = (job.arn or "").rpartition("/")[2]
        found = self._find(f"{folder}{own_id}/{part:06}.jsonl.out")
        return outputs_by_record((found or b"").split(b"\n"))

    def _keys(self, prefix: str) -> list[str]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._name, Prefix=prefix)
        with transient_errors_named("s3:ListObjectsV2"):
            return [one["Key"] for page in pages for one in page.get("Contents", [])]

    def _put(self, key: str, body: bytes) -> None:
        with transient_errors_named("s3:PutObject"):
            self._s3.put_object(Bucket=self._name, Key=key, Body=body)

    def _find(self, key: str) -> bytes | None:
        try:
            with transient_errors_named("s3:GetObject"):
                body: bytes = self._s3.get_object(Bucket=self._name, Key=key)["Body"].read()
        except ClientError as error:
            if code(error) == "NoSuchKey":
                return None
            raise
        return body
