"""Jobs of the simulated control plane: created once, found, and ended with an output."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from summariser.adapters import aws
from summariser.adapters.batch_records import model_input
from summariser.adapters.bedrock_batch import BedrockBatch
from summariser.core.batch import record_line
from summariser.core.request import request_summary
from summariser.domain.batch import BatchJob, BatchQuotaReached, JobStatus
from summariser.domain.errors import ServiceUnavailable
from summariser.domain.profiles import load_profiles
from summariser.llm.batch_quotas import load_batch_quotas
from summariser.llm.budget import TokenBudget
from summariser.llm.models import load_models
from summariser.llm.prompts import numbered
from tests.adapters.account import Aws
from tests.models import any_lines, document_of
from tests.values import NOON
from workbench.simulator.behaviour import BatchBehaviour, BatchFault, Behaviour
from workbench.simulator.process import behave, simulator, store_in

MODEL = load_models().models["claude-haiku"]
RECORDS = load_batch_quotas().minimum_records
FOLDER = "batches/monday/000000"


def job(name: str = "listing-dev-1") -> BatchJob:
    return BatchJob(
        name=name,
        backfill_id="monday",
        number=0,
        model=MODEL.name,
        parts=(0,),
        records=RECORDS,
        tried_at=NOON,
    )


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with simulator(Behaviour()) as found:
        yield found


@pytest.fixture
def batch(aws_account: Aws, url: str, monkeypatch: pytest.MonkeyPatch) -> BedrockBatch:
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK", url)
    store_in(url, aws_account.endpoint)
    behave(url, Behaviour())
    aws.client.cache_clear()
    document = document_of(any_lines("You bake rye bread every night.", "We pay 2,600 euros."))
    budget = TokenBudget(MODEL, "en")
    request = request_summary(numbered(document.lines), load_profiles(), document, budget)
    asked = model_input(request)
    lines = b"".join(record_line(f"{number:032x}", asked) for number in range(RECORDS))
    boto3.client("s3").put_object(
        Bucket=aws_account.bucket, Key=f"{FOLDER}/input/000000.jsonl", Body=lines
    )
    role = "arn:aws:iam::123456789012:role/batch"
    catalogue = load_models()
    return BedrockBatch(catalogue=catalogue, bucket=aws_account.bucket, role_arn=role, stage="dev")


def faulty(url: str, *faults: BatchFault, turnaround_s: float = 0.0) -> None:
    batch = BatchBehaviour(turnaround_s=turnaround_s, faults=dict.fromkeys(faults, 1.0))
    behave(url, Behaviour(batch=batch))


def ended(look: Callable[[], JobStatus | None]) -> JobStatus:
    deadline = time.monotonic() + 30
    while (status := look()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return status


def output(account: Aws, arn: str) -> list[dict[str, Any]]:
    key = f"{FOLDER}/output/{arn.rpartition('/')[2]}/000000.jsonl.out"
    body = boto3.client("s3").get_object(Bucket=account.bucket, Key=key)["Body"].read()
    return [json.loads(line) for line in body.splitlines()]


def should_run_a_job_once_and_write_an_answer_to_each_record(
    batch: BedrockBatch, aws_account: Aws
) -> None:
    assert batch.find(job()) is None
    arn = batch.create(job())
    assert (batch.create(job()), batch.find(job())) == (arn, arn)
    assert ended(lambda: batch.status(arn)) is JobStatus.COMPLETED
    written = output(aws_account, arn)
    assert len({record["recordId"] for record in written}) == RECORDS
    assert {record["modelOutput"]["stopReason"] for record in written} == {"stop_sequence"}


@pytest.mark.parametrize(
    ("fault", "status", "answers"),
    [
        (BatchFault.JOB_EXPIRED, JobStatus.EXPIRED, RECORDS // 2),
        (BatchFault.JOB_PARTIAL, JobStatus.PARTIALLY_COMPLETED, RECORDS // 2),
        (BatchFault.RECORD_DUPLICATED, JobStatus.COMPLETED, 2 * RECORDS),
    ],
)
def should_end_as_the_behaviour_says(
    fault: BatchFault,
    status: JobStatus,
    answers: int,
    batch: BedrockBatch,
    aws_account: Aws,
    url: str,
) -> None:
    faulty(url, fault)
    arn = batch.create(job(f"listing-dev-{fault.replace('_', '-')}"))
    assert ended(lambda: batch.status(arn)) is status
    assert len(output(aws_account, arn)) == answers


def should_fail_before_any_record_or_be_stopped(batch: BedrockBatch, url: str) -> None:
    faulty(url, BatchFault.JOB_FAILED)
    arn = batch.create(job("listing-dev-failed"))
    assert ended(lambda: batch.status(arn)) is JobStatus.FAILED
    faulty(url, turnaround_s=0.5)
    arn = batch.create(job("listing-dev-stopped"))
    assert batch.status(arn) is None
    aws.client("bedrock").stop_model_invocation_job(jobIdentifier=arn)
    assert batch.status(arn) is JobStatus.STOPPED


def should_say_where_bedrock_takes_no_more(batch: BedrockBatch, url: str) -> None:
    faulty(url, BatchFault.CREATION_THROTTLED)
    with pytest.raises(ServiceUnavailable):
        batch.create(job("listing-dev-throttled"))
    faulty(url, turnaround_s=2.0)
    most = load_batch_quotas().jobs_at_once
    arns = [batch.create(job(f"listing-dev-many-{number}")) for number in range(most)]
    with pytest.raises(BatchQuotaReached):
        batch.create(job("listing-dev-too-many"))
    assert batch.create(job("listing-dev-many-0")) == arns[0]
    for arn in arns:
        aws.client("bedrock").stop_model_invocation_job(jobIdentifier=arn)
