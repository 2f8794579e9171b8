"""A listing's text reaches the report page as data, and is never part of its HTML."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summariser.domain.summary import Status
from tests.hostile import HOSTILE_IDS
from tests.unit.running.lines import any_dead_letter, any_document, any_summary
from workbench.pages.rendering import embed_json
from workbench.running.report_page import render_page, write_report
from workbench.running.results import Results, SummaryLine

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "\u2028\u2029",
    "{{ 7 * 7 }}{% raw %}",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt;",
    "\ud800\x00",
]


class Elements(HTMLParser):
    """Collects a page's elements, and the text of its data element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.addresses: list[str] = []
        self.data = ""
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        self._inside = ("id", "data") in attrs

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data += data


def data_of(page: str) -> Any:
    return json.loads(Elements(page).data)


@pytest.mark.parametrize("text", HOSTILE)
def should_keep_a_hostile_text_as_data(text: str) -> None:
    plain = Elements(render_page([any_summary()], {("a", 1): any_document()}, []))

    page = render_page(
        [any_summary()], {("a", 1): any_document(text=text)}, [any_dead_letter(event=text)]
    )

    assert Elements(page).names == plain.names
    assert data_of(page)["listings"][0]["lines"][1]["text"] == text
    assert data_of(page)["deadLetters"][0]["event"] == text


@pytest.mark.parametrize("text", [*HOSTILE, *HOSTILE_IDS])
def should_keep_a_hostile_id_as_data(text: str) -> None:
    plain = Elements(render_page([any_summary()], {}, [any_dead_letter()]))

    page = render_page(
        [any_summary(text)],
        {},
        [any_dead_letter(listing_id=text, message=text, execution_arn=text)],
    )

    assert Elements(page).names == plain.names
    assert data_of(page)["listings"][0]["listing_id"] == text
    assert data_of(page)["deadLetters"][0]["listing_id"] == text


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def should_embed_any_json_without_a_character_of_markup(value: object) -> None:
    embedded = embed_json(value)

    assert not re.search("[<>&\u2028\u2029]", embedded)
    assert json.loads(embedded) == value


def should_show_a_listing_s_fields_lines_profiles_and_findings() -> None:
    data = data_of(render_page([any_summary("a")], {("a", 1): any_document("a")}, []))

    (listing,) = data["listings"]
    assert listing["title"] == "Baker"
    assert listing["lines"][1] == {
        "number": 2,
        "text": "Bake.",
        "kind": "text",
        "section": "duties",
    }
    assert listing["profiles"]["preview"]["sentences"] == [
        {"text": "A baker bakes bread.", "lines": [2]}
    ]
    assert listing["findings"][0]["code"] == "claim_doubtful"
    assert {"name", "audience", "characters"} <= data["profiles"][0].keys()


def should_show_a_withdrawn_listing_without_text() -> None:
    line = SummaryLine.without_text(("a", 2), Status.WITHDRAWN)

    (listing,) = data_of(render_page([line], {}, []))["listings"]

    assert (listing["status"], listing["lines"], listing["title"]) == ("withdrawn", [], None)


def should_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.add_summary(any_summary(), any_document())

    page = write_report(results).read_text(encoding="utf-8")

    assert Elements(page).addresses == []
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import", page)
