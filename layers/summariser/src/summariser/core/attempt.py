"""Attempt: one model's attempt at a document, by a plan; the values that its steps share."""

from collections.abc import Sequence
from dataclasses import dataclass

from summariser.core.plan import Plan
from summariser.domain.document import Document
from summariser.domain.profiles import Profile
from summariser.llm.budget import TokenBudget
from summariser.llm.models import Model


@dataclass(frozen=True)
class Attempt:
    """A document, the plan for it, the model that the plan names, and what it is to write."""

    document: Document
    plan: Plan
    model: Model
    profiles: Sequence[Profile] = ()

    @property
    def budget(self) -> TokenBudget:
        """The token budget that every step of the plan counts with."""
        return TokenBudget(self.model, self.plan.language, self.plan.correction)
