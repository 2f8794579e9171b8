"""A failed execution leaves its event with the dead letters."""

import json

import pytest

from summariser.domain.summary import Status
from summariser.steps.send_dead_letter import send_dead_letter
from summariser.steps.states import SendDeadLetterInput
from tests.fakes import LedgerRows, ListingShelf
from tests.queues import DeadLetterList
from tests.values import NOON, any_entry


@pytest.mark.parametrize(
    ("cause", "message"),
    [
        (json.dumps({"errorMessage": "No text.", "errorType": "ListingHasNoText"}), "No text."),
        ("The state timed out.", "The state timed out."),
        ('["unexpected"]', '["unexpected"]'),
    ],
)
def should_send_the_event_of_a_failed_execution_with_a_readable_cause(
    cause: str, message: str
) -> None:
    dead_letters, ledger = DeadLetterList(), LedgerRows()
    ledger.add(any_entry(status=Status.RUNNING))
    fail(ledger, dead_letters, cause=cause)
    ((body, failure),) = dead_letters.letters
    assert body == "the event"
    assert failure.cause == message
    assert (failure.error, failure.execution_arn) == ("ListingHasNoText", "arn")
    assert (failure.state, failure.replays) == ("PrepareListing", 2)
    assert ledger.rows["baker-1", 1].status is Status.DEAD
    assert ledger.rows["baker-1", 1].error == "ListingHasNoText"


def should_send_no_dead_letter_for_a_version_that_a_newer_one_made_pointless() -> None:
    dead_letters, ledger = DeadLetterList(), LedgerRows()
    ledger.add(any_entry(status=Status.RUNNING), any_entry(version=2, status=Status.PUBLISHED))
    fail(ledger, dead_letters)
    assert not dead_letters.letters
    assert ledger.status("baker-1", 1) is Status.SUPERSEDED


def fail(ledger: LedgerRows, dead_letters: DeadLetterList, *, cause: str = "No text.") -> None:
    step_input = SendDeadLetterInput(
        listing_id="baker-1",
        version=1,
        event_uri="baker-1/1/event",
        replays=2,
        state="PrepareListing",
        error="ListingHasNoText",
        cause=cause,
        execution_arn="arn",
    )
    store = ListingShelf({"baker-1/1/event": "the event"})
    send_dead_letter(step_input, store=store, ledger=ledger, dead_letters=dead_letters, now=NOON)
