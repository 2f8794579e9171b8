"""AnnounceSummary: announces what became of listings, from the ledger's stream."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.runtime import wiring
from summariser.runtime.failures import record_failure
from summariser.runtime.observability import logger, observed, record_step
from summariser.runtime.settings import AnnounceSummarySettings
from summariser.steps.announce_summary import Change, announce_summaries, announce_summary
from summariser.steps.states import AnnounceSummaryInput


def _change(record: dict[str, Any]) -> Change:
    change = record["dynamodb"]
    return Change(
        sequence_number=change["SequenceNumber"],
        listing_id=change["Keys"]["listing_id"]["S"],
        version=int(change["Keys"]["version"]["N"]),
    )


def _log(change: Change, error: Exception) -> None:
    record_failure("AnnounceSummary", error, listing_id=change.listing_id, version=change.version)


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Announce a batch of changed rows; the reply names those that Lambda should deliver again.

    An execution of release 0.1.0 passes one summary, and no records.
    """
    settings = AnnounceSummarySettings.read()
    ledger, bus = wiring.ledger(settings.ledger_table), wiring.summary_bus(settings.summary_bus)
    if "Records" not in event:
        step_input = AnnounceSummaryInput.model_validate(event)
        return record_step(step_input, announce_summary(step_input, ledger=ledger, bus=bus))
    changes = [_change(record) for record in event["Records"]]
    failed = announce_summaries(
        changes,
        ledger=ledger,
        bus=bus,
        dead_letters=wiring.dead_letters(settings.announcement_dead_letters_url, settings.stage),
        now=datetime.now(UTC),
        report=_log,
    )
    for change in changes:
        if change.sequence_number not in failed:
            logger.info("AnnounceSummary", listing_id=change.listing_id, version=change.version)
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}
