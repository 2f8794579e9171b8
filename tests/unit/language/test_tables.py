import tomllib
from pathlib import Path

import pytest

from summariser.language.packs import FOLDER, SHARED_FILE
from summariser.language.tables import read_tables

PACKS = (SHARED_FILE, *sorted(FOLDER.glob("*.toml")))


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def should_read_most_tables_of_each_pack_as_tomllib_does(path: Path) -> None:
    _, *tables = path.read_text(encoding="utf-8").split("\n[")
    texts = [f"\n[{table}" for table in tables]
    fast = {text: read_tables(text) for text in texts}

    assert all(found in (None, tomllib.loads(text)) for text, found in fast.items())
    assert sum(found is None for found in fast.values()) <= sum("[[" in text for text in texts)


def should_join_tables_below_the_same_name() -> None:
    text = '[pay]\nper = [\n    "an hour",\n]\n\n[pay.periods]\n"half-year" = 6\non-call = []\n'

    assert read_tables(text) == tomllib.loads(text)


def should_read_patterns_as_they_are_written() -> None:
    text = "[models]\nspoken = [\n    '\\bas an \"ai\"\\b',\n    '''\\bi'm\\b''',\n]\n"

    assert read_tables(text) == {"models": {"spoken": ['\\bas an "ai"\\b', "\\bi'm\\b"]}}


@pytest.mark.parametrize(
    "text",
    [
        '[words]\nsmall = [\n    "a", # article\n]\n',
        '[words]\nsmall = """\na"""\n',
        "[words]\nsmall = { a = 1 }\n",
        '[words]\nsmall = ["\\U0001f600"]\n',
        '[words]\nsmall = ["a"]\nsmall = ["b"]\n',
        '[words]\nsmall = ["a"]\n[words]\nsmall = ["b"]\n',
        '[[wordings]]\nreason = "age"\n',
        '[words]\nsmall = ["a"\n',
    ],
    ids=[
        "comment",
        "several lines",
        "inline table",
        "long escape",
        "key given twice",
        "table given twice",
        "array of tables",
        "no end",
    ],
)
def should_leave_to_tomllib_whatever_is_in_another_form(text: str) -> None:
    assert read_tables(text) is None
