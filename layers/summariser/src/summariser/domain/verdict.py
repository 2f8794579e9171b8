"""Verdict: what becomes of a draft."""

from enum import StrEnum


class Verdict(StrEnum):
    """What becomes of a draft."""

    ACCEPT = "accept"
    VERIFY = "verify"  # a model reads its sentences before it is judged
    REPLAN = "replan"  # a reused draft that the checks now refuse
    REVISE = "revise"  # its model writes again, with the findings in the prompt
    NEXT_MODEL = "next_model"
    HOLD = "hold"  # no model is left
