"""Findings: how a check says what it found."""

from summariser.domain.profiles import Profile
from summariser.domain.summary import Finding, Sentence, Severity


def block(code: str, message: str, profile: Profile, sentence: Sentence | None = None) -> Finding:
    """Say what keeps a summary from being published."""
    return _finding(Severity.BLOCK, code, message, profile, sentence)


def warn(code: str, message: str, profile: Profile, sentence: Sentence | None = None) -> Finding:
    """Say what a linguist should look at."""
    return _finding(Severity.WARN, code, message, profile, sentence)


def _finding(
    severity: Severity, code: str, message: str, profile: Profile, sentence: Sentence | None
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        profile=profile.name,
        sentence=sentence.text if sentence else None,
        message=message,
    )
