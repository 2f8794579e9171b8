"""Evaluating: from scored samples to the numbers of a report."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from workbench.evaluation.baselines import BASELINES
from workbench.evaluation.guidelines import Guideline
from workbench.evaluation.sample import Measure
from workbench.evaluation.summaries.comparing import compare_methods
from workbench.evaluation.summaries.evaluation import (
    AskFacts,
    Comparison,
    Estimates,
    Evaluation,
    FindingCount,
    GuidelineFacts,
    MethodFacts,
    Point,
    RunFacts,
    Worst,
)
from workbench.evaluation.summaries.resampling import PERMUTATIONS, RESAMPLES
from workbench.evaluation.summaries.runs import Run
from workbench.evaluation.summaries.scores import QUALITY, Scores
from workbench.evaluation.summaries.scoring import Scored
from workbench.evaluation.summaries.strata import Strata

RANDOM = "random"
WORST = 20


def evaluate(
    runs: Sequence[Run],
    scored: Sequence[Scored],
    measures: Sequence[Measure],
    guidelines: Sequence[Guideline],
    strata: Strata,
    *,
    seed: int,
) -> Evaluation:
    """Compute the numbers of a report from the samples of runs and baselines."""
    scores = Scores(scored, measures, guidelines, seed)
    names = [run.method for run in runs]
    methods = [*names, *BASELINES]
    pairs = [(name, other) for at, name in enumerate(methods) for other in methods[at + 1 :]]
    comparisons = compare_methods(scores, pairs)
    overall = {method: scores.estimate(scores.of_method(method)) for method in methods}
    groups = _groups(scores, methods, strata)
    return Evaluation(
        seed=seed,
        resamples=RESAMPLES,
        permutations=PERMUTATIONS,
        summaries=sum(sample.method in names for sample in scores.samples),
        listings=scores.listings,
        runs=tuple(_run_facts(run) for run in runs),
        methods=tuple(
            MethodFacts(name=method, is_baseline=method not in names) for method in methods
        ),
        measures=tuple(scores.measures),
        guidelines=tuple(_guideline_facts(guideline, overall) for guideline in guidelines),
        overall=overall,
        losing=losing_to_random(comparisons, methods),
        comparisons=tuple(comparisons),
        groups=groups,
        findings=tuple(_findings(scores, methods)),
        lengths=tuple(_points(groups["profile"])),
        worst=tuple(_worst(scores, names)),
    )


def losing_to_random(
    comparisons: Sequence[Comparison], methods: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return for each method the measures on which random sentences are better."""
    return {
        method: tuple(
            comparison.measure
            for comparison in comparisons
            if {comparison.method, comparison.other} == {method, RANDOM}
            and comparison.winner == RANDOM
        )
        for method in methods
        if method != RANDOM
    }


def _run_facts(run: Run) -> RunFacts:
    usages = [draft.usage for draft in run.drafts.values()]
    return RunFacts(
        name=run.name,
        method=run.method,
        listings=len(run.drafts),
        held=run.held,
        models=dict(run.models.most_common()),
        simulated=run.is_simulated,
        left_out=dict(run.left_out),
        calls=sum(usage.calls for usage in usages),
        cost_usd=sum(usage.cost_usd for usage in usages),
        seconds=sum(usage.seconds for usage in usages),
    )


def _guideline_facts(guideline: Guideline, overall: Estimates) -> GuidelineFacts:
    asks = tuple(
        AskFacts(
            measure=name,
            asked=str(ask),
            met={
                method: ask.is_met_by(estimates[name].mean)
                for method, estimates in overall.items()
                if name in estimates
            },
        )
        for name, ask in guideline.asks.items()
    )
    judged = {method: [ask.met[method] for ask in asks if method in ask.met] for method in overall}
    met = {method: all(answers) for method, answers in judged.items() if answers}
    return GuidelineFacts(says=guideline.says, asks=asks, met=met)


def _groups(
    scores: Scores, methods: Sequence[str], strata: Strata
) -> dict[str, dict[str, Estimates]]:
    chosen: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, sample in enumerate(scores.samples):
        for dimension, group in strata.of(sample).items():
            chosen[dimension][group].append(at)
    found: dict[str, dict[str, Estimates]] = {}
    for dimension, groups in chosen.items():
        found[dimension] = {}
        for group, positions in groups.items():
            mask = np.zeros(len(scores.samples), dtype=bool)
            mask[positions] = True
            found[dimension][group] = {
                method: scores.estimate(mask & scores.of_method(method)) for method in methods
            }
    return found


def _findings(scores: Scores, methods: Sequence[str]) -> list[FindingCount]:
    summaries = Counter(sample.method for sample in scores.samples)
    counts = Counter(
        (sample.method, finding.code, finding.grade)
        for sample in scores.samples
        for finding in sample.findings
    )
    order = {method: at for at, method in enumerate(methods)}
    return [
        FindingCount(
            method=method,
            code=code,
            grade=grade,
            count=count,
            per_hundred=100 * count / summaries[method],
        )
        for (method, code, grade), count in sorted(
            counts.items(), key=lambda entry: (order[entry[0][0]], -entry[1], entry[0][1])
        )
    ]


def _points(profiles: dict[str, Estimates]) -> list[Point]:
    return [
        Point(
            method=method,
            profile=profile,
            characters=estimates["characters"].mean,
            quality=estimates[QUALITY.name].mean,
        )
        for profile, by_method in profiles.items()
        for method, estimates in by_method.items()
        if "characters" in estimates and QUALITY.name in estimates
    ]


def _worst(scores: Scores, methods: Sequence[str]) -> list[Worst]:
    """Return the summaries with the most blocking findings, then those of lowest quality."""
    found = [
        Worst(
            listing_id=sample.document.listing_id,
            version=sample.document.version,
            language=sample.document.language,
            profile=sample.profile.name,
            method=sample.method,
            blocked=sum(not finding.is_note for finding in sample.findings),
            quality=None if np.isnan(quality) else float(quality),
            sentences=sample.summary.sentences,
            findings=sample.findings,
        )
        for sample, quality in zip(scores.samples, scores.values[:, -1], strict=True)
        if sample.method in methods
    ]

    def badness(worst: Worst) -> tuple[int, float, str, int, str]:
        quality = 1.0 if worst.quality is None else worst.quality
        return -worst.blocked, quality, worst.listing_id, worst.version, worst.profile

    return sorted(found, key=badness)[:WORST]
