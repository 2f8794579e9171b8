"""Report: an evaluation as evaluation.json, evaluation.md and report.html in a folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from summariser.domain.document import Document, Field, Line
from summariser.llm.models import load_models
from summariser.records.submission import Key
from workbench.evaluation.summaries.evaluation import Evaluation, Worst
from workbench.evaluation.summaries.plots import (
    colour_of,
    findings_by_code,
    quality_and_cost,
    quality_and_length,
    quality_by_language,
)
from workbench.evaluation.summaries.tables import (
    LOSES,
    Cell,
    Table,
    all_tables,
    comparison_tables,
    guidelines_table,
    number,
    runs_table,
)
from workbench.pages.rendering import render
from workbench.running.results import UnusableFolder

JSON, MARKDOWN, PAGE = "evaluation.json", "evaluation.md", "report.html"
NO_MODEL = (
    "{}: a simulator wrote these texts, not a model. The numbers show that everything works, "
    "but not the quality of any model."
)
NO_LLM = "{}: the extractive model selects sentences by rules; it is not a language model."
QUALITY = (
    "Quality is the mean over the guidelines of how far their measures meet the bounds in "
    "workbench/evaluation/guidelines.toml, from 0 to 1."
)
WORST = (
    "The worst summaries are those with the most blocking findings, then those of the lowest "
    "quality."
)


def write_report(evaluation: Evaluation, documents: Mapping[Key, Document], out: Path) -> None:
    """Write the three files; raises `UnusableFolder` when that fails."""
    texts = {
        JSON: evaluation.model_dump_json(indent=1) + "\n",
        MARKDOWN: render_markdown(evaluation),
        PAGE: render_page(evaluation, documents),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (out / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UnusableFolder(
            f"Cannot write to {out}: {error}. Choose another folder with --out."
        ) from error


def notes(evaluation: Evaluation) -> list[str]:
    """Return what readers of the numbers must know."""
    simulated = [run.method for run in evaluation.runs if run.simulated]
    no_llm = load_models().extractive_names
    extractive = [run.method for run in evaluation.runs if not no_llm.isdisjoint(run.models)]
    return [
        *(NO_MODEL.format(method) for method in simulated),
        *(NO_LLM.format(method) for method in extractive),
        QUALITY,
    ]


def render_markdown(evaluation: Evaluation) -> str:
    """Write the notes and tables as Markdown."""
    parts = [f"# {heading(evaluation)}", *notes(evaluation)]
    for table in all_tables(evaluation):
        parts += [f"## {_escaped(table.title)}", _markdown_table(table), table.note]
    return "\n\n".join(part for part in parts if part) + "\n"


def heading(evaluation: Evaluation) -> str:
    """Return the title, which says how much was measured."""
    return f"Evaluation of {evaluation.summaries:,} summaries of {evaluation.listings:,} listings"


def render_page(evaluation: Evaluation, documents: Mapping[Key, Document]) -> str:
    """Write the page; all names and texts are escaped."""
    return render(
        "evaluation.html.j2",
        heading=heading(evaluation),
        notes=notes(evaluation),
        tables=all_tables(evaluation),
        plots=[
            quality_and_cost(evaluation),
            quality_and_length(evaluation),
            findings_by_code(evaluation),
        ],
        languages=quality_by_language(evaluation),
        legend=[(method.name, colour_of(method.name, evaluation)) for method in evaluation.methods],
        worst_note=WORST,
        worst=[
            _beside(summary, documents[summary.listing_id, summary.version])
            for summary in evaluation.worst
        ],
    )


def print_summary(evaluation: Evaluation, out: Path) -> None:
    """Print the notes and the main tables, and where the whole report is."""
    console = Console()
    for note in notes(evaluation):
        console.print(note, markup=False, highlight=False)
    compared = comparison_tables(evaluation)[:1] if len(evaluation.runs) > 1 else []
    for table in (runs_table(evaluation), guidelines_table(evaluation), *compared):
        console.print(_rich_table(table))
    labels = {measure.name: measure.label for measure in evaluation.measures}
    for run in evaluation.runs:
        lost = ", ".join(labels[name] for name in evaluation.losing[run.method])
        line = f"{LOSES} {run.method} loses to random on: {lost or 'nothing'}."
        console.print(line, markup=False, highlight=False)
    console.print(f"The whole report is in {out / PAGE}, {MARKDOWN} and {JSON}.", markup=False)


def _beside(worst: Worst, document: Document) -> dict[str, Any]:
    title = document.fields.get(Field.TITLE)
    return {
        "facts": worst,
        "quality": "none" if worst.quality is None else number(worst.quality),
        "title": title.text if title else worst.listing_id,
        "lines": [_line(line, worst) for line in document.lines],
    }


def _line(line: Line, worst: Worst) -> dict[str, Any]:
    return {"number": line.number, "text": line.text, "cited": line.number in worst.cited}


def _markdown_table(table: Table) -> str:
    ruler = ["---" if at < table.left else "---:" for at in range(len(table.headings))]
    rows: Sequence[Sequence[str]] = [
        [_escaped(heading) for heading in table.headings],
        ruler,
        *([_escaped(cell.text) for cell in row] for row in table.rows),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _escaped(text: str) -> str:
    """Escape what would end a cell or begin HTML."""
    for character, instead in (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("\n", " ")):
        text = text.replace(character, instead)
    return text


def _rich_table(table: Table) -> RichTable:
    shown = RichTable(
        title=table.title, caption=table.note, title_justify="left", caption_justify="left"
    )
    for at, name in enumerate(table.headings):
        shown.add_column(
            escape(name), justify="left" if at < table.left else "right", overflow="fold"
        )
    for row in table.rows:
        shown.add_row(*map(_rich_cell, row))
    return shown


def _rich_cell(cell: Cell) -> str:
    text = escape(cell.text)
    if cell.good is None:
        return text
    return f"[green]{text}[/green]" if cell.good else f"[red]{text}[/red]"
