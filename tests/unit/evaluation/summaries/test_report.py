"""The same numbers in JSON, Markdown and page; texts and names are never markup."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from summariser.domain.document import Document
from summariser.domain.findings import Finding
from tests.unit.evaluation.summaries.samples import any_run, blocked, evaluated, goodness, scored
from tests.unit.running.lines import any_document
from workbench.evaluation.summaries.evaluation import Evaluation
from workbench.evaluation.summaries.report import (
    JSON,
    MARKDOWN,
    PAGE,
    render_markdown,
    render_page,
    write_report,
)
from workbench.running.results import UnusableFolder

HOSTILE = [
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}",
    "a|b",
]


class Elements(HTMLParser):
    """Collects a page's elements, the cells of its tables, and all its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.cells: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "style")]
        self._inside = tag in ("td", "th")
        if self._inside:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._inside:
            self.cells[-1] += data


def some_evaluation() -> Evaluation:
    return evaluated(
        [
            *goodness("embedded", [0.412, 0.512]),
            *goodness("lead", [0.9, 0.8]),
            *goodness("random", [0.6, 0.7]),
        ]
    )


def documents_of(evaluation: Evaluation) -> dict[tuple[str, int], Document]:
    return {(it.listing_id, it.version): any_document(it.listing_id) for it in evaluation.worst}


def page_of(evaluation: Evaluation) -> Elements:
    return Elements(render_page(evaluation, documents_of(evaluation)))


def should_show_the_same_numbers_in_json_markdown_and_page(tmp_path: Path) -> None:
    evaluation = some_evaluation()

    write_report(evaluation, documents_of(evaluation), tmp_path)

    found = json.loads((tmp_path / JSON).read_text(encoding="utf-8"))
    good = found["overall"]["embedded"]["good"]
    cell = f"{good['mean']:.3f} [{good['low']:.3f},\u00a0{good['high']:.3f}] ▼ loses to random"
    markdown = (tmp_path / MARKDOWN).read_text(encoding="utf-8")
    assert f"| goodness | higher | {cell} |" in markdown
    cells = Elements((tmp_path / PAGE).read_text(encoding="utf-8")).cells
    assert cells[cells.index("goodness") + 1 :][:2] == ["higher", cell]
    assert good["mean"] == pytest.approx(0.462)


def should_have_every_cell_of_the_markdown_in_the_page() -> None:
    evaluation = some_evaluation()
    rows = [line for line in render_markdown(evaluation).splitlines() if line.startswith("|")]

    cells = [it.strip(" ") for row in rows if "---" not in row for it in row.strip("|").split("|")]

    assert cells == page_of(evaluation).cells


def should_mark_what_loses_to_random_and_nothing_else() -> None:
    rows = [it for it in render_markdown(some_evaluation()).splitlines() if "goodness |" in it]

    (row,) = [it for it in rows if "higher" in it]
    embedded, lead, random, _lexrank = row.split("|")[3:7]
    assert "loses to random" in embedded
    assert "loses" not in lead + random


@pytest.mark.parametrize("text", HOSTILE)
def should_escape_texts_and_names(text: str) -> None:
    def page(said: str) -> Elements:
        finding = Finding(code="sentence_cut", profile=said, sentence=said, message=said)
        document = any_document("a", text=said)
        samples = [scored(said, "a", 0.5, text=said, findings=(finding,), document=document)]
        evaluation = evaluated(samples, runs=[any_run(said, name=said)])
        return Elements(render_page(evaluation, {("a", 1): document}))

    plain = "x" * len(text)
    assert page(text).names == page(plain).names
    assert page(text).text.count(text) == page(plain).text.count(plain) > 0


def should_keep_a_name_inside_its_cell_of_the_markdown() -> None:
    samples = goodness("a|b", [0.5])

    rows = render_markdown(evaluated(samples, runs=[any_run("a|b")])).splitlines()

    assert "| measure | better | a\\|b | lead | random | lexrank |" in rows


def should_load_nothing_from_elsewhere() -> None:
    evaluation = some_evaluation()
    page = render_page(evaluation, documents_of(evaluation))

    assert Elements(page).addresses == []
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import", page)


def should_describe_every_plot_in_words() -> None:
    names = page_of(some_evaluation()).names

    assert names.count("svg") == 4  # cost has no measure here; a language has one
    assert names.count("desc") == names.count("svg")


def should_show_a_worst_summary_beside_its_listing_with_cited_lines_marked() -> None:
    evaluation = evaluated([scored("embedded", "a", 0.5, findings=(blocked(),))])

    page = render_page(evaluation, {("a", 1): any_document("a", text="Bake rolls.")})

    assert "<mark>Bake rolls.</mark>" in page
    assert "<mark>Baker</mark>" not in page
    assert "<b>sentence_cut</b> (doubtful): It is cut." in page


def should_say_of_simulated_texts_that_they_are_no_model_s() -> None:
    draft_of = "nova-lite (simulated)"
    evaluation = evaluated(goodness(draft_of, [0.5]), runs=[any_run(draft_of)])
    facts = evaluation.runs[0].model_copy(update={"simulated": True})
    simulated = evaluation.model_copy(update={"runs": (facts,)})

    assert "not a model" in page_of(simulated).text
    assert "not a model" in render_markdown(simulated)
    assert "not a model" not in page_of(evaluation).text


def should_say_that_a_report_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    evaluation = some_evaluation()

    with pytest.raises(UnusableFolder, match="Choose another folder with --out"):
        write_report(evaluation, documents_of(evaluation), tmp_path / "out")
