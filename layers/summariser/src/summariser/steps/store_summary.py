"""StoreSummary: a draft becomes its listing's summary, unless a newer version has one."""

from datetime import datetime

from summariser.ports import ListingStore, SummaryTable
from summariser.states import StoreSummaryInput, StoreSummaryOutput
from summariser.summary import Status, Summary


def store_summary(
    step_input: StoreSummaryInput, *, store: ListingStore, table: SummaryTable, now: datetime
) -> StoreSummaryOutput:
    """Store a draft as a summary; the row comes last, so that its readers find the object."""
    draft = store.get_draft(step_input.draft_uri)
    summary = Summary(
        **dict(draft),
        status=Status.PUBLISHED,
        document_uri=step_input.document_uri,
        occurred_at=step_input.occurred_at,
        stored_at=now,
    )
    uri = store.put_summary(summary)
    status = table.publish(summary, uri)
    if status is Status.SUPERSEDED:
        store.put_summary(summary.model_copy(update={"status": status}))
    return StoreSummaryOutput(status=status, language=summary.language, summary_uri=uri)
