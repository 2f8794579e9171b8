"""A file that is too long to be held whole is read as a whole one would be."""

import gzip
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summariser.records.formats import UnusableFile
from summariser.records.reading import read_stream
from summariser.records.record import Record

ROWS = [
    {"listing_id": "a", "description": "Bakes bread.\nAnd cakes, at 5 °C.", "version": 3},
    {"listing_id": "b", "description": 'Says "hello" to \u2028 everyone [sic], {truly}.'},
    {"listing_id": "c", "description": "x" * 300},
]
AS_LINES = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode()
AS_ARRAY = json.dumps(ROWS, indent=2, ensure_ascii=False).encode()
AS_TABLE = (
    'listing_id;description\n"a";"Bakes bread.\nAnd cakes, at 5 °C."\n\nb;Says hello.\n'.encode()
)
WHOLE = {"lines": AS_LINES, "array": AS_ARRAY, "table": AS_TABLE}

ANY_SIZE: dict[str, Any] = {}
LONG = {"whole_up_to": 60}

rows = st.lists(
    st.dictionaries(
        st.sampled_from(["description", "title", "x"]),
        st.recursive(st.none() | st.integers() | st.text(), lambda it: st.lists(it, max_size=3)),
        min_size=1,
    ),
    min_size=2,
)


def read(data: bytes, suffix: str | None = None, **how: Any) -> list[Record]:
    if suffix is None:
        suffix = ".jsonl" if data.startswith(b'{"') else ""
    return list(read_stream("it", suffix, io.BytesIO(data), **how))


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def should_read_a_long_file_as_a_whole_one(kind: str, packed: bool) -> None:
    data = gzip.compress(WHOLE[kind]) if packed else WHOLE[kind]
    suffix = ".jsonl" if kind == "lines" else ""
    whole, long = (read(data, suffix=suffix, **how) for how in (ANY_SIZE, LONG))
    assert [(it.origin, it.number, it.content) for it in long] == [
        (it.origin, it.number, it.content) for it in whole
    ]
    assert [json.loads(it.text) for it in long] == [it.content for it in long]


@given(rows, st.integers(1, 40))
def should_find_every_element_and_line_wherever_the_text_is_cut(
    found: list[dict[str, Any]], room: int
) -> None:
    for data in (json.dumps(found), "\n".join(map(json.dumps, found))):
        records = read(data.encode(), whole_up_to=room)
        assert [it.content for it in records] == found


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("room", [None, 60])
def should_go_on_behind_a_record_by_its_number(kind: str, room: int | None) -> None:
    records = read(WHOLE[kind], whole_up_to=room)
    for after in records:
        rest = read(WHOLE[kind], whole_up_to=room, after=after.number)
        assert rest == [it for it in records if it.number > after.number]


def should_say_where_an_array_is_broken_and_keep_what_came_before() -> None:
    good, broken = read(AS_ARRAY[:-200] + b"}}", whole_up_to=60)[-2:]
    assert good.content == ROWS[1]
    assert broken.defect == "it, item 3 is broken JSON, and nothing behind it can be read"


def should_say_that_a_quote_is_left_open_and_hold_no_more_than_a_cell() -> None:
    rows = b"listing_id,description\n" + b"a,You bake.\n" * 9 + b'b,"You sell.\n'
    records = read_stream("it", ".csv", io.BytesIO(rows + b"x\n" * 5_000_000), whole_up_to=60)
    assert [next(records).number for _ in range(9)] == list(range(2, 11))
    with pytest.raises(UnusableFile, match=r"broken CSV: .*; is a quote left open\?"):
        next(records)


def should_leave_out_a_line_that_is_too_long_and_go_on() -> None:
    long = b'{"description": "' + b"x" * 9_000_000 + b'"}'
    first, broken, last = read(b'{"a": 1}\n' + long + b'\n{"a": 2}\n', whole_up_to=60)
    assert (first.content, last.content, last.number) == ({"a": 1}, {"a": 2}, 3)
    assert broken.defect == "it, line 2 is longer than 8,388,608 bytes"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (json.dumps({"jobs": ROWS}, indent=1).encode(), "one JSON value of more than 60 bytes"),
        (AS_LINES.decode().encode("utf-16"), "not UTF-8"),
        (b"%PDF" + AS_LINES, "a PDF"),
        (gzip.compress(AS_ARRAY)[:-9], "a damaged gzip file"),
        (AS_TABLE.decode().encode("latin-1"), "not UTF-8"),
    ],
)
def should_refuse_a_long_file_that_cannot_be_read_as_it_comes(data: bytes, why: str) -> None:
    with pytest.raises(UnusableFile, match=why):
        read(data, whole_up_to=60)
