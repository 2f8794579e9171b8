"""A call that changes something, or invokes a function, fails once, wherever one is made."""

from tests.workflow.single_failures.rounds import Rounds, reads
from workbench.local.faults import Call, CallFault

# What no event of a listing comes by, and where its failures are tried instead.
ELSEWHERE = {
    "AnswerRequestsFunction",  # a client asks again: tests/unit/test_answer_requests.py
    "PrepareBatchFunction",  # tests/unit/test_prepare_batch.py
    "ReconcileBatchFunction",  # tests/unit/test_reconcile_batch.py
    "ReplayDeadLettersFunction",  # killed at any moment in test_killed_replay.py
    "SplitBackfillFunction",  # tests/unit/backfill
    "StageListingsFunction",  # likewise
    "SubmitBatchFunction",  # tests/unit/test_submit_batch.py
}


def should_know_the_call_sites_of_every_function_and_state(
    rounds: Rounds, call_sites: dict[Call, str]
) -> None:
    functions = set(rounds.board.engine.functions)
    makes = {site.caller for site in call_sites}
    invoked = {site.operation.removeprefix("Invoke ") for site in call_sites}
    assert functions - makes == ELSEWHERE
    polled = {"IngestListingsFunction", "AnnounceSummaryFunction"}
    assert functions - invoked == {*polled, "SweepLedgerFunction", *ELSEWHERE}
    assert rounds.usual["withdrawn first"] == [["withdrawn"], ["superseded"]]


def should_lose_nothing_when_any_one_write_fails_once(
    rounds: Rounds, call_sites: dict[Call, str]
) -> None:
    found = rounds.wrong(call_sites, CallFault.GIVEN_UP, lambda site: not reads(site))
    assert found == {}
