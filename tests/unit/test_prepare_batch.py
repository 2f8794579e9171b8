"""What of a part a batch job is asked, and what goes on demand."""

import json

import pytest

from summariser.core.batch import fitting, job_of, largest_part, outputs_by_record, parts_in_a_job
from summariser.core.plan import content_key
from summariser.domain.errors import ListingNotFound
from summariser.llm.batch_quotas import load_batch_quotas
from summariser.llm.prompts import STOP
from summariser.steps.batch_states import PrepareBatchOutput
from tests.models import any_model
from tests.unit.batching import BACKFILL, BATCHED, PROFILES, QUOTAS, Backfilling, body_of
from tests.values import any_draft, any_event_body, any_listing

LONG = "<p>" + "</p><p>".join(f"You bake loaf {n} for customer {n}." for n in range(3000)) + "</p>"


def should_ask_for_each_listing_once_by_its_content() -> None:
    backfill = Backfilling()
    assert backfill.prepare(body_of(1), body_of(2)) == PrepareBatchOutput(records=2, on_demand=0)
    records = [json.loads(line) for line in backfill.batches.lines[BACKFILL, 0]]
    waiting = backfill.batches.records[BACKFILL, 0]
    assert [record["recordId"] for record in records] == [
        content_key(one.document, [BATCHED], PROFILES) for one in waiting
    ]
    assert [one.body for one in waiting] == [body_of(1), body_of(2)]
    asked = records[0]["modelInput"]
    assert "Ghent 1" in asked["messages"][0]["content"][0]["text"]
    assert asked["inferenceConfig"]["stopSequences"] == [f"\n{STOP}"]
    assert backfill.queue.bodies == []


def should_set_no_cache_point_in_a_job() -> None:
    backfill = Backfilling(chain=(BATCHED.model_copy(update={"cache_read_usd": 0.1}),))
    backfill.prepare(body_of(1))
    assert b"cachePoint" not in backfill.batches.lines[BACKFILL, 0][0]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("not json", id="no event"),
        pytest.param(any_event_body(listing={"description": " "}), id="no text"),
        pytest.param(any_event_body(type="listing.unpublished", listing=None), id="taken down"),
        pytest.param(any_event_body(listing=None, listing_uri="s3://bucket/incoming/x"), id="gone"),
        pytest.param(
            any_event_body(listing=any_listing(description=LONG).model_dump()), id="many calls"
        ),
        pytest.param(body_of(1, listing_id="twin"), id="same text"),
    ],
)
def should_send_on_demand_what_no_job_can_answer_in_one_call(body: str) -> None:
    backfill = Backfilling()
    found = backfill.prepare(body_of(1), body)
    assert (found.records, found.on_demand) == (1, 1)
    assert backfill.queue.bodies == [body]


def should_send_everything_on_demand_where_the_model_has_no_batch_price() -> None:
    backfill = Backfilling(chain=(any_model(window=8192), BATCHED))
    assert backfill.prepare(body_of(1), body_of(2)).records == 0
    assert backfill.queue.bodies == [body_of(1), body_of(2)]


def should_send_everything_on_demand_once_the_days_ceiling_is_reached() -> None:
    backfill = Backfilling(ceiling_usd=5.0)
    backfill.meter.spent = 5.0
    assert backfill.prepare(body_of(1)).on_demand == 1


def should_not_pay_for_a_listing_whose_draft_was_accepted() -> None:
    backfill = Backfilling()
    backfill.prepare(body_of(1), body_of(2))
    (first, _) = backfill.ids()
    backfill.listings.keep_draft(any_draft(), document_uri="baker-1/1/document", content=first)
    backfill.batches.parts.clear()
    assert backfill.prepare(body_of(1), body_of(2)).records == 1
    assert backfill.queue.bodies == [body_of(1)]


def should_do_nothing_again_for_a_part_that_is_prepared() -> None:
    backfill = Backfilling()
    first = backfill.prepare(body_of(1), "not json")
    assert backfill.prepare(body_of(1), "not json") == first
    assert backfill.queue.bodies == ["not json"]


def should_send_on_demand_what_comes_when_its_job_may_be_running() -> None:
    backfill = Backfilling()
    backfill.prepare(body_of(1), body_of(2))
    backfill.submit()
    assert backfill.prepare(body_of(3), part=1).on_demand == 1
    assert backfill.queue.bodies == [body_of(3)]
    assert backfill.submit().submitted == 1


def should_refuse_a_part_that_is_not_there() -> None:
    backfill = Backfilling()
    with pytest.raises(ListingNotFound):
        backfill.batches.get_events("elsewhere")


def should_keep_a_jobs_parts_within_every_quota() -> None:
    quotas = load_batch_quotas()
    parts = parts_in_a_job(quotas)
    assert parts * 1000 <= quotas.maximum_records
    assert parts * largest_part(quotas) <= quotas.job_bytes
    assert largest_part(quotas) <= quotas.file_bytes
    assert {job_of(part, quotas) for part in range(parts)} == {0}
    assert job_of(parts, quotas) == 1


def should_leave_out_what_a_part_has_no_room_for() -> None:
    small = QUOTAS.model_copy(update={"file_bytes": 10})
    assert list(fitting([b"12345", b"123456", b"12345", b"1"], small)) == [True, False, True, False]
    assert sum(fitting([b"1"] * 1200, QUOTAS)) == 1000


def should_read_an_output_in_any_order_and_of_a_repeated_record_the_first_line() -> None:
    lines = [
        b'{"recordId": "b", "modelOutput": {"n": 1}, "modelInput": {}}',
        b'{"recordId": "a", "error": {"errorCode": 400}}',
        b'{"recordId": "b", "modelOutput": {"n": 2}}',
        b'{"recordId": "c", "modelOut',
        b"[]",
        b"",
    ]
    assert outputs_by_record(lines) == {
        "b": {"modelOutput": {"n": 1}},
        "a": {"error": {"errorCode": 400}},
    }
