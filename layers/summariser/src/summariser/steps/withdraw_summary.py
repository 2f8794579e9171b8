"""WithdrawSummary: a listing was taken down, so its summary and its text go."""

from summariser.ports import ListingStore, SummaryTable
from summariser.states import WithdrawSummaryInput, WithdrawSummaryOutput
from summariser.summary import Status


def withdraw_summary(
    step_input: WithdrawSummaryInput, *, store: ListingStore, table: SummaryTable
) -> WithdrawSummaryOutput:
    """Withdraw a listing's summary and erase its text, unless a newer version is published."""
    status = table.withdraw(step_input.listing_id, step_input.version, step_input.occurred_at)
    if status is Status.WITHDRAWN:
        store.erase(step_input.listing_id, keep_uri=step_input.event_uri)
    return WithdrawSummaryOutput(status=status, language=None, summary_uri=None)
