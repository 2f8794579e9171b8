"""PrepareBatch: writes down the requests of a part of a backfill for a batch job."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.llm.batch_quotas import load_batch_quotas
from summariser.runtime import backfill_wiring, batch_wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import PrepareBatchSettings
from summariser.steps.batch_states import PrepareBatchInput
from summariser.steps.prepare_batch import prepare_batch


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Prepare a part whose events are in S3."""
    settings = PrepareBatchSettings.read()
    step_input = PrepareBatchInput.model_validate(event)
    step_output = prepare_batch(
        step_input,
        batches=batch_wiring.batches(settings.listing_bucket),
        jobs=batch_wiring.batch_jobs(settings),
        queue=backfill_wiring.backfill_queue(settings.backfill_queue_url),
        writer=batch_wiring.record_writer(settings),
        quotas=load_batch_quotas(),
        stage=settings.stage,
    )
    return record_step(step_input, step_output)
