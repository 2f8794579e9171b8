"""Scoring: the samples of runs and baselines, each with the value of every measure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

from summariser.checks.check_draft import check_draft
from summariser.domain.document import Document
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft
from workbench.evaluation.baselines import baseline_samples
from workbench.evaluation.sample import Measure, Sample
from workbench.evaluation.summaries.runs import Run
from workbench.evaluation.summaries.strata import References

BATCH = 8  # listings per task of a process: a balance of progress display and speed


@dataclass(frozen=True)
class Scored:
    """A sample with its values, in the order of the measures."""

    sample: Sample
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Work:
    """One listing version and its drafts, whose model is the name of the method."""

    document: Document
    drafts: tuple[Draft, ...]
    profiles: tuple[Profile, ...]  # that the drafts have
    references: References  # of this listing


def gather(runs: Sequence[Run], profiles: Sequence[Profile], references: References) -> list[Work]:
    """Group the drafts of all runs by listing version."""
    drafts: defaultdict[tuple[str, int], list[Draft]] = defaultdict(list)
    documents: dict[tuple[str, int], Document] = {}
    for run in runs:
        for key, draft in run.drafts.items():
            drafts[key].append(draft.model_copy(update={"model": run.method}))
            documents.setdefault(key, run.documents[key])
    return [
        Work(
            document=document,
            drafts=tuple(drafts[key]),
            profiles=tuple(
                profile
                for profile in profiles
                if any(profile.name in draft.profiles for draft in drafts[key])
            ),
            references={name: texts for name, texts in references.items() if name[0] == key[0]},
        )
        for key, document in documents.items()
    ]


def samples_of(work: Work) -> Iterator[Sample]:
    """Yield the samples of runs and baselines of a listing, with their current findings."""
    for sample in (*_drafted(work), *baseline_samples([work.document], work.profiles)):
        listing_id, _, profile = sample.key
        of_profile = work.references.get((listing_id, profile), ())
        of_any = work.references.get((listing_id, None), ())
        yield replace(sample, references=(*of_profile, *of_any))


def _drafted(work: Work) -> Iterator[Sample]:
    for draft in work.drafts:
        findings = check_draft(draft, work.document, work.profiles)
        for profile in work.profiles:
            if profile.name in draft.profiles:
                yield Sample(
                    method=draft.model,
                    profile=profile,
                    document=work.document,
                    summary=draft.profiles[profile.name],
                    findings=tuple(
                        finding for finding in findings if finding.profile == profile.name
                    ),
                    usage=draft.usage,
                )


def score(work: Work, measures: Sequence[Measure]) -> list[Scored]:
    """Measure every sample of a listing."""
    return [
        Scored(sample, tuple(measure.of(sample) for measure in measures))
        for sample in samples_of(work)
    ]


def score_all(
    works: Sequence[Work],
    measures: Sequence[Measure],
    *,
    processes: int,
    done: Callable[[int], None],
) -> list[Scored]:
    """Score listings in one or more processes; `done` is called with each number completed."""
    portions = [(works[start : start + BATCH], measures) for start in range(0, len(works), BATCH)]
    scored: list[Scored] = []
    for portion, found in zip(portions, _run(portions, processes), strict=True):
        scored += found
        done(len(portion[0]))
    return scored


Portion = tuple[Sequence[Work], Sequence[Measure]]


def _run(portions: Sequence[Portion], processes: int) -> Iterable[list[Scored]]:
    if processes == 1:
        yield from map(_score_portion, portions)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(_score_portion, portions)


def _score_portion(portion: Portion) -> list[Scored]:
    works, measures = portion
    return [scored for work in works for scored in score(work, measures)]


def with_measures(scored: Sequence[Scored], measures: Sequence[Measure]) -> list[Scored]:
    """Add the values of further measures to samples."""
    return [
        replace(entry, values=(*entry.values, *(measure.of(entry.sample) for measure in measures)))
        for entry in scored
    ]
