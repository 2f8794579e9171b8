"""A call that only reads fails once, wherever one is made."""

import pytest

from tests.workflow.single_failures.rounds import Rounds, reads
from workbench.local.faults import Call, CallFault

pytestmark = pytest.mark.exhaustive


def should_lose_nothing_when_any_one_read_fails_once(
    rounds: Rounds, call_sites: dict[Call, str]
) -> None:
    assert rounds.wrong(call_sites, CallFault.GIVEN_UP, reads) == {}
