"""report.html: the results of a run as data in a self-contained page."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from summariser.domain.document import Document, Field
from summariser.domain.profiles import load_profiles
from summariser.records.submission import Key
from workbench.pages.rendering import embed_json, render
from workbench.running.results import REPORT, DeadLetterLine, Results, SummaryLine

MAX_EVENT = 4000  # characters; dead-letters.jsonl has the whole event


def write_report(results: Results) -> Path:
    """Write the page of a run to the folder of its results."""
    path = results.folder / REPORT
    page = render_page(results.summaries.values(), results.documents, results.dead_letters)
    path.write_text(page, encoding="utf-8")
    return path


def render_page(
    summaries: Iterable[SummaryLine],
    documents: dict[Key, Document],
    dead_letters: Iterable[DeadLetterLine],
) -> str:
    """Render the page; the text of a listing is only ever data in it, never HTML."""
    data = page_data(summaries, documents, dead_letters)
    return render("report.html.j2", data=embed_json(data))


def page_data(
    summaries: Iterable[SummaryLine],
    documents: Mapping[Key, Document],
    dead_letters: Iterable[DeadLetterLine],
) -> dict[str, Any]:
    """Make the data of a page: its profiles, its listings with their lines, its dead letters."""
    return {
        "profiles": [
            {"name": profile.name, "audience": profile.audience, "characters": profile.characters}
            for profile in load_profiles()
        ],
        "listings": [_listing(line, documents.get(line.key)) for line in summaries],
        "deadLetters": [_dead_letter(line) for line in dead_letters],
    }


def _listing(line: SummaryLine, document: Document | None) -> dict[str, Any]:
    fields = document.fields if document else {}
    return line.model_dump(mode="json", exclude={"usage"}) | {
        "title": fields[Field.TITLE].text if Field.TITLE in fields else None,
        "company": fields[Field.COMPANY].text if Field.COMPANY in fields else None,
        "lines": [
            source.model_dump(mode="json", include={"number", "text", "kind", "section"})
            for source in (document.lines if document else ())
        ],
    }


def _dead_letter(line: DeadLetterLine) -> dict[str, Any]:
    event = line.event
    text = event if isinstance(event, str) else json.dumps(event, ensure_ascii=False, indent=2)
    return line.model_dump(mode="json", exclude={"event"}) | {
        "event": text if len(text) <= MAX_EVENT else text[:MAX_EVENT] + " …"
    }
