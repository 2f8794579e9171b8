"""StoreSummary: stores a draft as its listing's summary, or holds it."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import StoreSummarySettings
from summariser.steps.states import StoreSummaryInput
from summariser.steps.store_summary import store_summary


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Store a draft unless a newer version is there; hold it if a check blocks it."""
    settings = StoreSummarySettings.read()
    step_input = StoreSummaryInput.model_validate(event)
    step_output = store_summary(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        table=wiring.summary_table(settings.summary_table, settings.ledger_table),
        ledger=wiring.ledger(settings.ledger_table),
        report=wiring.outcomes(settings.stage),
        now=datetime.now(UTC),
    )
    return record_step(step_input, step_output)
