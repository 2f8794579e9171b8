"""docs/languages.md counts what the packs hold now."""

from workbench.documentation import languages


def should_count_what_each_pack_holds() -> None:
    text = languages.PAGE.read_text(encoding="utf-8")
    assert text == languages.page(), "run: python -m workbench.documentation.languages"
