"""Publication: a draft becomes the summary of a listing version, marked as made by a machine."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from summariser.domain.profiles import load_profiles
from summariser.domain.summary import Draft, ProfileSummary, Status, Summary, Usage
from summariser.language.marking import notice_in


def summary_of(
    draft: Draft,
    *,
    version: int,
    status: Status,
    document_uri: str,
    occurred_at: datetime,
    stored_at: datetime,
) -> Summary:
    """Make the summary of a version; what was written for another version costs this one nothing.

    Every profile says to its readers, in their language, that a machine wrote it.
    """
    fields: dict[str, Any] = dict(draft) | {"profiles": marked(draft)}
    if draft.version != version:
        free = Usage(calls=0, input_tokens=0, output_tokens=0, cost_usd=0.0, seconds=0.0)
        fields |= {"version": version, "reused_from": draft.version, "usage": free}
    return Summary(
        **fields,
        status=status,
        document_uri=document_uri,
        occurred_at=occurred_at,
        stored_at=stored_at,
    )


def marked(draft: Draft) -> Mapping[str, ProfileSummary]:
    """Give the profiles of a draft, each with the notice that a machine wrote it."""
    own = {profile.name: profile.language for profile in load_profiles()}
    return {
        name: profile.model_copy(update={"notice": notice_in(own.get(name) or draft.language)})
        for name, profile in draft.profiles.items()
    }
