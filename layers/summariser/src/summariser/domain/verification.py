"""Verification: which sentences of a draft a model has to find support for."""

from enum import StrEnum


class VerifySentences(StrEnum):
    """Which sentences are verified, beside those that rules already refuse."""

    REWORDED = "reworded"  # every sentence that is not in its lines word for word
    DOUBTFUL = "doubtful"  # those that rules suspect
    NONE = "none"  # those that rules suspect are left out
