"""OptionalMeasures: those that need a slow or paid model, and are taken only on request."""

# ruff: noqa: PLC0415  # imported only on request: torch alone takes seconds

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from botocore.exceptions import BotoCoreError

from summariser.domain.errors import PermanentError, TransientError
from summariser.llm.text_model import TextModel
from workbench.errors import UsageError
from workbench.evaluation.sample import Measure, Sample
from workbench.evaluation.summaries.scoring import Scored

DEFAULT_PROFILE = "chat"  # they are slow: by default, one profile represents all


@dataclass(frozen=True)
class OptionalMeasures:
    """The measures that are asked for."""

    bertscore: bool = False
    bertscore_model: Path | None = None
    bleurt: Path | None = None
    judge: TextModel | None = None

    def measures(
        self, scored: Sequence[Scored], methods: Collection[str], profiles: Collection[str]
    ) -> tuple[Measure, ...]:
        """Take the measures; the judge, whose calls cost money, only reads the methods named.

        Raises `UsageError` when a package, a model or a checkpoint is missing.
        """
        chosen = [
            entry.sample
            for entry in scored
            if entry.sample.profile.name in (profiles or [DEFAULT_PROFILE])
        ]
        found: tuple[Measure, ...] = ()
        if self.bertscore or self.bertscore_model:
            from workbench.evaluation.measures.transformer import bertscore

            found += bertscore(chosen, self.bertscore_model)
        if self.bleurt:
            from workbench.evaluation.measures.bleurt import bleurt

            found += (bleurt(chosen, self.bleurt),)
        if self.judge:
            found += (
                _judged([sample for sample in chosen if sample.method in methods], self.judge),
            )
        return found


def judging_model(name: str) -> TextModel:
    """Make a client for a model of models.toml; raises `UsageError` if it cannot judge."""
    from workbench.evaluation.measures.judge import load_judge

    try:
        return load_judge(name)
    except (PermanentError, BotoCoreError) as error:
        raise UsageError(f"{name} cannot judge: {error}") from error


def _judged(samples: Sequence[Sample], model: TextModel) -> Measure:
    from workbench.evaluation.measures.judge import judge

    try:
        return judge(samples, model)
    except (PermanentError, TransientError, BotoCoreError) as error:
        raise UsageError(f"{model.name} cannot judge: {error}") from error
