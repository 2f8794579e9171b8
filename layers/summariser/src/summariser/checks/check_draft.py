"""All checks of a draft, in the order in which people read their findings."""

from collections.abc import Callable, Iterable, Sequence

from summariser.checks.contradictions import find_contradictions
from summariser.checks.coverage import check_coverage
from summariser.checks.fairness import check_fairness
from summariser.checks.form import check_form
from summariser.checks.grounding.check_grounding import check_grounding
from summariser.checks.instruction_echo import check_instruction_echo
from summariser.checks.language import check_language
from summariser.checks.source import Source
from summariser.domain.document import Document
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft, Finding, ProfileSummary

Check = Callable[[ProfileSummary, Source, Profile], Iterable[Finding]]
CHECKS: tuple[Check, ...] = (
    check_coverage,
    check_grounding,
    check_form,
    check_language,
    check_fairness,
    check_instruction_echo,
)


def check_draft(
    draft: Draft, document: Document, profiles: Sequence[Profile]
) -> tuple[Finding, ...]:
    """Find what is wrong with a draft; a profile that the draft lacks was left out on purpose."""
    source = Source(document)
    found = [
        finding
        for profile in profiles
        if profile.name in draft.profiles
        for check in CHECKS
        for finding in check(draft.profiles[profile.name], source, profile)
    ]
    return (*found, *find_contradictions(source))
