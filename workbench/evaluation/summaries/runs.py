"""Runs: the summaries in a folder of `summariser run`, as drafts to measure."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from summariser.domain.document import Document
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft, Status
from summariser.records.submission import Key
from workbench.errors import UsageError
from workbench.running.results import (
    SIMULATED,
    SummaryLine,
    read_dead_letters,
    read_documents,
    read_summaries,
)

MEASURED = (Status.PUBLISHED, Status.HELD)


class NothingToMeasure(UsageError):
    """Runs have no summary that can be measured or compared."""


@dataclass(frozen=True)
class Run:
    """The drafts of one run by listing version, with the name of its method."""

    name: str  # of its folder
    method: str  # its model, or the name of the run and its models
    drafts: dict[Key, Draft]
    documents: dict[Key, Document]
    held: int
    left_out: Counter[str] = field(default_factory=Counter)  # listing versions by reason

    @property
    def models(self) -> Counter[str]:
        """The number of drafts by model."""
        return Counter(draft.model for draft in self.drafts.values())

    @property
    def is_simulated(self) -> bool:
        """Whether the simulator wrote any of the drafts."""
        return any(SIMULATED in model for model in self.models)

    def only(self, keys: Collection[Key]) -> "Run":
        """Keep only the listing versions with these keys."""
        chosen = {key: draft for key, draft in self.drafts.items() if key in keys}
        left_out = Counter(self.left_out)
        left_out["not the same in every run"] += len(self.drafts) - len(chosen)
        return replace(self, drafts=chosen, left_out=+left_out)


def read_run(folder: Path, profiles: Sequence[Profile]) -> Run:
    """Read the published and held summaries of a run, for some profiles.

    Raises `UnusableFolder` when there is no run, `NothingToMeasure` when it has no such summary.
    """
    documents = read_documents(folder)
    drafts: dict[Key, Draft] = {}
    left_out = Counter({"dead letter": len(read_dead_letters(folder))})
    held = 0
    for line in read_summaries(folder):
        reason = _why_not(line, documents, profiles)
        if reason:
            left_out[reason] += 1
        else:
            drafts[line.key] = _draft(line, profiles)
            held += line.status is Status.HELD
    if not drafts:
        names = ", ".join(profile.name for profile in profiles)
        raise NothingToMeasure(f"{folder} has no published or held summary for {names}.")
    name = folder.resolve().name
    run = Run(name, name, drafts, documents, held, +left_out)
    models = sorted(run.models)
    return replace(run, method=models[0] if len(models) == 1 else _titled(name, models))


def align(runs: Sequence[Run]) -> list[Run]:
    """Keep only the listing versions that all runs share, and give each run a unique name.

    Raises `NothingToMeasure` when they share none.
    """
    first, *others = runs
    shared = {
        key
        for key in first.drafts
        if all(
            key in other.drafts and other.documents[key] == first.documents[key] for other in others
        )
    }
    if not shared:
        names = " and ".join(run.name for run in runs)
        raise NothingToMeasure(
            f"{names} have no listing version in common: run the same listings with both models."
        )
    aligned = []
    for position, run in enumerate(runs, start=1):
        same = sum(other.name == run.name for other in runs) > 1
        name = f"{run.name} ({position})" if same else run.name
        titled = replace(run, name=name, method=_titled(name, sorted(run.models)))
        aligned.append(titled.only(shared))
    return aligned


def _titled(name: str, models: Sequence[str]) -> str:
    return f"{name}: {' + '.join(models)}"


def _why_not(
    line: SummaryLine, documents: dict[Key, Document], profiles: Sequence[Profile]
) -> str | None:
    if line.status not in MEASURED:
        return line.status.value
    if line.key not in documents:
        return "its document is missing"
    if not any(profile.name in line.profiles for profile in profiles):
        return "no such profile"
    return None


def _draft(line: SummaryLine, profiles: Sequence[Profile]) -> Draft:
    wanted = [profile.name for profile in profiles if profile.name in line.profiles]
    values = line.model_dump(exclude={"profiles", "status"})
    return Draft(**values, profiles={name: line.profiles[name] for name in wanted})
