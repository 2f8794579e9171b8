"""The files of a run: complete while it goes, in the input's order when it is over."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from summariser.domain.summary import Status
from summariser.records.submission import Key, Submission
from tests.unit.running.lines import any_dead_letter, any_document, any_summary
from workbench.running.dead_letter_lines import dead_letter_line, unsent_line
from workbench.running.results import (
    Results,
    SummaryLine,
    UnusableFolder,
    read_dead_letters,
    read_documents,
    read_summaries,
    settle,
)
from workbench.running.subscription import Message

DOCS = Path(__file__).parents[3] / "docs"


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((DOCS / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def lines_of(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def in_input_order(*listing_ids: str) -> Any:
    return lambda key: listing_ids.index(key[0])


def should_have_every_line_on_disk_before_the_run_is_over(tmp_path: Path) -> None:
    results = Results(tmp_path / "out")
    results.add_summary(any_summary("a"), any_document("a"))
    results.add_summary(any_summary("a"), any_document("a"))  # the same news again
    results.add_dead_letter(any_dead_letter(), 0)

    assert read_summaries(tmp_path / "out") == [any_summary("a")]
    assert read_documents(tmp_path / "out") == {("a", 1): any_document("a")}
    assert read_dead_letters(tmp_path / "out") == [any_dead_letter()]


def should_have_a_listing_once_that_the_input_has_twice_with_both_lines(tmp_path: Path) -> None:
    results = Results(tmp_path)
    for place, origin in ((7, "line 8"), (2, "line 3"), (2, "line 3")):
        results.add_dead_letter(any_dead_letter(listing_id="a", origins=(origin,)), place)
    results.add_dead_letter(any_dead_letter(listing_id="b", origins=("line 5",)), 4)

    results.finish(in_input_order())

    assert [(line.listing_id, line.origins) for line in read_dead_letters(tmp_path)] == [
        ("a", ("line 8", "line 3")),
        ("b", ("line 5",)),
    ]


def should_put_summaries_in_the_order_of_the_input_at_the_end(tmp_path: Path) -> None:
    results = Results(tmp_path)
    for listing_id in ("c", "a", "b"):
        results.add_summary(any_summary(listing_id), any_document(listing_id))

    for place in (5, 3):
        results.add_dead_letter(any_dead_letter(listing_id=str(place)), place)

    results.finish(in_input_order("a", "b", "c"))

    assert [line["listing_id"] for line in lines_of(tmp_path / "summaries.jsonl")] == list("abc")
    assert [line["listing_id"] for line in lines_of(tmp_path / "dead-letters.jsonl")] == ["3", "5"]
    assert [line["listing_id"] for line in lines_of(tmp_path / "documents.jsonl")] == list("abc")


def should_erase_the_text_of_what_was_withdrawn(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.add_summary(any_summary("a"), any_document("a"))
    results.add_summary(SummaryLine.without_text(("a", 2), Status.WITHDRAWN), None)

    results.finish(in_input_order("a"))

    assert [line["status"] for line in lines_of(tmp_path / "summaries.jsonl")] == ["withdrawn"] * 2
    assert "Bake" not in "".join(path.read_text() for path in tmp_path.iterdir())


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def should_call_an_older_version_superseded_in_whatever_order_they_were_published(
    order: tuple[int, int],
) -> None:
    settled = settle(any_summary("a", version=version) for version in order)

    assert {key[1]: line.status for key, line in settled.items()} == {
        1: Status.SUPERSEDED,
        2: Status.PUBLISHED,
    }


def should_leave_an_older_summary_as_it_is_where_a_newer_one_is_held() -> None:
    lines = [any_summary(version=1), any_summary(version=2, status=Status.HELD)]
    assert {line.version: line.status for line in settle(lines).values()} == {
        1: Status.PUBLISHED,
        2: Status.HELD,
    }
    overtaken = settle([*lines, any_summary(version=3)])
    assert {line.version: line.status for line in overtaken.values()} == {
        1: Status.SUPERSEDED,
        2: Status.SUPERSEDED,
        3: Status.PUBLISHED,
    }


def should_write_lines_that_the_documented_schemas_describe(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.add_summary(any_summary("a"), None)
    results.add_summary(SummaryLine.without_text(("b", 1), Status.WITHDRAWN), None)
    results.add_dead_letter(any_dead_letter(), 0)
    results.add_dead_letter(any_dead_letter(listing_id="a", version=1, event={"type": "x"}), 0)
    results.finish(in_input_order("a", "b"))

    for name, schema in (
        ("summaries.jsonl", "summary-line.schema.json"),
        ("dead-letters.jsonl", "dead-letter-line.schema.json"),
    ):
        lines = lines_of(tmp_path / name)
        assert len(lines) == 2
        for line in lines:
            validator(schema).validate(line)
            assert list(validator(schema).iter_errors(line | {"surprise": 1}))
            for field in line:
                rest = {key: value for key, value in line.items() if key != field}
                assert list(validator(schema).iter_errors(rest)), field


def should_write_one_line_of_utf_8_whatever_characters_a_text_has(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.add_dead_letter(any_dead_letter(event="\ud800 \x00 \n \u2028 é"), 0)

    data = (tmp_path / "dead-letters.jsonl").read_bytes()

    assert data.count(b"\n") == 1
    assert json.loads(data)["event"] == "\ud800 \x00 \n \u2028 é"


def should_say_which_folder_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(UnusableFolder, match="Choose another folder with --out"):
        Results(tmp_path / "file")
    with pytest.raises(UnusableFolder, match="run `summariser run` first"):
        read_summaries(tmp_path / "nothing")


def letter(body: str, **attributes: str) -> Message:
    return Message(body=body, attributes=attributes, receipt="r")


def submission(body: str, key: Key | None = None) -> Submission:
    return Submission(origin="a.jsonl, line 1", body=body, event=None, key=key)


def should_describe_the_dead_letter_of_an_execution() -> None:
    line = dead_letter_line(
        letter(
            '{"listing_id": "a"}',
            error="ListingHasNoText",
            cause="No text.",
            execution_arn="arn:x",
            listing_id="a",
            version="3",
        ),
        [],
    )

    assert line.model_dump() == {
        "listing_id": "a",
        "version": 3,
        "error": "ListingHasNoText",
        "message": "No text.",
        "execution_arn": "arn:x",
        "event": {"listing_id": "a"},
        "origins": (),
    }


def should_show_the_event_as_it_was_submitted_where_it_went_by_way_of_s3() -> None:
    sent = letter('{"listing_uri": "s3://bucket/incoming/x"}', error="E", cause="c")

    line = dead_letter_line(sent, [submission('{"listing_id": 7, "version": 2, "listing": {}}')])

    assert line.event == {"listing_id": 7, "version": 2, "listing": {}}
    assert (line.listing_id, line.version, line.origins) == ("7", 2, ("a.jsonl, line 1",))


def should_say_so_where_a_queue_gave_up_on_a_message() -> None:
    line = dead_letter_line(letter("NaN"), [])

    assert (line.error, line.event) == ("ReceivedTooOften", "NaN")
    assert "received as often as the listing queue allows" in line.message


def should_describe_a_text_that_no_queue_takes() -> None:
    line = unsent_line(submission("broken \x00"), "It holds a null byte")

    assert (line.error, line.message) == ("NotSendable", "It holds a null byte.")
    assert (line.listing_id, line.event) == (None, "broken \x00")
