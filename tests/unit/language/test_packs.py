"""A language is one file: what is in it is read, and what is not in it is said."""

import re
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from summariser.checks.fairness import load_fairness
from summariser.domain.document import Section
from summariser.extractive.wording import load_wording
from summariser.language.contents import Dates, Detection, Fairness, Headings
from summariser.language.dates import read_dates
from summariser.language.detection import detect_language
from summariser.language.figures import read_figures
from summariser.language.lexicon import numbers
from summariser.language.packs import FOLDER, PACKS, SHARED_FILE, InvalidPack, Packs
from summariser.language.prose import Wording
from summariser.language.sections import SECTIONS
from summariser.language.words import words
from summariser.preparation.cues import heading_phrases
from summariser.preparation.headings import heading_section

ALL = [*sorted(FOLDER.glob("*.toml")), SHARED_FILE]
NAMES = [section.__name__.lower() for section in SECTIONS]
WRITTEN = ("detection", "headings", "wording", "dates", "numbers", "fairness")
TOY = f"""
name = "Toy"
missing = {[name for name in NAMES if name not in WRITTEN]}

[detection]
frequent = ["zug", "mip", "lor", "tak"]

[headings]
duties = ["zugmip"]

[wording]
company = " zug {{}}"
place = " mip {{}}"

[dates.months]
6 = ["junimip"]

[numbers]
units = ["nol", "unu", "duo"]
tens = ["duodek"]

[[fairness.wordings]]
phrases = ["lor tak"]
grade = "note"
reason = "speaks of age"
better = ""
"""


@pytest.fixture
def toy(tmp_path: Path) -> Packs:
    """All languages, and one file more."""
    folder = shutil.copytree(FOLDER, tmp_path / "packs")
    (folder / "xx.toml").write_text(TOY, encoding="utf-8")
    return Packs(folder)


def should_learn_a_language_from_one_file(toy: Packs) -> None:
    assert detect_language("Zug mip lor tak zug mip lor tak.", packs=toy) == "xx"
    assert heading_section("Zugmip:", toy) is Section.DUTIES
    assert load_wording("xx", toy).place == " mip {}"
    assert [date.months for date in read_dates("3 junimip 2026", toy)] == [{6}]
    assert numbers("xx", toy)["duodek-duo"] == 22
    assert load_fairness("xx", toy).found_in(words("Zug lor tak"))


def should_not_know_the_language_without_its_file() -> None:
    assert detect_language("Zug mip lor tak zug mip lor tak.") == "und"
    assert load_wording("xx").place == load_wording("und").place
    assert PACKS.read(Detection, "xx") == Detection()


def should_say_which_sections_a_language_misses(toy: Packs) -> None:
    assert set(toy.missing("xx")) == set(NAMES) - set(WRITTEN)
    assert toy.name("xx") == "Toy"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('[headings]\nduties = ["zugmip"]', "", r"no \[headings\]: write it, or list it"),
        ("duties =", "dutys =", r"\[headings\] has no 'dutys'; it may have introduction, duties"),
        ('["zugmip"]', '"zugmip"', r"'duties' of \[headings\] is 'zugmip'"),
        ('["zugmip"]', "[zugmip]", r"not TOML: Invalid value \(at line 9, column 11\)"),
    ],
)
def should_refuse_a_pack_and_say_what_to_change(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(TOY.replace(old, new), encoding="utf-8")
    with pytest.raises(InvalidPack, match=problem) as caught:
        heading_phrases(Packs(tmp_path))
    assert str(path) in str(caught.value)


def should_read_only_the_section_that_is_asked_for(tmp_path: Path) -> None:
    broken = TOY.replace("[dates.months]\n", "[dates.months]\nthis is not TOML\n")
    (tmp_path / "xx.toml").write_text(broken, encoding="utf-8")
    packs = Packs(tmp_path)
    assert packs.read(Headings, "xx").duties == ("zugmip",)
    with pytest.raises(InvalidPack, match="not TOML"):
        packs.read(Dates, "xx")


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def should_hold_what_the_sections_say(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = table.pop("missing", [])
    table.pop("name", None)
    for section in SECTIONS:
        name = section.__name__.lower()
        content = table.pop(name, None)
        if path != SHARED_FILE:
            assert (content is None) == (name in missing), name
        if content is not None:
            TypeAdapter(section).validate_python(content)
            assert _plain(PACKS.read(section, path.stem)) == _plain(section(**content))
    assert not table


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def should_have_one_phrase_a_line(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) <= 120
    for line in lines:
        assert not re.search(r"=\s*\[.+\]", line) or line == "missing = []", line


@pytest.mark.parametrize("language", PACKS.languages)
def should_load_all_that_is_compiled(language: str) -> None:
    load_wording(language)
    load_fairness(language)
    read_figures("1", language)


@pytest.mark.parametrize(
    "language", [code for code in PACKS.languages if "dates" not in PACKS.missing(code)]
)
def should_name_all_months(language: str) -> None:
    assert len(PACKS.read(Dates, language).months) == 12


def should_name_a_grade_a_reason_and_phrases_for_unfair_wording() -> None:
    for listed in PACKS.every(Fairness):
        for entry in listed.wordings:
            assert entry["grade"] in ("wrong", "note")
            assert entry["reason"]
            assert entry["phrases"]
            assert isinstance(entry["better"], str)


def should_refuse_a_word_where_a_list_is_meant() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Headings).validate_python({"duties": "tasks"})


def should_have_a_wording_for_no_language() -> None:
    assert PACKS.read(Wording, "shared").place


def _plain(value: Any) -> Any:
    """Compare what TOML reads with what is kept of it: lists with tuples."""
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _plain(value._asdict())
    return tuple(map(_plain, value)) if isinstance(value, list | tuple) else value
