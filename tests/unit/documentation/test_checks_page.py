"""docs/checks.md has the table of findings as the code has it now."""

from workbench.documentation import checks


def should_have_the_table_of_findings_as_it_is() -> None:
    text = checks.PAGE.read_text(encoding="utf-8")
    assert text == checks.page(text), "run: python -m workbench.documentation.checks"
