"""What the last release stored is read by this one, whose functions go on with its executions.

`released/stored/` has a bucket of that release, made of two listings: the document of the planner
is longer than its model's window, and the skipper's first model was blocked.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from summariser.core.plan import Plan
from summariser.domain.document import Document
from summariser.domain.finding_codes import FindingCode
from summariser.domain.listing import Listing
from summariser.domain.summary import Draft, Status, Summary
from summariser.domain.verdict import Verdict
from summariser.llm.notes import MergedNotes, Notes
from summariser.steps.states import StoreSummaryInput
from summariser.steps.store_summary import store_summary
from tests.fakes import ListingShelf, OutcomeList, SummaryRows
from tests.values import NOON, any_entry

STORED = Path(__file__).parent / "released" / "stored"
# Where keys.py puts them.
KINDS: dict[str, type[BaseModel]] = {
    "listings/*/*/listing.json": Listing,
    "listings/*/*/document.json": Document,
    "listings/*/*/plan-?.json": Plan,
    "listings/*/*/plan-?/notes-*.json": Notes,
    "listings/*/*/plan-?/merged-*.json": MergedNotes,
    "listings/*/*/plan-?/draft.json": Draft,
    "listings/*/drafts/*.json": Draft,
    "summaries/*/*.json": Summary,
}
OBJECTS = [(kind, path) for kind in KINDS for path in sorted(STORED.glob(kind))]


def read(path: Path, kind: str) -> Any:
    return KINDS[kind].model_validate_json(path.read_text(encoding="utf-8"))


def any_of(kind: str, holds: Callable[[Any], bool]) -> Any:
    return next(found for path in sorted(STORED.glob(kind)) if holds(found := read(path, kind)))


def should_have_an_object_of_every_kind_and_know_the_kind_of_every_object() -> None:
    assert {kind for kind, _ in OBJECTS} == set(KINDS)
    assert {path for _, path in OBJECTS} == set(STORED.rglob("*.json"))


@pytest.mark.parametrize(("kind", "path"), OBJECTS, ids=str)
def should_read_all_that_the_last_release_stored(kind: str, path: Path) -> None:
    stored = json.loads(path.read_text(encoding="utf-8"))
    found = read(path, kind).model_dump(mode="json")
    findings = [(one["profile"], one["message"]) for one in stored.pop("findings", [])]
    assert [(one["profile"], one["message"]) for one in found.get("findings", [])] == findings
    assert _is_in(stored, found)


def should_keep_a_finding_a_note_that_did_not_block_its_draft() -> None:
    draft = any_of("listings/*/drafts/*.json", lambda draft: draft.findings)
    assert {finding.code for finding in draft.findings} == {FindingCode.QUESTIONABLE_WORDING}
    assert all(finding.is_note for finding in draft.findings)


def should_publish_a_draft_that_the_last_release_checked() -> None:
    draft = any_of("listings/*/*/plan-?/draft.json", lambda draft: draft.skipped_models)
    entry = any_entry(draft.listing_id, draft.version, status=Status.RUNNING)
    table, store = SummaryRows(), ListingShelf({"draft": draft})
    table.ledger.add(entry)
    output = store_summary(
        StoreSummaryInput(
            listing_id=draft.listing_id,
            version=draft.version,
            occurred_at=NOON,
            event_uri=entry.event_uri,
            document_uri="bucket/1/document",
            draft_uri="draft",
            verdict=Verdict.ACCEPT,
        ),
        store=store,
        table=table,
        ledger=table.ledger,
        report=OutcomeList().stored,
        now=NOON,
    )
    assert output.status is Status.PUBLISHED
    assert output.summary_uri is not None
    assert store.objects[output.summary_uri].skipped_models == draft.skipped_models


def _is_in(stored: Any, found: Any) -> bool:
    """Compare what was stored: what is read may have more fields."""
    if isinstance(stored, dict):
        return all(name in found and _is_in(value, found[name]) for name, value in stored.items())
    if isinstance(stored, list):
        return len(stored) == len(found) and all(map(_is_in, stored, found))
    return bool(stored == found)
