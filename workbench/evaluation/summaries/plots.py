"""Plots: the numbers of an evaluation as SVG, coloured by the stylesheet of the page."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from workbench.evaluation.summaries.evaluation import Estimate, Evaluation
from workbench.evaluation.summaries.scores import QUALITY
from workbench.evaluation.summaries.tables import number

WIDTH, HEIGHT = 480, 280
LEFT, RIGHT, TOP, BOTTOM = 40, 24, 14, 46
ROW, LABEL = 20, 196  # height of a bar, and width of its label
SMALL = 300  # width of a small plot
COLOURS = 8
TICKS = 5


@dataclass(frozen=True)
class Dot:
    """A point of a scatter plot, with its interval and the text of its tooltip."""

    x: float
    y: float
    method: str
    label: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Plot:
    """An SVG element with its title and note."""

    title: str
    svg: Markup
    note: str = ""


def quality_and_cost(evaluation: Evaluation) -> Plot:
    """Plot the quality of each method against its cost for 1,000 listings."""
    dots = []
    for method, estimates in evaluation.overall.items():
        quality, cost = estimates.get(QUALITY.name), estimates.get("cost_usd")
        if quality and cost:
            label = f"{method}: {number(quality.mean)}, ${number(1000 * cost.mean)}"
            dots.append(
                Dot(1000 * cost.mean, quality.mean, method, label, quality.low, quality.high)
            )
    title = "Quality against cost"
    return Plot(title, _scatter(title, dots, "US dollars per 1,000 listings", evaluation))


def quality_and_length(evaluation: Evaluation) -> Plot:
    """Plot the quality of each method against the length of its summaries, by profile."""
    dots = [
        Dot(
            point.characters,
            point.quality,
            point.method,
            f"{point.method}, {point.profile}: {number(point.quality)}",
        )
        for point in evaluation.lengths
    ]
    title = "Quality against length"
    return Plot(
        title, _scatter(title, dots, "characters per summary", evaluation), "One point per profile."
    )


def findings_by_code(evaluation: Evaluation) -> Plot:
    """Plot the findings per hundred summaries of the runs, by code."""
    runs = [method.name for method in evaluation.methods if not method.is_baseline]
    found = [count for count in evaluation.findings if count.method in runs]
    codes = sorted({(count.grade, count.code) for count in found})
    values = {(count.grade, count.code, count.method): count.per_hundred for count in found}
    rows = [
        (f"{code} ({grade})" if place == 0 else "", values.get((grade, code, run), 0.0), run)
        for grade, code in codes
        for place, run in enumerate(runs)
    ]
    title = "Findings by code"
    note = "Findings per hundred summaries of a run; the table below includes the baselines."
    return Plot(title, _bars(title, rows, evaluation), note)


def quality_by_language(evaluation: Evaluation) -> list[Plot]:
    """Plot the quality of each method by language, the most frequent languages first."""
    plots = []
    for language, by_method in evaluation.groups["language"].items():
        estimates = {
            method: by_measure[QUALITY.name]
            for method, by_measure in by_method.items()
            if QUALITY.name in by_measure
        }
        if estimates:
            listings = max(estimate.listings for estimate in estimates.values())
            title = f"{language}: {listings} listing{'s' * (listings > 1)}"
            plots.append((listings, Plot(title, _intervals(title, estimates, evaluation))))
    return [plot for _, plot in sorted(plots, key=lambda pair: -pair[0])]


def colour_of(method: str, evaluation: Evaluation) -> str:
    """Return the CSS class for the colour of a method."""
    names = [known.name for known in evaluation.methods]
    return f"m{names.index(method) % COLOURS}"


def _svg(title: str, description: str, width: int, height: int, parts: Sequence[Markup]) -> Markup:
    inside = Markup("").join(parts)
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" xmlns="http://www.w3.org/2000/svg"><title>{}</title>'
        "<desc>{}</desc>{}</svg>"
    ).format(width, height, title, description, inside)


def _text(x: float, y: float, words: str, kind: str = "") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" class="{}">{}</text>').format(x, y, kind, words)


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>').format(
        x1, y1, x2, y2, kind
    )


def _bar(x: float, y: float, width: float, height: float, colour: str) -> Markup:
    return Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="f {}"/>'
    ).format(x, y, width, height, colour)


def _scatter(title: str, dots: Sequence[Dot], across: str, evaluation: Evaluation) -> Markup:
    most = max((dot.x for dot in dots), default=0.0)
    step = _round_step(most / TICKS)
    ticks = max(1, math.ceil(most / step))
    right = ticks * step
    bottom = HEIGHT - BOTTOM

    def x_of(value: float) -> float:
        return LEFT + value / right * (WIDTH - LEFT - RIGHT)

    def y_of(value: float) -> float:
        return bottom - value * (bottom - TOP)

    parts = []
    for tick in range(TICKS + 1):
        y = y_of(tick / TICKS)
        parts.append(_line(LEFT, y, WIDTH - RIGHT, y, "grid"))
        parts.append(_text(LEFT - 6, y + 4, f"{tick / TICKS:.1f}", "end"))
    parts += [
        _text(x_of(tick * step), bottom + 17, f"{tick * step:g}", "middle")
        for tick in range(ticks + 1)
    ]
    parts.append(_text((LEFT + WIDTH) / 2, HEIGHT - 6, across, "middle name"))
    for dot in dots:
        colour = colour_of(dot.method, evaluation)
        if dot.low is not None and dot.high is not None:
            parts.append(
                _line(x_of(dot.x), y_of(dot.low), x_of(dot.x), y_of(dot.high), f"s {colour}")
            )
        parts.append(
            Markup(
                '<circle cx="{:.1f}" cy="{:.1f}" r="5" class="f {}"><title>{}</title></circle>'
            ).format(x_of(dot.x), y_of(dot.y), colour, dot.label)
        )
    return _svg(title, "; ".join(dot.label for dot in dots), WIDTH, HEIGHT, parts)


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten that is not below a value."""
    if least <= 0:
        return 1 / TICKS
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)


