"""Tables: the numbers of an evaluation as rows of text, for Markdown, page and console."""

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.evaluation.sample import Better
from workbench.evaluation.summaries.evaluation import Comparison, Estimate, Evaluation
from workbench.evaluation.summaries.scores import QUALITY

LOSES = "▼"
MET, NOT_MET, NONE = "✓", "✗", "–"
SIGNIFICANT = 0.05
NOTE = (
    f"Means over listings with their 95 % bootstrap interval. {LOSES} loses to random: random "
    "sentences have a better mean on the same summaries."
)
DIRECTIONS = {Better.HIGHER: "higher", Better.LOWER: "lower", Better.NEITHER: "descriptive"}


class Cell(NamedTuple):
    """The text of a cell, and whether it is good (met), bad (lost, not met) or neither."""

    text: str
    good: bool | None = None


@dataclass(frozen=True)
class Table:
    """A table with a title, headings, rows and a note on how to read it."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    left: int = field(default=1)  # number of columns with text


def all_tables(evaluation: Evaluation) -> list[Table]:
    """Return the tables of a report, guidelines first."""
    return [
        guidelines_table(evaluation),
        runs_table(evaluation),
        measures_table(evaluation),
        *comparison_tables(evaluation),
        *(group_table(evaluation, dimension) for dimension in evaluation.groups),
        findings_table(evaluation),
    ]


def number(value: float) -> str:
    """Format a number with at least two significant digits, without an exponent."""
    if 0 < abs(value) < 0.01:
        return f"{value:.{1 - math.floor(math.log10(abs(value)))}f}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"


def guidelines_table(evaluation: Evaluation) -> Table:
    """Show the measures of each guideline, their values by method, and whether it is met."""
    methods = [method.name for method in evaluation.methods]
    labels = _labels(evaluation)
    rows = []
    for guideline in evaluation.guidelines:
        verdicts = [_verdict(guideline.met.get(method)) for method in methods]
        rows.append((Cell(guideline.says), Cell(""), *verdicts))
        for ask in guideline.asks:
            cells = [
                _asked_cell(evaluation.overall[method].get(ask.measure), ask.met.get(method))
                for method in methods
            ]
            rows.append((Cell(f"• {labels[ask.measure]}"), Cell(ask.asked), *cells))
    return Table(
        "Guidelines",
        ("guideline and its measures", "bound", *methods),
        tuple(rows),
        f"{MET} met, {NOT_MET} not met, {NONE} no value; a guideline is met if all its measures "
        "that have a value are.",
        left=2,
    )


def runs_table(evaluation: Evaluation) -> Table:
    """Show the models, omissions, cost and time of each run."""
    headings = ("run", "models", "listings", "held", "left out", "calls", "US dollars")
    rows = tuple(
        (
            Cell(run.name),
            Cell(", ".join(f"{model}: {count}" for model, count in run.models.items())),
            Cell(str(run.listings)),
            Cell(str(run.held)),
            Cell(", ".join(f"{why}: {count}" for why, count in run.left_out.items()) or NONE),
            Cell(f"{run.calls:,}"),
            Cell(f"{run.cost_usd:.4f}"),
            Cell(f"{run.seconds:.1f}"),
        )
        for run in evaluation.runs
    )
    note = "Seconds of model time. Listing versions are left out for the reason given."
    return Table("Runs", (*headings, "seconds"), rows, note, left=2)


def measures_table(evaluation: Evaluation) -> Table:
    """Show every measure of every method."""
    methods = [method.name for method in evaluation.methods]
    rows = tuple(
        (
            Cell(measure.label),
            Cell(DIRECTIONS[measure.better]),
            *(
                _cell(
                    evaluation.overall[method].get(measure.name),
                    loses=measure.name in evaluation.losing.get(method, ()),
                )
                for method in methods
            ),
        )
        for measure in evaluation.measures
        if any(measure.name in estimates for estimates in evaluation.overall.values())
    )
    return Table("Measures", ("measure", "better", *methods), rows, NOTE, left=2)


def comparison_tables(evaluation: Evaluation) -> list[Table]:
    """Show how each run differs from the other runs and the baselines."""
    runs = [method.name for method in evaluation.methods if not method.is_baseline]
    return [_comparison_table(evaluation, method) for method in runs]


def _comparison_table(evaluation: Evaluation, method: str) -> Table:
    found = [comparison for comparison in evaluation.comparisons if comparison.method == method]
    others = list(dict.fromkeys(comparison.other for comparison in found))
    by = {(comparison.other, comparison.measure): comparison for comparison in found}
    labels = _labels(evaluation)
    rows = tuple(
        (Cell(labels[name]), *(_difference(by.get((other, name)), method) for other in others))
        for name in dict.fromkeys(comparison.measure for comparison in found)
    )
    listings = max((comparison.listings for comparison in found), default=0)
    return Table(
        f"{method} compared with each other method",
        ("measure", *others),
        rows,
        f"Differences of means over up to {listings} listings that both have, with the p-value of "
        "a paired permutation test in brackets, corrected for the number of measures (Holm). "
        f"{MET} better and {NOT_MET} worse, if p is below {SIGNIFICANT}.",
    )


def group_table(evaluation: Evaluation, dimension: str) -> Table:
    """Show the quality and the measures of the guidelines, by the groups of a dimension."""
    labels = _labels(evaluation)
    asked = [ask.measure for guideline in evaluation.guidelines for ask in guideline.asks]
    names = [QUALITY.name, *dict.fromkeys(asked)]
    rows = []
    groups = evaluation.groups[dimension]
    for group in sorted(groups, key=lambda group: -_listings(groups[group])):
        for method, estimates in groups[group].items():
            cells = [_plain(estimates.get(name)) for name in names]
            count = max((estimate.listings for estimate in estimates.values()), default=0)
            rows.append((Cell(group), Cell(method), Cell(str(count)), *cells))
    headings = (dimension, "method", "listings", *(labels[name] for name in names))
    note = "Means; evaluation.json has their intervals."
    return Table(f"By {dimension}", headings, tuple(rows), note, left=2)


def findings_table(evaluation: Evaluation) -> Table:
    """Show the findings per hundred summaries, by code and method."""
    methods = [method.name for method in evaluation.methods]
    by = {(finding.code, finding.grade, finding.method): finding for finding in evaluation.findings}
    kinds = sorted({(finding.grade, finding.code) for finding in evaluation.findings})
    rows = []
    for grade, code in kinds:
        found = [by.get((code, grade, method)) for method in methods]
        cells = [
            Cell(f"{finding.per_hundred:.2f} ({finding.count})" if finding else "0")
            for finding in found
        ]
        rows.append((Cell(code), Cell(grade), *cells))
    note = "Findings per hundred summaries, with the count in brackets."
    return Table("Findings", ("code", "grade", *methods), tuple(rows), note, left=2)


def _labels(evaluation: Evaluation) -> dict[str, str]:
    return {measure.name: measure.label for measure in evaluation.measures}


def _listings(estimates: dict[str, dict[str, Estimate]]) -> int:
    return max(
        (estimate.listings for by in estimates.values() for estimate in by.values()), default=0
    )


def _plain(estimate: Estimate | None) -> Cell:
    return Cell(number(estimate.mean) if estimate else NONE)


def _cell(estimate: Estimate | None, *, loses: bool) -> Cell:
    if estimate is None:
        return Cell(NONE)
    text = f"{number(estimate.mean)} [{number(estimate.low)},\u00a0{number(estimate.high)}]"
    return Cell(f"{text} {LOSES} loses to random", good=False) if loses else Cell(text)


def _verdict(met: bool | None) -> Cell:
    if met is None:
        return Cell(NONE)
    return Cell(f"{MET} met" if met else f"{NOT_MET} not met", good=met)


def _asked_cell(estimate: Estimate | None, met: bool | None) -> Cell:
    if estimate is None or met is None:
        return Cell(NONE)
    return Cell(f"{number(estimate.mean)} {MET if met else NOT_MET}", good=met)


def _difference(found: Comparison | None, method: str) -> Cell:
    if found is None:
        return Cell(NONE)
    sign = "-" if found.difference < 0 else "+"
    p_value = _p(found.p_corrected)
    text = f"{sign}{number(abs(found.difference))} (p\u00a0{p_value})"
    if found.winner is None or found.p_corrected >= SIGNIFICANT:
        return Cell(text)
    won = found.winner == method
    return Cell(f"{text} {MET if won else NOT_MET}", good=won)


def _p(value: float) -> str:
    return f"{value:.3f}" if value >= 0.001 else "< 0.001"
