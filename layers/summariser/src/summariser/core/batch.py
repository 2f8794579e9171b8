"""Batch: what a batch job is asked of a document, and which requests a part of a backfill holds."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from summariser.core.attempt import Attempt
from summariser.core.plan import Plan
from summariser.domain.document import Document
from summariser.domain.profiles import Profile
from summariser.llm.batch_quotas import BatchQuotas
from summariser.llm.models import Model

RECORDS_IN_A_PART = 1000  # at most, of a backfill


class WaitingRecord(BaseModel):
    """A listing that waits for the answer to its request, and all that is needed to read it."""

    model_config = ConfigDict(defer_build=True, frozen=True, hide_input_in_errors=True)

    body: str  # the event's message
    document: Document
    plan: Plan

    @property
    def record_id(self) -> str:
        """The record's id in the job: the content key, by which its draft is found."""
        return self.plan.content


def batch_attempt(
    document: Document, plan: Plan, model: Model, profiles: Sequence[Profile]
) -> Attempt | None:
    """Give the attempt of a plan's model that a job can make; None where it goes on demand.

    It does where one call is not enough, or the model has no price for batch inference here.
    """
    batched = model.by_batch()
    if plan.chunks or batched is None:
        return None
    return Attempt(document, plan, batched, profiles)


def record_line(record_id: str, model_input: Mapping[str, Any]) -> bytes:
    """Write a record as a job reads it.

    https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-data.html
    """
    record = {"recordId": record_id, "modelInput": model_input}
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def parts_in_a_job(quotas: BatchQuotas) -> int:
    """Count the parts that one job answers, however many records they hold."""
    return max(1, quotas.maximum_records // RECORDS_IN_A_PART)


def job_of(part: int, quotas: BatchQuotas) -> int:
    """Give the number of the job that answers a part, which needs no look at the others."""
    return part // parts_in_a_job(quotas)


def largest_part(quotas: BatchQuotas) -> int:
    """Give the bytes of a part's requests, so that a job's parts are within what it may read."""
    return min(quotas.file_bytes, quotas.job_bytes // parts_in_a_job(quotas))


def fitting(lines: Iterable[bytes], quotas: BatchQuotas) -> Iterator[bool]:
    """Say of each record, in order, whether its part has room for it."""
    most = min(RECORDS_IN_A_PART, quotas.maximum_records)
    records = size = 0
    for line in lines:
        fits = records < most and size + len(line) <= largest_part(quotas)
        if fits:
            records, size = records + 1, size + len(line)
        yield fits


def outputs_by_record(lines: Iterable[bytes]) -> dict[str, Mapping[str, Any]]:
    """Read a job's output: what became of each record, of a repeated one what comes first.

    A line that cannot be read is none; the record that it was for has no answer then.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for line in lines:
        try:
            record = json.loads(line)
            record_id = record["recordId"]
        except (ValueError, LookupError, TypeError):
            continue
        kept = {name: record[name] for name in ("modelOutput", "error") if name in record}
        found.setdefault(str(record_id), kept)
    return found
