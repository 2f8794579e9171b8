"""Every line, element and file of LISTINGS becomes a record, whatever is in it."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.running.reading import UnusableInput, read_records

NOTHING = io.BytesIO()


def written(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return str(path)


def should_read_a_record_a_line_and_skip_empty_ones(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.jsonl", b'\xef\xbb\xbf{"listing_id": "a"}\r\n\n  \n{"listing_id": "b"}'
    )

    records = read_records(path, NOTHING)

    assert [(record.origin, record.content) for record in records] == [
        (f"{path}, line 1", {"listing_id": "a"}),
        (f"{path}, line 4", {"listing_id": "b"}),
    ]


def should_not_end_a_line_at_a_separator_inside_a_string(tmp_path: Path) -> None:
    listing = {"description": "one\u2028two\u0085three"}
    path = written(tmp_path, "a.jsonl", json.dumps(listing, ensure_ascii=False).encode())

    assert [record.content for record in read_records(path, NOTHING)] == [listing]


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"[1, 2]",
        b'"a string"',
        b"null",
        b'{"listing_id": "a", "salary": NaN}',
        b'{"listing_id": "a"',
        b'{"a": "\x00"}',
        b"[" * 100_000,
        b'{"a":' * 300 + b"1" + b"}" * 300,
        b"1" * 5000,
    ],
    ids=lambda line: repr(line[:20]),
)
def should_keep_a_line_that_is_no_json_object_as_it_is(tmp_path: Path, line: bytes) -> None:
    path = written(tmp_path, "a.jsonl", b'{"listing_id": "good"}\n' + line + b"\n")

    _, broken = read_records(path, NOTHING)

    assert (broken.text, broken.content, broken.defect) == (line.decode(), None, None)


def should_say_where_a_line_is_not_utf_8_and_keep_its_bytes_readable(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", b'{"title": "caf\xe9"}\n')

    (record,) = read_records(path, NOTHING)

    assert record.text == r'{"title": "caf\xe9"}'
    assert record.defect is not None
    assert "line 1 is not UTF-8 (at its byte 15)" in record.defect


@pytest.mark.parametrize(
    ("whole", "ids"),
    [
        ({"listing_id": "a"}, ["a"]),
        ([{"listing_id": "a"}, {"listing_id": "b"}], ["a", "b"]),
        ({"@graph": [{"listing_id": "a"}, {"listing_id": "b"}]}, ["a", "b"]),
    ],
)
def should_read_one_listing_or_many_from_a_json_file(
    tmp_path: Path, whole: object, ids: list[str]
) -> None:
    path = written(tmp_path, "a.json", json.dumps(whole, indent=2).encode())

    records = read_records(path, NOTHING)

    assert [record.content and record.content["listing_id"] for record in records] == ids


def should_take_only_the_postings_of_a_page_s_graph(tmp_path: Path) -> None:
    posting = {"@type": "JobPosting", "title": "Baker"}
    graph = {"@graph": [{"@type": "Organization", "name": "Bakery"}, posting]}
    path = written(tmp_path, "a.json", json.dumps(graph).encode())

    assert [record.content for record in read_records(path, NOTHING)] == [posting]


def should_read_jsonl_that_is_named_json(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", b'{"listing_id": "a"}\n{"listing_id": "b"}\n')

    assert len(read_records(path, NOTHING)) == 2


def should_take_a_broken_json_file_as_one_record(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", b'{\n  "listing_id": "a",\n  "title"\n}\n')

    (record,) = read_records(path, NOTHING)

    assert record.content is None
    assert '"title"' in record.text


def should_read_a_folder_s_files_in_sorted_order(tmp_path: Path) -> None:
    written(tmp_path, "b.jsonl", b'{"listing_id": "b"}')
    written(tmp_path, "a/z.json", b'{"listing_id": "a"}')
    written(tmp_path, "c.txt", b"no listing")

    records = read_records(str(tmp_path), NOTHING)

    assert [record.content for record in records] == [{"listing_id": "a"}, {"listing_id": "b"}]


@pytest.mark.parametrize("data", [b'{"listing_id": "a"}\nbroken', b'[{"listing_id": "a"}, 5]'])
def should_read_json_and_jsonl_from_standard_input(data: bytes) -> None:
    records = read_records("-", io.BytesIO(data))

    assert [record.content for record in records] == [{"listing_id": "a"}, None]


@pytest.mark.parametrize("source", ["missing.jsonl", "empty.jsonl", "folder", "null\x00byte"])
def should_say_what_to_do_where_there_is_nothing_to_read(
    tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    written(tmp_path, "empty.jsonl", b"\n\n")

    with pytest.raises(UnusableInput):
        read_records(source, NOTHING)


@given(st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b""))))
def should_make_one_record_of_every_line_that_is_not_empty(lines: list[bytes]) -> None:
    data = b"x\n" + b"\n".join(lines)  # the first line is no JSON, so that each stands for itself

    records = read_records("-", io.BytesIO(data))

    assert len(records) == 1 + sum(bool(line.strip()) for line in lines)
