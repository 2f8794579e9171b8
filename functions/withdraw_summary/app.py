"""WithdrawSummary: removes the summary and the text of a listing that was taken down."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import WithdrawSummarySettings
from summariser.steps.states import WithdrawSummaryInput
from summariser.steps.withdraw_summary import withdraw_summary


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Withdraw a summary unless a newer version is there."""
    settings = WithdrawSummarySettings.read()
    step_input = WithdrawSummaryInput.model_validate(event)
    step_output = withdraw_summary(
        step_input,
        store=wiring.listing_store(settings.listing_bucket),
        table=wiring.summary_table(settings.summary_table, settings.ledger_table),
        ledger=wiring.ledger(settings.ledger_table),
        executions=wiring.executions(settings.state_machine_arn),
        now=datetime.now(UTC),
    )
    return record_step(step_input, step_output)
