"""docs/checks.md: the table of findings, inside a page that is written by hand."""

from collections.abc import Iterator
from pathlib import Path

from summariser.checks.registry import all_checks
from summariser.domain.finding_codes import FindingCode

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
BEGIN, END = (
    "<!-- the table of findings: made by workbench/documentation/checks.py -->",
    "<!-- end -->",
)
VERIFICATION = (FindingCode.SENTENCE_UNSUPPORTED, FindingCode.SENTENCES_UNVERIFIED)


def page(text: str) -> str:
    """Put the table between the two marks of a page; raises `ValueError` if one is missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{PAGE.name} needs both marks: {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{chr(10).join(rows())}\n{END}{after}"


def rows() -> Iterator[str]:
    """Yield the rows of the table: the check that reports a code, the code, its grade and words."""
    yield "| check | code | grade | what it says |"
    yield "|---|---|---|---|"
    given = {
        code: _name(check.of_summary or check.of_listing)
        for check in all_checks()
        for code in check.codes
    }
    given |= dict.fromkeys(VERIFICATION, "verification")
    for code in FindingCode:
        yield f"| {given.get(code, 'drafting')} | `{code}` | {code.grade} | {code.words} |"


def _name(function: object) -> str:
    module = str(getattr(function, "__module__", ""))
    return module.rpartition(".")[2].removeprefix("check_").replace("_", " ")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
