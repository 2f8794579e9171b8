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
from summariser.domain.event_queue import EventQueue
from summariser.domain.waiting import waiting_since
from summariser.runtime import wiring
from summariser.runtime.observability import logger, observed
from summariser.runtime.settings import IngestListingsSettings
from summariser.steps.ingest_listing import Message, ingest_listing

# When every record of a batch fails, each is still a partial item failure, not a function error.
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


def ingest_record(record: SQSRecord) -> None:
    """Ingest one message; an exception makes it a partial item failure."""
    settings = IngestListingsSettings.read()
    ingested = ingest_listing(
        _message(record, settings.queue_of(record.event_source_arn)),
        store=wiring.listing_store(settings.listing_bucket),
        ledger=wiring.ledger(settings.ledger_table),
        executions=wiring.executions(settings.state_machine_arn),
        dead_letters=wiring.dead_letters(settings.dead_letters_url, settings.stage),
        quota=wiring.quota(settings),
        capacity=wiring.capacity(settings),
        delayed_retry=wiring.delayed_retry(settings),
        now=datetime.now(UTC),
    )
    if ingested.execution_name:
        logger.info("starts", correlation_id=ingested.execution_name, message_id=record.message_id)
    if ingested.waits:
        logger.info("waits", reason=ingested.waits, message_id=record.message_id)


def _message(record: SQSRecord, queue: EventQueue) -> Message:
    texts = {
        name: value["stringValue"]
        for name, value in record["messageAttributes"].items()
        if "stringValue" in value
    }
    sent_at = datetime.fromtimestamp(int(record.attributes.sent_timestamp) / 1000, UTC)
    return Message(
        record.body,
        waiting_since=waiting_since(texts.get("waiting_since"), sent_at=sent_at),
        replays=replays_of(texts.get("replays")),
        queue=queue,
    )


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Ingest a batch; the reply names the messages that SQS should deliver again."""
    reply = process_partial_response(
        event=event, record_handler=ingest_record, processor=processor, context=context
    )
    if processor.exceptions:
        logger.warning("partial item failures", errors=[kind for kind, *_ in processor.exceptions])
    return dict(reply)
