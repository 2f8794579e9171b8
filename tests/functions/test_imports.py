"""A cold start stays short: a handler loads what is on the list, and no more of it."""

import pytest

from tests.functions.imports import FUNCTIONS, Ceiling, Loaded, loaded_by, read_allowed

ALLOWED = read_allowed()
ADVICE = "Import it in the function that needs it, or"


@pytest.fixture(scope="module")
def loaded() -> dict[str, Loaded]:
    return {name: loaded_by(name) for name in FUNCTIONS}


def should_list_every_function() -> None:
    assert sorted(ALLOWED) == FUNCTIONS, "tests/functions/imports.toml has one table a function"


@pytest.mark.parametrize("function", FUNCTIONS)
def should_load_no_library_that_is_not_on_the_list(
    function: str, loaded: dict[str, Loaded]
) -> None:
    unexpected = sorted(loaded[function].packages - ALLOWED[function].packages)
    assert not unexpected, (
        f"{function} loads {', '.join(unexpected)} at its start. {ADVICE} add it to `packages` of "
        f"[functions.{function}] in tests/functions/imports.toml."
    )


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("part", ["libraries", "layer"])
def should_load_no_more_modules_and_source_than_the_list_allows(
    function: str, part: str, loaded: dict[str, Loaded]
) -> None:
    found: Ceiling = getattr(loaded[function], part)
    most: Ceiling = getattr(ALLOWED[function], part)
    assert found.modules <= most.modules, _too_much(function, part, found)
    assert found.kib <= most.kib, _too_much(function, part, found)


def _too_much(function: str, part: str, found: Ceiling) -> str:
    return (
        f"{function} loads {found.modules} modules, {found.kib} KiB of source, of the {part} at "
        f"its start: more than tests/functions/imports.toml allows. {ADVICE} raise the ceiling "
        "there, after `summariser benchmark cold-start` has shown what that costs."
    )
