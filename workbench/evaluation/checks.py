"""Checks: their recall by kind of corruption, precision and recall by check, false alarms."""

import json
import sys
from collections.abc import Mapping
from math import sqrt
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from summariser.domain.document import Document
from summariser.domain.errors import ListingHasNoText
from summariser.domain.profiles import load_profiles
from summariser.domain.summary import Draft
from workbench.evaluation.corpus import prepare_all, read_listings
from workbench.evaluation.corruption.suite import Tally, Untouched, kinds, measure
from workbench.evaluation.drafts import extractive_draft
from workbench.running.printing import printable

MAX_FALSE_ALARMS = 0.02  # of untouched sentences
CONFIDENCE_95 = 1.96


def evaluate(path: Path, *, seed: int, examples: int, json_file: Path | None) -> bool:
    """Run the suite on a file of listings and print the counts; returns `is_met`."""
    profiles = load_profiles()
    console = Console(stderr=True)
    drafts: list[tuple[Document, Draft]] = []
    documents = prepare_all(read_listings(path))
    for document in track(documents, "Summarising", console=console, transient=True):
        try:
            drafts.append((document, extractive_draft(document, profiles)))
        except ListingHasNoText:
            continue  # a dead letter, not a summary
    tallies: dict[str, Tally] = {}
    untouched = Untouched()
    steps = measure(drafts, profiles, seed=seed)
    for tallies, untouched in track(  # noqa: B007 - only the last counts are used
        steps, "Checking", total=len(drafts), console=console, transient=True
    ):
        pass
    _print(tallies, untouched)
    if examples:
        _print_examples(tallies, untouched, examples)
    if json_file:
        json_file.write_text(json.dumps(as_json(tallies, untouched), indent=2) + "\n")
    return is_met(tallies, untouched)


def is_met(tallies: Mapping[str, Tally], untouched: Untouched) -> bool:
    """Whether every kind is found as often as kinds.toml requires, with few false alarms."""
    recalled = all(
        kind.required is None or (recall := tallies[name].recall) is None or recall >= kind.required
        for name, kind in kinds().items()
    )
    return recalled and untouched.share <= MAX_FALSE_ALARMS


def wilson(found: int, cases: int) -> tuple[float, float]:
    """Return the 95 % confidence interval of a share (Wilson 1927)."""
    z2 = CONFIDENCE_95**2
    share = found / cases
    middle = (share + z2 / (2 * cases)) / (1 + z2 / cases)
    half = (
        CONFIDENCE_95 * sqrt(share * (1 - share) / cases + z2 / (4 * cases**2)) / (1 + z2 / cases)
    )
    return max(0.0, middle - half), min(1.0, middle + half)


def scores(tallies: Mapping[str, Tally], untouched: Untouched) -> dict[str, dict[str, float | int]]:
    """Return the precision and recall of each check over the kinds that it should find."""
    found: dict[str, dict[str, float | int]] = {}
    for check in sorted({kind.check for kind in kinds().values()}):
        meant = [tallies[name] for name, kind in kinds().items() if kind.check == check]
        cases = sum(tally.cases for tally in meant)
        hits = sum(tally.by_check[check] for tally in meant)
        alarms = untouched.by_check[check]
        found[check] = {
            "cases": cases,
            "found": hits,
            "false_alarms": alarms,
            "recall": hits / cases if cases else 0.0,
            "precision": hits / (hits + alarms) if hits + alarms else 0.0,
        }
    return found


def as_json(tallies: Mapping[str, Tally], untouched: Untouched) -> dict[str, Any]:
    """Return all counts in the form of the JSON file."""
    return {
        "kinds": {
            name: {
                "cases": tally.cases,
                "found": tally.found,
                "recall": tally.recall,
                "required": kinds()[name].required,
                "codes": dict(tally.by_code.most_common()),
            }
            for name, tally in tallies.items()
        },
        "checks": scores(tallies, untouched),
        "untouched": {
            "sentences": untouched.sentences.total(),
            "blocked": untouched.blocked.total(),
            "share": untouched.share,
            "milliseconds_a_listing": untouched.seconds / max(1, untouched.drafts) * 1000,
        },
    }


def _print(tallies: Mapping[str, Tally], untouched: Untouched) -> None:
    console = Console()
    console = console if console.is_terminal else Console(width=120)
    table = Table(title="Corrupted sentences that a check blocks", title_justify="left")
    for heading in ("kind", "cases", "found", "recall", "95 %", "required", "codes"):
        table.add_column(heading, justify="left" if heading in ("kind", "codes") else "right")
    for name, tally in tallies.items():
        recall, required = tally.recall, kinds()[name].required
        low, high = wilson(tally.found, tally.cases) if tally.cases else (0.0, 0.0)
        short = recall is not None and required is not None and recall < required
        table.add_row(
            name,
            str(tally.cases),
            str(tally.found),
            Text("-" if recall is None else f"{recall:.3f}", style="bold red" if short else ""),
            f"{low:.2f}–{high:.2f}" if tally.cases else "-",
            f"{required:.2f}" if required else "",
            ", ".join(code for code, _ in tally.by_code.most_common(2)),
        )
    console.print(table)
    by_check = Table(title="Each check, on the kinds that it should find", title_justify="left")
    for heading in ("check", "cases", "found", "false alarms", "precision", "recall"):
        by_check.add_column(heading, justify="left" if heading == "check" else "right")
    for check, score in scores(tallies, untouched).items():
        by_check.add_row(
            check,
            str(score["cases"]),
            str(score["found"]),
            str(score["false_alarms"]),
            f"{score['precision']:.3f}",
            f"{score['recall']:.3f}",
        )
    console.print(by_check)
    shares = ", ".join(
        f"{language} {untouched.blocked[language] / count:.2%}"
        for language, count in untouched.sentences.most_common(6)
    )
    console.print(
        f"Untouched sentences: {untouched.sentences.total()}, blocked {untouched.blocked.total()} "
        f"({untouched.share:.2%}, at most {MAX_FALSE_ALARMS:.0%}); {shares}.\n"
        f"{untouched.seconds / max(1, untouched.drafts) * 1000:.1f} ms per listing for all checks.",
        highlight=False,
    )


def _print_examples(tallies: Mapping[str, Tally], untouched: Untouched, examples: int) -> None:
    out = sys.stdout
    for name, tally in tallies.items():
        for corrupted in tally.missed[:examples]:
            cited = " / ".join(
                corrupted.document.lines[number - 1].text for number in corrupted.sentence.lines
            )
            out.write(f"\nmissed {name}, listing {corrupted.document.listing_id}\n")
            out.write(
                f"  {printable(corrupted.sentence.text)}\n  lines: {printable(cited)[:400]}\n"
            )
    for document, sentence, message in untouched.alarms[:examples]:
        out.write(f"\nfalse alarm, listing {document.listing_id}: {printable(message)}\n")
        out.write(f"  {printable(sentence)}\n")
