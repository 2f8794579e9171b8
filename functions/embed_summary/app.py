"""EmbedSummary: has a listing's vector follow what is announced of its summary."""

import json
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import wiring
from summariser.runtime.failures import record_failure
from summariser.runtime.observability import logger, observed
from summariser.runtime.settings import EmbedSummarySettings
from summariser.steps.embed_summary import embed_summaries


def _log(listing_id: str, error: Exception) -> None:
    record_failure("EmbedSummary", error, listing_id=listing_id)


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Embed the summaries of a batch of announcements; the reply names those to deliver again."""
    settings = EmbedSummarySettings.read()
    listings = {
        record["messageId"]: json.loads(record["body"])["detail"]["listing_id"]
        for record in event["Records"]
    }
    failed = embed_summaries(
        list(listings.values()),
        summaries=wiring.summary_table(settings.summary_table, settings.ledger_table),
        store=wiring.listing_store(settings.listing_bucket),
        embeddings=wiring.embeddings(settings.embedding_model),
        vectors=wiring.vectors(settings.vector_index_arn),
        meter=wiring.meter(settings),
        report=_log,
    )
    logger.info("EmbedSummary", listing_ids=sorted(set(listings.values()) - failed))
    again = [message for message, listing_id in listings.items() if listing_id in failed]
    return {"batchItemFailures": [{"itemIdentifier": message} for message in again]}
