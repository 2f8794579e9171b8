"""Files of every plain format are read, and of another one message says what it is."""

import codecs
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from summariser.records.record import Record
from workbench.running.reading import UnusableInput, read_records

NOTHING = io.BytesIO()
BAKER = {"listing_id": "a", "title": "Bäcker", "description": "Du backst Brot."}
COOK = {"listing_id": "b", "title": "Koch", "description": "Du kochst Suppe."}
LINES = "\n".join(json.dumps(row, ensure_ascii=False) for row in (BAKER, COOK))


def read(folder: Path, name: str, data: bytes) -> list[Record]:
    (folder / name).write_bytes(data)
    return read_records(str(folder / name), NOTHING)


def contents(records: list[Record]) -> list[dict[str, Any] | None]:
    return [record.content for record in records]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", json.dumps([BAKER, COOK]).encode()),
        ("a.jsonl", json.dumps([BAKER, COOK], indent=2).encode()),
        ("a.jsonl", b"\n" + json.dumps([BAKER, COOK]).encode() + b"\n\n"),
        ("a.json", json.dumps({"jobs": [BAKER, COOK], "total": 2}).encode()),
        ("a.jsonl", json.dumps({"data": {"count": 2, "items": [BAKER, COOK]}}).encode()),
        ("a.ndjson", LINES.encode()),
        ("a.jsonl.gz", gzip.compress(LINES.encode(), mtime=0)),
        ("a.json.gz", gzip.compress(json.dumps([BAKER, COOK]).encode(), mtime=0)),
        ("a.jsonl", gzip.compress(LINES.encode(), mtime=0)),
        ("a.jsonl", LINES.encode("utf-16")),
        ("a.jsonl", codecs.BOM_UTF16_BE + LINES.encode("utf-16-be")),
        ("a.jsonl", LINES.encode("utf-16-le")),
        ("a.jsonl", LINES.encode("utf-16-be")),
        ("a.jsonl", LINES.encode("utf-32")),
        ("a.jsonl.gz", gzip.compress(LINES.encode("utf-16"), mtime=0)),
    ],
)
def should_read_listings_in_every_plain_form(tmp_path: Path, name: str, data: bytes) -> None:
    assert contents(read(tmp_path, name, data)) == [BAKER, COOK]


def should_name_the_item_of_a_list_and_the_line_that_it_is_in(tmp_path: Path) -> None:
    rows = json.dumps(BAKER).encode() + b"\n\n" + json.dumps({"jobs": [COOK, BAKER]}).encode()

    records = read(tmp_path, "a.jsonl", rows)

    name = tmp_path / "a.jsonl"
    assert [record.origin for record in records] == [
        f"{name}, line 1",
        f"{name}, line 3, item 1",
        f"{name}, line 3, item 2",
    ]


def should_name_the_line_of_the_only_listing_of_a_file(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "a.jsonl", b"\n\n" + json.dumps(BAKER).encode())

    assert record.origin.endswith(", line 3")


def should_not_take_a_listing_s_own_lists_for_listings(tmp_path: Path) -> None:
    listing = BAKER | {"benefits": [{"name": "Bread"}, {"name": "Cake"}]}
    posting = {"@type": "JobPosting", "skills": [{"name": "Rye"}]}
    event = {"type": "listing.published", "listing": BAKER, "tags": [{"a": 1}]}

    for whole in (listing, posting, event):
        assert contents(read(tmp_path, "a.json", json.dumps(whole).encode())) == [whole]


def should_take_the_postings_of_a_list_page(tmp_path: Path) -> None:
    postings = [{"@type": "JobPosting", "title": title} for title in ("Baker", "Cook")]
    page = {
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "item": posting} for posting in postings],
    }

    assert contents(read(tmp_path, "a.json", json.dumps(page).encode())) == postings


@pytest.mark.parametrize(
    ("name", "delimiter", "before"),
    [
        ("a.csv", ",", b""),
        ("a.csv", ";", codecs.BOM_UTF8),
        ("a.tsv", "\t", b""),
        ("a.txt", ",", b""),
        ("a.csv", "|", b"\r\n"),
    ],
)
def should_read_a_table_whose_header_names_our_fields(
    tmp_path: Path, name: str, delimiter: str, before: bytes
) -> None:
    rows = [
        ["listing_id", "Title", " description ", "salary", "views"],
        ["a", "Bäcker", '"Du backst\r\nBrot, Brezeln; und ""Kuchen""."', "", "7"],
        ["", "", "", "", ""],
        ["b", "Koch", "Du kochst Suppe.", "2400", ""],
    ]
    data = before + "\r\n".join(delimiter.join(row) for row in rows).encode()

    baker, cook = read(tmp_path, name, data)

    text = 'Du backst\r\nBrot, Brezeln; und "Kuchen".'
    assert baker.content == {
        "listing_id": "a",
        "title": "Bäcker",
        "description": text,
        "views": "7",
    }
    assert cook.content is not None
    assert cook.content["salary"] == "2400"
    blank = before.count(b"\n")
    assert baker.origin.endswith(f", line {blank + 2}")
    assert cook.origin.endswith(f", line {blank + 5}")


def should_refuse_a_row_with_more_cells_than_columns(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "a.csv", b"title,description\nBaker,You bake, and sell\n")

    assert record.defect is not None
    assert "line 2 has 3 cells, and the header names 2 columns" in record.defect


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"name,text\nBaker,You bake.\n", "names no column `description`"),
        ("a.csv", "title,description\nBäcker,x".encode("cp1252"), r"not UTF-8 \(at its byte 20\)"),
        ("a.jsonl", b"PK\x03\x04rest", "is a zip archive or an Excel workbook"),
        ("a.json", b"%PDF-1.7", "is a PDF"),
        ("a.json", b"PAR1\x15", "is a Parquet file"),
        ("a.json", b"<!doctype html><html></html>", "is HTML or XML"),
        ("a.jsonl.gz", gzip.compress(b"{}" * 90, mtime=0)[:-12], "is a damaged gzip file"),
        ("a.jsonl", codecs.BOM_UTF16_LE + b"{\x00\x00\xd8", "is damaged UTF-16"),
    ],
)
def should_say_what_a_file_is_that_cannot_be_read(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    with pytest.raises(UnusableInput, match=message):
        read(tmp_path, name, data)


def should_read_what_is_packed_or_a_table_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps(COOK).encode()))
    (tmp_path / "a.csv").write_text("listing_id,description\na,You bake.\n", encoding="utf-8")
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04")

    records = read_records(str(tmp_path), NOTHING)

    assert [record.origin for record in records] == ["a.csv, line 2", "b.jsonl.gz, line 1"]


def should_read_packed_listings_from_standard_input() -> None:
    records = read_records("-", io.BytesIO(gzip.compress(LINES.encode())))

    assert contents(records) == [BAKER, COOK]
