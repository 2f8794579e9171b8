"""PrepareListing: a listing becomes a document of numbered lines, with the plan for its summary."""

from collections.abc import Sequence

from summariser.domain.event_type import EventType
from summariser.domain.profiles import Profile
from summariser.llm.models import Model
from summariser.ports import ListingStore, Meter
from summariser.preparation.prepare import prepare_document
from summariser.steps.plan_summary import plan_document
from summariser.steps.states import (
    NextStep,
    PlanSummaryInput,
    PrepareListingInput,
    PrepareListingOutput,
)


def prepare_listing(
    step_input: PrepareListingInput,
    *,
    store: ListingStore,
    meter: Meter,
    chain: Sequence[Model],
    last_resort: Model,
    profiles: Sequence[Profile],
    ceiling_usd: float,
) -> PrepareListingOutput:
    """Prepare a listing's document and plan its summary; of one that was taken down, only say so.

    Raises `ListingHasNoText` where there is nothing to read, and what `plan_document` raises.
    """
    listing_id, version = step_input.listing_id, step_input.version
    if step_input.event_type is EventType.UNPUBLISHED or step_input.listing_uri is None:
        return PrepareListingOutput(next_step=NextStep.WITHDRAW)
    document = prepare_document(
        store.get_listing(step_input.listing_uri), listing_id=listing_id, version=version
    )
    uri = store.put_document(document, listing_uri=step_input.listing_uri)
    planned = plan_document(
        document,
        PlanSummaryInput(listing_id=listing_id, version=version, document_uri=uri, planned=None),
        store=store,
        meter=meter,
        chain=chain,
        last_resort=last_resort,
        profiles=profiles,
        ceiling_usd=ceiling_usd,
    )
    return PrepareListingOutput.model_validate(planned.model_dump(exclude={"failure"}))
