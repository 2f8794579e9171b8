"""Verdict: what becomes of a draft."""

from enum import StrEnum


class Verdict(StrEnum):
    """What becomes of a draft."""

    ACCEPT = "accept"
    VERIFY = "verify"  # a model reads its sentences before it is judged
    REPLAN = "replan"  # it was accepted for the same content before, and no longer is
    REVISE = "revise"  # its model writes once more, told what was wrong
    NEXT_MODEL = "next_model"
    HOLD = "hold"  # no model is left
