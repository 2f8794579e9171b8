"""SubmitBatch: has Bedrock run the batch jobs of a backfill, as many at once as it takes."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.domain.batch import BatchInferenceOff
from summariser.llm.batch_quotas import load_batch_quotas
from summariser.runtime import backfill_wiring, batch_wiring
from summariser.runtime.observability import observed, record_step
from summariser.runtime.settings import SubmitBatchSettings
from summariser.steps.batch_states import SubmitBatchInput
from summariser.steps.submit_batch import submit_batch


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Submit the jobs of a backfill whose parts are prepared."""
    settings = SubmitBatchSettings.read()
    if settings.batch_inference == "off":
        raise BatchInferenceOff
    step_input = SubmitBatchInput.model_validate(event)
    step_output = submit_batch(
        step_input,
        batches=batch_wiring.batches(settings.listing_bucket),
        jobs=batch_wiring.batch_jobs(settings),
        inference=batch_wiring.batch_inference(settings),
        queue=backfill_wiring.backfill_queue(settings.backfill_queue_url),
        quotas=load_batch_quotas(),
        stage=settings.stage,
        now=datetime.now(UTC),
    )
    return record_step(step_input, step_output)
