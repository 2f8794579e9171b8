"""Every record of a job is accounted for, however the job ended."""

from typing import Any

import pytest

from summariser.domain.batch import JobStatus
from summariser.domain.errors import ServiceUnavailable
from summariser.domain.message import parse_event
from summariser.domain.summary import Draft, Status
from tests.unit.batching import BACKFILL, BATCHED, Backfilling, answered, body_of
from tests.values import any_entry

ONE = (100 * 0.5 + 20 * 2.5) / 1_000_000  # of an answer, at the price of batch inference
TRUNCATED: dict[str, Any] = {"stopReason": "max_tokens"}
FILTERED: dict[str, Any] = {"stopReason": "content_filtered", "output": {}}


def submitted(records: int = 3) -> Backfilling:
    backfill = Backfilling()
    backfill.prepare(*(body_of(number) for number in range(records)))
    backfill.submit()
    return backfill


def should_make_a_draft_of_each_answer_and_send_every_event_on() -> None:
    backfill = submitted()
    backfill.answer(*(answered(it) for it in reversed(backfill.ids())))
    found = backfill.reconcile()
    assert (found.ended, found.open, found.drafts, found.without_draft) == (1, 0, 3, 0)
    assert backfill.drafts() == ["baker-0", "baker-1", "baker-2"]
    assert backfill.queue.bodies == [body_of(0), body_of(1), body_of(2)]
    assert backfill.ended == [(JobStatus.COMPLETED, 3)]


def should_store_a_draft_where_its_plan_finds_what_a_model_wrote() -> None:
    backfill = submitted(2)
    first, second = backfill.ids()
    backfill.answer(answered(first), answered(second))
    backfill.reconcile()
    listing_uri = backfill.listings.listing_uri(parse_event(body_of(0)))
    plan_uri = backfill.listings.plan_uri(beside=listing_uri)
    draft = backfill.listings.find_written(plan_uri=plan_uri, content=first, revised=False)
    assert isinstance(draft, Draft)
    assert (draft.model, draft.listing_id) == (BATCHED.name, "baker-0")
    assert draft.usage.cost_usd == pytest.approx(ONE)


def should_meter_every_answer_once_at_the_batch_price_also_one_of_no_use() -> None:
    backfill = submitted(4)
    ids = backfill.ids()
    backfill.answer(
        answered(ids[0]),
        answered(ids[0]),
        answered(ids[1], **TRUNCATED),
        answered(ids[2], "As a large language model I would be happy to help."),
        answered(ids[3], **FILTERED),
    )
    assert backfill.reconcile().drafts == 1
    assert backfill.meter.spent_usd() == pytest.approx(4 * ONE)
    assert {call.counted_as for call in backfill.meter.calls} == {"small (batch)"}
    assert len(backfill.queue.bodies) == 4


def should_leave_to_the_one_path_what_is_missing_failed_or_malformed() -> None:
    backfill = submitted(4)
    ids = backfill.ids()
    failed = b'{"recordId": "%s", "error": {"errorCode": 400}}' % ids[1].encode()
    odd = b'{"recordId": "%s", "modelOutput": {"odd": true}}' % ids[2].encode()
    backfill.answer(answered(ids[0]), failed, odd, answered(ids[3])[:-30])
    found = backfill.reconcile()
    assert (found.drafts, found.without_draft) == (1, 3)
    assert backfill.drafts() == ["baker-0"]
    assert len(backfill.queue.bodies) == 4
    assert backfill.meter.spent_usd() == pytest.approx(ONE)


@pytest.mark.parametrize("status", [it for it in JobStatus if it is not JobStatus.NOT_CREATED])
@pytest.mark.parametrize("answers", [0, 2])
def should_account_for_every_record_of_a_job_however_it_ended(
    status: JobStatus, answers: int
) -> None:
    backfill = submitted()
    backfill.answer(*map(answered, backfill.ids()[:answers]), status=status)
    assert backfill.reconcile().drafts == answers
    assert sorted(backfill.queue.bodies) == [body_of(0), body_of(1), body_of(2)]
    assert backfill.ended == [(status, answers)]
    assert backfill.reconcile().ended == 0


def should_leave_a_job_alone_while_it_runs() -> None:
    backfill = submitted()
    assert (backfill.reconcile().open, backfill.queue.bodies) == (1, [])


def should_come_to_the_same_result_where_it_was_killed_and_repeated() -> None:
    backfill = submitted()
    backfill.answer(*map(answered, backfill.ids()))
    backfill.queue.refusals = 1
    with pytest.raises(ServiceUnavailable):
        backfill.reconcile()
    assert backfill.reconcile().drafts == 3
    assert backfill.meter.spent_usd() == pytest.approx(3 * ONE)
    assert sorted(backfill.queue.bodies) == [body_of(0), body_of(1), body_of(2)]


def should_go_on_with_the_next_part_where_time_ran_out() -> None:
    backfill = Backfilling()
    for part in (0, 1):
        backfill.prepare(body_of(2 * part), body_of(2 * part + 1), part=part)
    backfill.submit()
    for part in (0, 1):
        backfill.answer(*map(answered, backfill.ids(part)), part=part)
    backfill.seconds_left = [900.0, 10.0]
    assert backfill.reconcile().ended == 0
    assert backfill.queue.bodies == [body_of(0), body_of(1)]
    assert backfill.reconcile().ended == 1
    assert backfill.queue.bodies == [body_of(0), body_of(1), body_of(2), body_of(3)]


def should_give_up_a_job_that_bedrock_never_took() -> None:
    backfill = Backfilling()
    backfill.prepare(body_of(0), body_of(1))
    backfill.service.room = 0
    assert backfill.submit().waiting == 1
    assert backfill.reconcile(hours=5).open == 1
    backfill.submit(minutes=300)
    assert backfill.reconcile(hours=10).open == 1
    assert backfill.reconcile(hours=12).ended == 1
    assert backfill.queue.bodies == [body_of(0), body_of(1)]
    assert backfill.ended == [(JobStatus.NOT_CREATED, 0)]
    backfill.service.room = 1
    backfill.submit(minutes=800)
    assert backfill.service.jobs == {}


def should_write_nothing_of_a_listing_that_was_taken_down_meanwhile() -> None:
    backfill = submitted(2)
    backfill.answer(*map(answered, backfill.ids()))
    backfill.ledger.add(any_entry("baker-0", 2, status=Status.WITHDRAWN))
    assert backfill.reconcile().drafts == 1
    assert backfill.drafts() == ["baker-1"]
    assert backfill.meter.spent_usd() == pytest.approx(2 * ONE)
    assert len(backfill.queue.bodies) == 2


def should_read_no_answer_by_the_profiles_of_a_later_deployment() -> None:
    backfill = submitted(2)
    first, second = backfill.ids()
    backfill.answer(answered(first, "preview| You bake bread every night. [4]"), answered(second))
    assert backfill.reconcile().drafts == 1
    assert len(backfill.batches.records[BACKFILL, 0]) == 2
