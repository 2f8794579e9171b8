"""A call does what it should and its answer is lost, wherever one is made."""

import pytest

from tests.workflow.single_failures.rounds import Rounds, reads
from workbench.local.faults import Call, CallFault

pytestmark = pytest.mark.exhaustive


def should_lose_nothing_when_the_answer_of_any_one_write_is_lost(
    rounds: Rounds, call_sites: dict[Call, str]
) -> None:
    found = rounds.wrong(call_sites, CallFault.LOST_ANSWER, lambda site: not reads(site))
    assert found == {}
