"""How the jobs of a backfill are submitted: each once, and no more at once than may be."""

import pytest

from summariser.domain.batch import JobStatus
from summariser.domain.errors import ServiceUnavailable
from summariser.steps.batch_states import SubmitBatchOutput
from tests.unit.batching import BATCHED, Backfilling, body_of

PARTS_OF_A_JOB = 3  # by the quotas of batching.py


def prepared(jobs: int) -> Backfilling:
    """Prepare a part of two records for each of so many jobs."""
    backfill = Backfilling()
    for job in range(jobs):
        backfill.prepare(body_of(2 * job), body_of(2 * job + 1), part=job * PARTS_OF_A_JOB)
    return backfill


def should_have_one_job_answer_several_parts() -> None:
    backfill = Backfilling()
    for part in range(4):
        backfill.prepare(body_of(2 * part), body_of(2 * part + 1), part=part)
    assert backfill.submit() == SubmitBatchOutput(submitted=2, waiting=0, on_demand=0)
    assert [(job.parts, job.records) for job in backfill.rows.rows.values()] == [
        ((0, 1, 2), 6),
        ((3,), 2),
    ]


def should_let_the_rest_wait_for_room_and_submit_it_later() -> None:
    backfill = prepared(3)
    assert backfill.submit() == SubmitBatchOutput(submitted=2, waiting=1, on_demand=0)
    assert backfill.submit() == SubmitBatchOutput(submitted=2, waiting=1, on_demand=0)
    backfill.answer()
    backfill.reconcile()
    assert backfill.submit() == SubmitBatchOutput(submitted=3, waiting=0, on_demand=0)
    assert len(backfill.service.jobs) == 3


def should_wait_where_others_use_the_accounts_quota() -> None:
    backfill = prepared(2)
    backfill.service.room = 1
    assert backfill.submit() == SubmitBatchOutput(submitted=1, waiting=1, on_demand=0)


def should_send_on_demand_what_is_too_little_for_a_job() -> None:
    backfill = Backfilling()
    backfill.prepare(body_of(1))
    for _ in range(2):
        backfill.submit()
    assert backfill.queue.bodies == [body_of(1)]
    assert backfill.service.jobs == {}
    assert backfill.reconcile().open == 0


def should_send_on_demand_what_was_prepared_for_two_models() -> None:
    backfill = Backfilling()
    backfill.prepare(body_of(1), body_of(2), part=0)
    backfill.chain = (BATCHED.model_copy(update={"name": "another"}),)
    backfill.prepare(body_of(3), body_of(4), part=1)
    assert backfill.submit() == SubmitBatchOutput(submitted=0, waiting=0, on_demand=4)
    assert backfill.service.jobs == {}
    assert len(backfill.queue.bodies) == 4


def should_keep_every_job_before_the_first_is_asked_for() -> None:
    backfill = prepared(2)
    backfill.service.throttled = 1
    with pytest.raises(ServiceUnavailable):
        backfill.submit()
    assert len(backfill.rows.rows) == 2
    assert backfill.submit().submitted == 2


def should_find_a_job_that_bedrock_took_before_anybody_noted_it() -> None:
    backfill = prepared(1)
    backfill.submit()
    (name,) = backfill.rows.rows
    backfill.rows.rows[name] = backfill.rows.rows[name].model_copy(update={"arn": None})
    backfill.answer()
    assert backfill.reconcile().ended == 1
    assert backfill.rows.rows[name].arn == f"arn/{name}"
    assert backfill.rows.rows[name].status is JobStatus.COMPLETED