def _bars(title: str, rows: Sequence[tuple[str, float, str]], evaluation: Evaluation) -> Markup:
    right = max((value for _, value, _ in rows), default=0.0) or 1.0
    room = WIDTH - LABEL - 60
    parts = []
    for place, (label, value, method) in enumerate(rows):
        y = TOP + place * ROW
        width = value / right * room
        parts.append(_text(LABEL - 8, y + 13, label, "end"))
        colour = colour_of(method, evaluation)
        parts.append(_bar(LABEL, y + 3, width, ROW - 6, colour))
        parts.append(_text(LABEL + width + 5, y + 13, f"{value:.2f}"))
    if not rows:
        parts.append(_text(LABEL, TOP + 13, "No findings."))
    said = "; ".join(f"{method} {label} {value:.2f}" for label, value, method in rows)
    return _svg(title, said, WIDTH, TOP * 2 + ROW * max(1, len(rows)), parts)


def _intervals(title: str, estimates: dict[str, Estimate], evaluation: Evaluation) -> Markup:
    left, right = 12, SMALL - 44
    height = 22 + ROW * 2 * len(estimates)

    def x_of(value: float) -> float:
        return left + value * (right - left)

    parts = [_line(x_of(at), 4, x_of(at), height - 18, "grid") for at in (0, 0.5, 1)]
    parts += [_text(x_of(at), height - 4, f"{at:g}", "middle") for at in (0, 0.5, 1)]
    for place, (method, estimate) in enumerate(estimates.items()):
        y = 14 + place * ROW * 2
        colour = colour_of(method, evaluation)
        parts.append(_text(left, y, _short(method)))
        parts.append(_bar(left, y + 6, x_of(estimate.mean) - left, 10, colour))
        parts.append(_line(x_of(estimate.low), y + 11, x_of(estimate.high), y + 11, "interval"))
        parts.append(_text(right + 6, y + 15, number(estimate.mean)))
    said = "; ".join(
        f"{method} {number(estimate.mean)}, from {number(estimate.low)} to {number(estimate.high)}"
        for method, estimate in estimates.items()
    )
    return _svg(title, said, SMALL, height, parts)


def _short(name: str) -> str:
    return name if len(name) <= 38 else f"{name[:37]}…"
