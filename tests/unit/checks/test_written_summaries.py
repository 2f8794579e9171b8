"""Sentences in a model's own words: true ones pass, false ones are blocked."""

import io
import tomllib
from functools import cache
from pathlib import Path

import pytest

from summariser.checks.check_draft import check_draft
from summariser.domain.document import Document
from summariser.domain.errors import PermanentError
from summariser.domain.findings import Finding
from summariser.domain.message import parse_event
from summariser.domain.profiles import load_profiles
from summariser.domain.summary import ProfileSummary, Sentence
from summariser.preparation.prepare import prepare_document
from summariser.records.submission import submit
from tests.values import NOON, any_draft
from workbench.running.reading import read_records

LISTINGS = Path(__file__).parents[3] / "events" / "listings.jsonl"
WRITTEN = tomllib.loads(Path(__file__).with_name("written_summaries.toml").read_text("utf-8"))
(CHAT,) = load_profiles(["chat"])


@cache
def documents() -> dict[str, Document]:
    found = {}
    for record in read_records(str(LISTINGS), io.BytesIO()):
        event = parse_event(submit(record, NOON).body)
        try:
            assert event.listing
            found[event.listing_id] = prepare_document(
                event.listing, listing_id=event.listing_id, version=event.version
            )
        except PermanentError:
            continue  # the empty one
    return found


def blocked(listing: str, text: str, lines: list[int]) -> list[Finding]:
    document = documents()[listing]
    summary = ProfileSummary(text=text, sentences=(Sentence(text=text, lines=tuple(lines)),))
    draft = any_draft(listing).model_copy(
        update={"language": document.language, "profiles": {"chat": summary}}
    )
    findings = check_draft(draft, document, [CHAT])
    return [finding for finding in findings if not finding.is_note]


@pytest.mark.parametrize(
    ("listing", "text", "lines"),
    [(table["listing"], *sentence) for table in WRITTEN["true"] for sentence in table["sentences"]],
)
def should_let_a_true_sentence_pass(listing: str, text: str, lines: list[int]) -> None:
    assert [finding.message for finding in blocked(listing, text, lines)] == []


@pytest.mark.parametrize(
    ("listing", "text", "lines", "wrong"),
    [
        (table["listing"], *sentence)
        for table in WRITTEN["false"]
        for sentence in table["sentences"]
    ],
)
def should_block_a_false_sentence(listing: str, text: str, lines: list[int], wrong: str) -> None:
    findings = blocked(listing, text, lines)
    assert [finding.sentence for finding in findings] == [text] * len(findings)
    assert findings, wrong
