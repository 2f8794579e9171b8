"""AnnounceSummary: other systems hear what became of a listing."""

from summariser.ports import SummaryBus
from summariser.steps.states import AnnounceSummaryInput, AnnounceSummaryOutput


def announce_summary(step_input: AnnounceSummaryInput, *, bus: SummaryBus) -> AnnounceSummaryOutput:
    """Announce a published, held or withdrawn summary, by reference."""
    return AnnounceSummaryOutput(event_id=bus.announce(**dict(step_input)))
