"""What a listing holds reaches a terminal as text: it can neither move nor colour nor turn it."""

import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.hostile import HOSTILE_IDS
from tests.unit.running.lines import any_dead_letter, any_document, any_summary
from workbench.running.accounting import Accounts
from workbench.running.printing import print_results, printable
from workbench.running.results import Results
from workbench.running.show import UnknownName, show_summary

HOSTILE = [*HOSTILE_IDS, "\x1b[2J\x1b[Hgone", "\x1b]8;;https://example.com\x07here", "a\rb\u2066c"]
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def results_of(folder: Path, text: str) -> Results:
    results = Results(folder)
    profiles = any_summary().model_dump()["profiles"]
    profiles["preview"]["text"] = profiles["preview"]["sentences"][0]["text"] = text
    line = any_summary(text, profiles=profiles, language=text)
    results.add_summary(line, any_document(text, text=text))
    letter = any_dead_letter(listing_id=f"{text} dead", message=text, execution_arn=text)
    results.add_dead_letter(letter, 0)
    return results


@pytest.mark.parametrize("text", HOSTILE)
def should_print_a_hostile_text_as_it_reads(text: str, tmp_path: Path) -> None:
    output = StringIO()
    print_results(Console(file=output, width=200), results_of(tmp_path, text), Accounts([]))
    assert not OBEYED.search(output.getvalue())
    assert printable(text)[:20] in output.getvalue()


@pytest.mark.parametrize("text", HOSTILE)
def should_show_a_hostile_text_as_it_reads(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results_of(tmp_path, text)
    show_summary(text, tmp_path, None)
    show_summary(f"{text} dead", tmp_path, None)
    with pytest.raises(UnknownName) as told:
        show_summary(f"{text} dea", tmp_path, None)
    shown = capsys.readouterr().out
    assert not OBEYED.search(shown + str(told.value))
    assert printable(text) in shown
