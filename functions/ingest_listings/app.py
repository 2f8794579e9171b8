"""IngestListings: turns messages of the listing queue into executions or dead letters."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.domain.dead_letters import replays_of
from summariser.runtime import wiring
from summariser.runtime.observability import logger
from summariser.runtime.settings import IngestListingsSettings
from summariser.steps.ingest_listing import Message, ingest_listing

# When every record of a batch fails, each is still a partial item failure, not a function error.
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


def ingest_record(record: SQSRecord) -> None:
    """Ingest one message; an exception makes it a partial item failure."""
    settings = IngestListingsSettings.read()
    attribute = record.message_attributes["replays"]
    replays = replays_of(attribute.get("stringValue") if attribute else None)
    backfill = record.event_source_arn == settings.backfill_queue_arn
    ingest_listing(
        Message(record.body, replays, backfill=backfill),
        store=wiring.listing_store(settings.listing_bucket),
        ledger=wiring.ledger(settings.ledger_table),
        executions=wiring.executions(settings.state_machine_arn),
        dead_letters=wiring.dead_letters(settings.dead_letters_url),
        quota=wiring.quota(settings),
        delayed_retry=wiring.delayed_retry(settings.listing_queue_url, settings.backfill_queue_url),
        now=datetime.now(UTC),
    )


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Ingest a batch; the reply names the messages that SQS should deliver again."""
    reply = process_partial_response(
        event=event, record_handler=ingest_record, processor=processor, context=context
    )
    if processor.exceptions:
        logger.warning("partial item failures", errors=[kind for kind, *_ in processor.exceptions])
    return dict(reply)
