"""StoreSummary: a draft becomes its listing's summary, or is held."""

from collections.abc import Callable
from datetime import datetime

from summariser.core.publication import summary_of
from summariser.domain.findings import cause_of
from summariser.domain.summary import Status, Summary
from summariser.domain.verdict import Verdict
from summariser.ports import Ledger, ListingStore, SummaryTable
from summariser.steps.states import StoreSummaryInput, StoreSummaryOutput

# Counts a published or held summary, with the seconds since its event arrived if they count.
Report = Callable[[Summary, float | None], None]


def store_summary(
    step_input: StoreSummaryInput,
    *,
    store: ListingStore,
    table: SummaryTable,
    ledger: Ledger,
    report: Report,
    now: datetime,
) -> StoreSummaryOutput:
    """Store a draft as a summary; the row comes last, so that its readers find the object.

    A held one is stored where no reader looks. Of a listing that was withdrawn meanwhile nothing
    stays, and of an event that another one of its version overtook nothing is shown.
    """
    listing_id, version, event_uri = step_input.listing_id, step_input.version, step_input.event_uri
    draft = store.get_draft(step_input.draft_uri)
    holds = step_input.verdict is Verdict.HOLD
    summary = summary_of(
        draft,
        version=version,
        status=Status.HELD if holds else Status.PUBLISHED,
        document_uri=step_input.document_uri,
        occurred_at=step_input.occurred_at,
        stored_at=now,
    )
    uri = store.put_held(summary) if holds else store.put_summary(summary)
    kept: str | None = uri
    if holds:
        status = _hold(summary, uri, event_uri, ledger)
    else:
        status = table.publish(summary, uri, event_uri)
    if status is Status.SUPERSEDED:
        ledger.superseded(listing_id, version, event_uri, now)
        if table.is_withdrawn(listing_id):
            store.erase(listing_id, version)
            kept = None
        elif not holds:
            store.put_summary(summary.model_copy(update={"status": status}))
    else:
        report(summary, _latency_s(step_input, now))
    return StoreSummaryOutput(status=status, language=summary.language, summary_uri=kept)


def _latency_s(step_input: StoreSummaryInput, now: datetime) -> float | None:
    started_with = step_input.execution_input
    if started_with is None or started_with.received_at is None:
        return None
    return (now - started_with.received_at).total_seconds()


def _hold(summary: Summary, uri: str, event_uri: str, ledger: Ledger) -> Status:
    if ledger.is_obsolete(summary.listing_id, summary.version, event_uri):
        return Status.SUPERSEDED
    return ledger.held(summary, uri, event_uri, cause=cause_of(summary.findings))
