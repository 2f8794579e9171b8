"""Pipeline: from the folders of runs to a report, for `evaluate summaries` and `compare`."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from summariser.domain.errors import UnknownProfile
from summariser.domain.profiles import Profile, load_profiles
from workbench.errors import UsageError
from workbench.evaluation.guidelines import load_guidelines
from workbench.evaluation.measures import measures_of
from workbench.evaluation.summaries.evaluating import evaluate
from workbench.evaluation.summaries.evaluation import Evaluation
from workbench.evaluation.summaries.optional_measures import OptionalMeasures
from workbench.evaluation.summaries.report import print_summary, write_report
from workbench.evaluation.summaries.runs import Run, align, read_run
from workbench.evaluation.summaries.scoring import gather, score_all, with_measures
from workbench.evaluation.summaries.strata import Strata, read_references, read_sources


@dataclass(frozen=True)
class EvaluationOptions:
    """Options of both commands."""

    out: Path
    profiles: tuple[str, ...] = ()
    listings: Path | None = None
    references: Path | None = None
    processes: int | None = None  # None: one per core
    optional_measures: OptionalMeasures = field(default_factory=OptionalMeasures)
    seed: int = 1


def evaluate_run(folder: Path, options: EvaluationOptions) -> Evaluation:
    """Measure the summaries of a run and of baselines, and write the report."""
    profiles = _profiles(options)
    return _report([read_run(folder, profiles)], profiles, options)


def compare_runs(folders: Sequence[Path], options: EvaluationOptions) -> Evaluation:
    """Measure the summaries of runs on the listing versions that all share; writes the report."""
    if len(folders) < 2:
        raise UsageError("compare needs at least two runs: summariser compare RUN RUN")
    profiles = _profiles(options)
    return _report(align([read_run(folder, profiles) for folder in folders]), profiles, options)


def _profiles(options: EvaluationOptions) -> tuple[Profile, ...]:
    try:
        return load_profiles(options.profiles)
    except UnknownProfile as error:
        raise UsageError(str(error)) from error


def _report(
    runs: Sequence[Run], profiles: tuple[Profile, ...], options: EvaluationOptions
) -> Evaluation:
    sources = read_sources(options.listings) if options.listings else {}
    references = read_references(options.references) if options.references else {}
    works = gather(runs, profiles, references)
    documents = {(work.document.listing_id, work.document.version): work.document for work in works}
    measures = measures_of(documents.values())
    guidelines = load_guidelines([measure.name for measure in measures])
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Measuring listings", total=len(works))
        scored = score_all(
            works,
            measures,
            processes=options.processes or os.cpu_count() or 1,
            done=lambda count: progress.advance(task, count),
        )
    optional_measures = options.optional_measures.measures(
        scored, [run.method for run in runs], options.profiles
    )
    scored = with_measures(scored, optional_measures)
    measures = (*measures, *optional_measures)
    strata = Strata(documents.values(), sources)
    evaluation = evaluate(runs, scored, measures, guidelines, strata, seed=options.seed)
    write_report(evaluation, documents, options.out)
    print_summary(evaluation, options.out)
    return evaluation
