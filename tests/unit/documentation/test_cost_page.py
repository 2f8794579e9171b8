"""docs/cost.md has what an estimate says now."""

from workbench.documentation import cost


def should_have_the_cost_as_it_is_estimated() -> None:
    text = cost.PATH.read_text(encoding="utf-8")
    assert text == cost.page(), "run: python -m workbench.documentation.cost"


def should_say_what_list_prices_make_of_the_published_saving() -> None:
    page = cost.page()
    for figure in ("$3.573", "$0.8524", "76.14%", "57.6%", "1.95 hours", "$1.813", "$3.53"):
        assert figure in page
