"""WriteSummary: a model writes the summaries of a document, for every profile at once."""

from collections.abc import Sequence

from summariser.ports import ListingStore, TextModel
from summariser.profiles import Profile
from summariser.states import WriteSummaryInput, WriteSummaryOutput


def write_summary(
    step_input: WriteSummaryInput,
    *,
    store: ListingStore,
    model: TextModel,
    profiles: Sequence[Profile],
) -> WriteSummaryOutput:
    """Have a document's summaries written and keep them as a draft."""
    document = store.get_document(step_input.document_uri)
    draft = model.write_summary(document, profiles)
    uri = store.put_draft(draft, document_uri=step_input.document_uri)
    return WriteSummaryOutput(draft_uri=uri, model=draft.model)
