"""Findings: how a check says what it found."""

from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import Sentence


def report(
    code: FindingCode, message: str, profile: Profile, sentence: Sentence | None = None
) -> Finding:
    """Say what was found in a profile's summary, or in one sentence of it."""
    return Finding(
        code=code,
        profile=profile.name,
        sentence=sentence.text if sentence else None,
        message=message,
    )
