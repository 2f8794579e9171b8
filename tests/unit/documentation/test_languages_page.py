"""docs/languages.md has the packs as they are now."""

from pathlib import Path

from summariser.language.packs import Packs
from summariser.language.sections import SECTIONS
from workbench.documentation import languages

WRITTEN = """
[detection]
frequent = [
    "lor",
]

[headings]
duties = [
    "zug",
    "mip",
]
"""


def should_have_the_packs_as_they_are() -> None:
    text = languages.PAGE.read_text(encoding="utf-8")
    assert text == languages.page(), "run: python -m workbench.documentation.languages"


def should_count_entries_and_show_what_is_missing(tmp_path: Path) -> None:
    names = [section.__name__.lower() for section in SECTIONS]
    missing = [name for name in names if f"[{name}]" not in WRITTEN]
    pack = f'name = "Toy"\nmissing = {missing}\n{WRITTEN}'
    (tmp_path / "xx.toml").write_text(pack, encoding="utf-8")
    (shared := tmp_path / "shared").write_text("", encoding="utf-8")
    rows = languages.page(Packs(tmp_path, shared)).splitlines()
    assert "| section | xx | shared |" in rows
    assert "| `headings` | 2 | – |" in rows
    assert "| `dates` | – | – |" in rows
    assert "| all | 3 | 0 |" in rows
