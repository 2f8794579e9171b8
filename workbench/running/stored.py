"""Stored summaries: read from S3 at the URIs in announcements and ledger rows."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from botocore.exceptions import ClientError

from summariser.domain.document import Document
from summariser.domain.summary import Summary

THREADS = 10  # as many as the messages of one receive


class StoredSummaries:
    """Reads summaries and the documents that they cite."""

    def __init__(self, s3: Any) -> None:
        self._s3 = s3
        self._threads = ThreadPoolExecutor(THREADS)

    def read(self, uris: Iterable[str]) -> Iterator[tuple[Summary, Document] | None]:
        """Read several in parallel, in order; an erased one is None."""
        return self._threads.map(self._read_one, uris)

    def _read_one(self, uri: str) -> tuple[Summary, Document] | None:
        try:
            summary = Summary.model_validate_json(self._get(uri))
            return summary, Document.model_validate_json(self._get(summary.document_uri))
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchKey":
                raise
            return None  # its listing was unpublished since, which erases the text

    def _get(self, uri: str) -> bytes:
        bucket, _, key = uri.removeprefix("s3://").partition("/")
        body: bytes = self._s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        return body
