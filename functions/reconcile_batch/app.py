"""ReconcileBatch: turns the answers of batch jobs that ended into drafts, and sends events on."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import batch_wiring
from summariser.runtime.observability import logger, observed
from summariser.runtime.settings import ReconcileBatchSettings
from summariser.steps.reconcile_batch import reconcile_batch


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Look at every open job, whether Bedrock or the schedule says so: events may get lost."""
    settings = ReconcileBatchSettings.read()
    reconciled = reconcile_batch(
        jobs=batch_wiring.batch_jobs(settings),
        inference=batch_wiring.batch_inference(settings),
        reconciler=batch_wiring.reconciler(settings),
        report=batch_wiring.batch_outcomes(settings.stage),
        now=datetime.now(UTC),
        seconds_left=lambda: context.get_remaining_time_in_millis() / 1000,
    ).model_dump()
    logger.info("ReconcileBatch", reconciled=reconciled)
    return reconciled
