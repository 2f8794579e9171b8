"""All checks of a draft, in the order in which people read their findings."""

from collections.abc import Iterator, Sequence

from summariser.checks.registry import all_checks, summary_checks
from summariser.checks.source import Source
from summariser.domain.document import Document
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft, ProfileSummary

NO_SUMMARY = ProfileSummary(text="", sentences=())  # of a profile that the draft left out


def check_draft(
    draft: Draft, document: Document, profiles: Sequence[Profile]
) -> tuple[Finding, ...]:
    """Find what is wrong with a draft, and what it does not tell."""
    source = Source(document)
    found = [
        finding
        for profile in profiles
        for finding in check_summary(draft.profiles.get(profile.name, NO_SUMMARY), source, profile)
    ]
    for check in all_checks():
        if check.of_listing is not None:
            found += check.of_listing(source)
    return tuple(found)


def check_summary(summary: ProfileSummary, source: Source, profile: Profile) -> Iterator[Finding]:
    """Find what is wrong with one profile's summary."""
    for check in summary_checks():
        yield from check(summary, source, profile)
