"""What a `SummaryBus` announces."""

import pytest

from summariser.adapters.eventbridge import EventBridgeSummaryBus
from summariser.domain.summary import Status
from summariser.ports import SummaryBus
from tests.adapters.account import Aws
from tests.fakes import Noticeboard


@pytest.fixture
def bus(account: Aws | None) -> SummaryBus:
    return EventBridgeSummaryBus(account.bus) if account else Noticeboard()


def announce(bus: SummaryBus, status: Status) -> str:
    return bus.announce(
        listing_id="baker-1",
        version=1,
        status=status,
        language="en",
        summary_uri=None,
        execution_name=None,
    )


def should_name_each_announcement(bus: SummaryBus) -> None:
    statuses = (Status.PUBLISHED, Status.HELD, Status.WITHDRAWN, Status.PUBLISHED)
    assert len({announce(bus, status) for status in statuses}) == 4


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.RUNNING, Status.SUPERSEDED])
def should_announce_nothing_that_readers_cannot_see(status: Status, bus: SummaryBus) -> None:
    with pytest.raises(KeyError):
        announce(bus, status)
