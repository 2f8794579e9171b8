"""The commands `evaluate summaries` and `compare`: from folders of runs to a report."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from summariser.errors import UnknownProfile
from summariser.profiles import Profile, load_profiles
from workbench.errors import WrongUsage
from workbench.evaluation.guidelines import load_guidelines
from workbench.evaluation.measures import measures_of
from workbench.evaluation.summaries.asked import Asked
from workbench.evaluation.summaries.evaluating import evaluate
from workbench.evaluation.summaries.evaluation import Evaluation
from workbench.evaluation.summaries.report import print_summary, write_report
from workbench.evaluation.summaries.runs import Run, align, read_run
from workbench.evaluation.summaries.scoring import gather, score_all, with_measures
from workbench.evaluation.summaries.strata import Strata, read_references, read_sources


@dataclass(frozen=True)
class Wishes:
    """What a command was asked for."""

    out: Path
    profiles: tuple[str, ...] = ()
    listings: Path | None = None
    references: Path | None = None
    processes: int | None = None  # the machine's, where none is said
    asked: Asked = field(default_factory=Asked)
    seed: int = 1


def evaluate_run(folder: Path, wishes: Wishes) -> Evaluation:
    """Measure a run's summaries beside the baselines', and write the report."""
    profiles = _profiles(wishes)
    return _report([read_run(folder, profiles)], profiles, wishes)


def compare_runs(folders: Sequence[Path], wishes: Wishes) -> Evaluation:
    """Measure what runs wrote of the same listing versions, and write the report."""
    if len(folders) < 2:
        raise WrongUsage("compare needs two runs or more: summariser compare RUN RUN")
    profiles = _profiles(wishes)
    return _report(align([read_run(folder, profiles) for folder in folders]), profiles, wishes)


def _profiles(wishes: Wishes) -> tuple[Profile, ...]:
    try:
        return load_profiles(wishes.profiles)
    except UnknownProfile as error:
        raise WrongUsage(str(error)) from error


def _report(runs: Sequence[Run], profiles: tuple[Profile, ...], wishes: Wishes) -> Evaluation:
    sources = read_sources(wishes.listings) if wishes.listings else {}
    references = read_references(wishes.references) if wishes.references else {}
    works = gather(runs, profiles, references)
    documents = {(it.document.listing_id, it.document.version): it.document for it in works}
    measures = measures_of(documents.values())
    guidelines = load_guidelines([measure.name for measure in measures])
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Measuring listings", total=len(works))
        scored = score_all(
            works,
            measures,
            processes=wishes.processes or os.cpu_count() or 1,
            done=lambda count: progress.advance(task, count),
        )
    asked = wishes.asked.measures(scored, [run.method for run in runs], wishes.profiles)
    scored = with_measures(scored, asked)
    measures = (*measures, *asked)
    strata = Strata(documents.values(), sources)
    evaluation = evaluate(runs, scored, measures, guidelines, strata, seed=wishes.seed)
    write_report(evaluation, documents, wishes.out)
    print_summary(evaluation, wishes.out)
    return evaluation
