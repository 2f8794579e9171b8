"""SweepLedger: resumes versions that stood still too long, or sends them to the dead letters."""

from datetime import UTC, datetime, timedelta
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.domain.ledger import Due
from summariser.runtime import wiring
from summariser.runtime.failures import record_failure
from summariser.runtime.observability import logger, observed
from summariser.runtime.settings import SweepLedgerSettings
from summariser.steps.sweep_ledger import sweep_ledger


def _log(due: Due, error: Exception) -> None:
    record_failure(
        "SweepLedger",
        error,
        listing_id=due.listing_id,
        version=due.version,
        correlation_id=due.execution_name,
    )


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Sweep the ledger; the schedule's event is ignored."""
    settings = SweepLedgerSettings.read()
    swept = sweep_ledger(
        store=wiring.listing_store(settings.listing_bucket),
        ledger=wiring.ledger(settings.ledger_table),
        executions=wiring.executions(settings.state_machine_arn),
        dead_letters=wiring.dead_letters(settings.dead_letters_url, settings.stage),
        now=datetime.now(UTC),
        stalled_after=timedelta(minutes=settings.stalled_minutes),
        seconds_left=lambda: context.get_remaining_time_in_millis() / 1000,
        report=_log,
    ).model_dump()
    logger.info("SweepLedger", swept=swept)
    return swept
