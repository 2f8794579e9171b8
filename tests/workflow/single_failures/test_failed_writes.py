"""A call that changes something, or invokes a function, fails once, wherever one is made."""

from tests.workflow.single_failures.rounds import Rounds, reads
from workbench.local.faults import Call, CallFault


def should_lose_nothing_when_any_one_write_fails_once(
    rounds: Rounds, call_sites: dict[Call, str]
) -> None:
    found = rounds.wrong(call_sites, CallFault.GIVEN_UP, lambda site: not reads(site))
    assert found == {}
