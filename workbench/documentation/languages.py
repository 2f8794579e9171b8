"""docs/languages.md: what is known of each language, counted in its pack, and how well it works."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from summariser.language.packs import PACKS, SHARED, Packs
from summariser.language.sections import SECTIONS

PAGE = Path(__file__).parents[2] / "docs" / "languages.md"
QUALITY = Path(__file__).with_name("quality.toml")
ONLY_RECOGNISED = {"detection", "marking"}  # sections of a language that is not read
NOT_WRITTEN = "–"
ONLY_RECOGNISED_TOO = " Only recognised, so that their listings are not taken for others: {}."
HEAD = """\
# Languages

All that is known of a language is in one file, `language/packs/<code>.toml` in the layer; what
belongs to no language, or to all of them, is in `language/shared.toml`. A section is read when it
is first needed. This page is made by `python -m workbench.documentation.languages`.

## Add a language, or a phrase
- A phrase is a line of its own. `manag*` stands for any word that begins so, `*ung` for any that
  ends so, `*` for any word, `#` for a number, and `^` before the first word binds the phrase to the
  start of a line.
- A new language is a new file. A section that nobody has written yet is listed under `missing` at
  its top; what needs the section then finds nothing in that language. The loader refuses a file
  that neither has a section nor lists it.
- The classes of `language/contents.py` and `language/prose.py` say what each key of a
  section holds.

`summariser evaluate sections` and `summariser evaluate checks` measure what a pack is worth on your
own data.
"""
COVERAGE = f"""\
## Coverage
How many entries each section has; {NOT_WRITTEN} is a section that is missing. English comes in
where a language has no written numbers, and sentences without words where it has no wording.
"""


def page(packs: Packs = PACKS) -> str:
    """Write the page for a folder of packs."""
    written = [code for code in packs.languages if set(_present(packs, code)) - ONLY_RECOGNISED]
    written.sort(key=lambda code: (-sum(_counts(packs, code)), code))
    others = [code for code in packs.languages if code not in written]
    columns, named = (
        ", ".join(f"`{code}` {packs.name(code)}" for code in codes) for codes in (written, others)
    )
    parts = [
        HEAD,
        "## Sections",
        *_sections(),
        "",
        COVERAGE,
        *_coverage(packs, written),
        "",
        f"{columns}." + (ONLY_RECOGNISED_TOO.format(named) if named else ""),
        "",
        "## Quality",
        *_quality(written),
    ]
    return "\n".join(parts) + "\n"


def _sections() -> Iterator[str]:
    yield "| section | what it holds |"
    yield "|---|---|"
    for section in SECTIONS:
        text = " ".join((section.__doc__ or "").split("\n\n")[0].split())
        yield f"| `{section.__name__.lower()}` | {text.replace('|', chr(92) + '|')} |"


def _coverage(packs: Packs, codes: Sequence[str]) -> Iterator[str]:
    """Yield a table with a section in each row and a language in each column."""
    columns = [*codes, SHARED]
    counts = [_counts(packs, code) for code in columns]
    yield f"| section | {' | '.join(columns)} |"
    yield f"|---|{'--:|' * len(columns)}"
    for index, section in enumerate(SECTIONS):
        row = [str(column[index] or NOT_WRITTEN) for column in counts]
        yield f"| `{section.__name__.lower()}` | {' | '.join(row)} |"
    yield f"| all | {' | '.join(str(sum(column)) for column in counts)} |"


def _quality(codes: Sequence[str]) -> Iterator[str]:
    measures = tomllib.loads(QUALITY.read_text(encoding="utf-8"))["measures"]
    for measure in measures:
        yield f"{measure['name']}: {measure['tells']} (`{measure['command']}`).\n"
        known = [code for code in codes if code in measure["values"]]
        yield "| language | listings | measured |"
        yield "|---|--:|--:|"
        for code in known:
            yield f"| {code} | {measure['listings'][code]} | {measure['values'][code]:.3f} |"
        yield ""
    yield "No other language has been measured."


def _present(packs: Packs, code: str) -> list[str]:
    missing = packs.missing(code)
    names = [section.__name__.lower() for section in SECTIONS]
    return [name for name in names if name not in missing]


def _counts(packs: Packs, code: str) -> list[int]:
    """Count the entries of each section: phrases, patterns, words and figures."""
    return [_count(packs.read(section, code), section()) for section in SECTIONS]


def _count(content: Any, default: Any) -> int:
    if content == default:
        return 0
    if isinstance(content, tuple) and hasattr(content, "_asdict"):
        return sum(map(_count, content, default))
    if isinstance(content, Mapping):
        return sum(_count(value, None) for value in content.values())
    if isinstance(content, tuple):
        return sum(
            len(value["phrases"]) if isinstance(value, Mapping) else _count(value, None)
            for value in content
        )
    return 1


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
