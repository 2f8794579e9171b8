"""Show: one summary, and the lines that each of its sentences cites."""

import difflib
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from summariser.domain.document import Document, Line
from summariser.domain.profiles import load_profiles
from summariser.domain.summary import Sentence
from workbench.errors import UsageError
from workbench.running.printing import printable
from workbench.running.results import (
    DeadLetterLine,
    SummaryLine,
    read_dead_letters,
    read_documents,
    read_summaries,
)


class UnknownName(UsageError):
    """The results have no such listing or profile; the message names similar ones."""


def show_summary(listing_id: str, folder: Path, profile: str | None) -> None:
    """Print the newest summary of a listing, or its dead letters.

    Raises `UnknownName`, and `UnusableFolder` when the folder has no results.
    """
    console = Console(highlight=False)
    lines = read_summaries(folder)
    letters = read_dead_letters(folder)
    found = [line for line in lines if line.listing_id == listing_id]
    if found:
        newest = max(found, key=lambda line: line.version)
        print_summary(console, newest, read_documents(folder).get(newest.key), profile)
        return
    refused = [letter for letter in letters if letter.listing_id == listing_id]
    for letter in refused:
        _print_dead_letter(console, letter)
    if not refused:
        known = {line.listing_id for line in lines} | {
            letter.listing_id for letter in letters if letter.listing_id is not None
        }
        raise UnknownName(
            f"There is no listing {listing_id!r} in {folder}{_nearest(listing_id, known)}."
        )


def _nearest(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    return f"; the most similar ids are: {', '.join(map(printable, near))}" if near else ""


def print_summary(
    console: Console, line: SummaryLine, document: Document | None, profile: str | None
) -> None:
    """Print a summary with the lines it cites and its findings; raises `UnknownName`."""
    if profile is not None and line.profiles and profile not in line.profiles:
        raise UnknownName(
            f"There is no profile {profile!r} in this summary; it has: {', '.join(line.profiles)}."
        )
    reused = f"written for version {line.reused_from}" if line.reused_from else None
    facts = [f"version {line.version}", line.status, line.language, line.model, reused]
    console.print(Text(printable(line.listing_id), style="bold"), end="  ")
    console.print(Text(printable(" · ".join(filter(None, facts))), style="dim"))
    budgets = {known.name: known.characters for known in load_profiles()}
    lines = {line.number: line for line in document.lines} if document else {}
    for name, summary in line.profiles.items():
        if profile not in (None, name):
            continue
        of = f" of {budgets[name]}" if name in budgets else ""
        console.print()
        console.print(Text(name, style="bold cyan"), end=" ")
        console.print(Text(f"{len(summary.text)}{of} characters", style="dim"))
        for sentence in summary.sentences:
            console.print(Text("  " + printable(sentence.text)))
            console.print(_cited(sentence, lines))
    for finding in line.findings:
        text = f"{finding.grade} {finding.code} {finding.profile or ''}: {finding.message}"
        style = "red" if not finding.is_note else "yellow"
        console.print(Text(printable(text), style=style))
        if finding.sentence:
            console.print(Text(f"  {printable(finding.sentence)}", style="dim"))


def _cited(sentence: Sentence, lines: dict[int, Line]) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", width=6, style="dim")
    grid.add_column(style="cyan dim")
    grid.add_column(style="dim")
    for number in sentence.lines:
        section, text = lines[number].section, lines[number].text
        grid.add_row(f"{number}", section, Text(printable(text)))
    return grid


def _print_dead_letter(console: Console, letter: DeadLetterLine) -> None:
    name = printable(letter.listing_id or "")
    console.print(Text(f"{name} is a dead letter", style="bold yellow"))
    console.print(Text(f"  {letter.error}: {printable(letter.message)}"))
    if letter.execution_arn:
        console.print(Text(f"  {printable(letter.execution_arn)}", style="dim"))
