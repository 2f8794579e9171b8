"""Verdict: what becomes of a draft."""

from enum import StrEnum


class Verdict(StrEnum):
    """What becomes of a draft."""

    ACCEPT = "accept"
    REPLAN = "replan"  # a reused draft that the checks now block
    REVISE = "revise"  # its model writes again, with the findings in the prompt
    NEXT_MODEL = "next_model"
    HOLD = "hold"  # no model is left
