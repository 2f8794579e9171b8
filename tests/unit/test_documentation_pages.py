"""Pages of docs/ that are made from the code are as the code makes them now."""

from workbench.documentation import checks


def should_have_the_table_of_findings_as_it_is() -> None:
    text = checks.PAGE.read_text(encoding="utf-8")
    assert text == checks.page(text), "run: python -m workbench.documentation.checks"
