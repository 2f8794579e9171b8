"""How the tests themselves are laid out."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
SOURCES = {
    str(path.relative_to(TESTS)): path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py")
}
FROM_A_TEST = re.compile(r"^(?:from|import) tests\.(?:\w+\.)*(?:test_\w+|conftest)\b", re.MULTILINE)


def should_share_builders_by_modules_that_hold_no_tests() -> None:
    assert [name for name, source in SOURCES.items() if FROM_A_TEST.search(source)] == []


def should_have_no_module_of_more_than_300_lines() -> None:
    assert [name for name, source in SOURCES.items() if source.count("\n") > 300] == []
