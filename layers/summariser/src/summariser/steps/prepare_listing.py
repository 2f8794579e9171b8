"""PrepareListing: a listing becomes a document of numbered lines."""

from summariser.ports import ListingStore
from summariser.preparation.prepare import prepare_document
from summariser.steps.states import PrepareListingInput, PrepareListingOutput


def prepare_listing(
    step_input: PrepareListingInput, *, store: ListingStore
) -> PrepareListingOutput:
    """Prepare a listing's document; raises `ListingHasNoText` where there is nothing to read."""
    document = prepare_document(
        store.get_listing(step_input.listing_uri),
        listing_id=step_input.listing_id,
        version=step_input.version,
    )
    uri = store.put_document(document, listing_uri=step_input.listing_uri)
    return PrepareListingOutput(document_uri=uri)
