"""WithdrawSummary: a listing was taken down, so its summary and its text go."""

from datetime import datetime

from summariser.domain.ledger import UNFINISHED
from summariser.domain.summary import Status
from summariser.ports import Executions, Ledger, ListingStore, SummaryTable
from summariser.steps.erasing import erase_listing
from summariser.steps.states import WithdrawSummaryInput, WithdrawSummaryOutput

UNPUBLISHED = "The listing was unpublished."


def withdraw_summary(
    step_input: WithdrawSummaryInput,
    *,
    store: ListingStore,
    table: SummaryTable,
    ledger: Ledger,
    executions: Executions,
    now: datetime,
) -> WithdrawSummaryOutput:
    """Withdraw a listing's summary, stop what works on it and erase its text.

    Nothing happens where a newer version is published. What a stopped execution's last function
    still writes, the sweep erases.
    """
    listing_id, version = step_input.listing_id, step_input.version
    event_uri = step_input.event_uri
    status = table.withdraw(listing_id, version, event_uri, step_input.occurred_at, now)
    if status is Status.SUPERSEDED:
        ledger.superseded(listing_id, version, event_uri, now)
    else:
        rows = ledger.until(listing_id, version)
        for entry in rows:
            if entry.overtook:
                executions.stop(entry.overtook, UNPUBLISHED)
            if entry.status in UNFINISHED and entry.event_uri != event_uri:
                executions.stop(entry.execution_name, UNPUBLISHED)
                ledger.superseded(listing_id, entry.version, entry.event_uri, now)
            elif entry.status is Status.HELD:
                ledger.superseded(listing_id, entry.version, entry.event_uri, now)
        erase_listing(rows[-1], rows, store=store)  # its own row is the newest of these
    return WithdrawSummaryOutput(status=status, language=None, summary_uri=None)
