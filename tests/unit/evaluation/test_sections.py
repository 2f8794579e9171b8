"""What the measurement of section labels counts as right."""

import json
from pathlib import Path
from typing import Any

import pytest

from summariser.domain.document import Line, LineKind, Section
from workbench.errors import UsageError
from workbench.evaluation.alignment import align_lines
from workbench.evaluation.sections import evaluate, measure_sections

TASKS, OFFER = "Bake bread and rolls every night.", "30 days of paid vacation and a pension plan."


def any_row(**changes: Any) -> dict[str, Any]:
    text = f"Your tasks\n- {TASKS}\nWhat we offer\n- {OFFER}"
    spans = [
        {"label": "heading", "of": "duties", "start": 0, "end": 10},
        {"label": "duties", "start": text.index(TASKS), "end": text.index(TASKS) + len(TASKS)},
        {"label": "compensation", "start": text.index(OFFER), "end": len(text)},
    ]
    row = {"text": text, "language": "en", "title": "Baker", "headings": True, "spans": spans}
    return row | changes


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def any_line(number: int, text: str) -> Line:
    return Line(number=number, text=text, kind=LineKind.TEXT, section=Section.DUTIES)


def should_count_the_characters_of_spans_but_not_of_headings(tmp_path: Path) -> None:
    score = measure_sections(write(tmp_path, any_row()))["en", "inserted"]
    signs = sum(not character.isspace() for character in TASKS + OFFER)
    assert (score.listings, score.characters, score.right) == (1, signs, signs)
    assert score.share == 1.0


def should_count_a_wrong_label_as_wrong(tmp_path: Path) -> None:
    row = any_row()
    row["spans"][1]["label"] = "company"
    score = measure_sections(write(tmp_path, row))["en", "inserted"]
    assert 0 < score.right < score.characters
    assert score.labels["introduction", "duties"] == score.characters - score.right


def should_count_the_characters_of_a_refused_listing_as_wrong(tmp_path: Path) -> None:
    spans = [{"label": "duties", "start": 0, "end": 4}]
    score = measure_sections(write(tmp_path, any_row(text="Bake", spans=spans)))["en", "inserted"]
    assert (score.characters, score.right, score.unaligned) == (4, 0, 4)


def should_sum_by_language_and_by_kind_of_headings(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        any_row(),
        any_row(headings="as-published"),
        any_row(headings=False, language="de"),
    )
    listings = {key: score.listings for key, score in evaluate(path).items()}
    assert listings == {
        ("en", "inserted"): 1,
        ("en", "as published"): 1,
        ("en", "with"): 2,
        ("de", "without"): 1,
        ("all", "inserted"): 1,
        ("all", "as published"): 1,
        ("all", "with"): 2,
        ("all", "without"): 1,
    }


@pytest.mark.parametrize("text", ["", "not json", '{"text": "Bake"}', "[1]"])
def should_say_which_line_has_no_gold_sections(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        measure_sections(path)


def should_find_each_line_in_the_text_it_came_from() -> None:
    text = "Bake &amp; sell.  • Bake again!"
    first, second = any_line(1, "Bake & sell."), any_line(2, "Bake again!")
    shown = align_lines(text, [first, second])
    assert shown[: text.index("•")] == [first] * text.index("•")
    assert shown[text.index("Bake again") :] == [second] * len("Bake again!")


def should_give_a_masked_address_to_the_line_around_it() -> None:
    text = "Write to jobs@bakery.example today."
    line = any_line(1, "Write to [e-mail] today.")
    assert align_lines(text, [line]) == [line] * len(text)


def should_find_no_line_for_what_preparation_left_out() -> None:
    shown = align_lines("Log in now. Bake bread.", [any_line(1, "Bake bread.")])
    assert shown[:11] == [None] * 11
    assert None not in shown[12:]
