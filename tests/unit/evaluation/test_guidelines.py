"""Guidelines name measures and what is asked of them; a wrong file is told with its line."""

from pathlib import Path

import pytest

from workbench.evaluation.guidelines import (
    PATH,
    Ask,
    Guideline,
    InvalidGuidelines,
    load_guidelines,
    quality_of,
)
from workbench.evaluation.measures import measures_of


def written(tmp_path: Path, *asks: str) -> Path:
    path = tmp_path / "guidelines.toml"
    lines = ["# ours", "[[guideline]]", 'says = "Be good."', "[guideline.asks]", *asks]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def should_find_every_measure_of_the_four_guidelines() -> None:
    names = [measure.name for measure in measures_of([])]

    assert len(load_guidelines(names, PATH)) == 4


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            "goodnes = { at_least = 0.5 }",
            "line 6: unknown measure 'goodnes'; the measures are: good",
        ),
        ("good = { at_leest = 0.5 }", "line 6: at_leest"),
        ("good = { at_least = 0.5, at_most = 0.6 }", "line 6: good: Value error, give either"),
        ("good = { at_least = 0 }", "line 6: good: Value error, at_least must be above 0"),
        ('good = "much"', "line 6: good"),
        ("good = {", "guidelines.toml is not valid TOML"),
    ],
)
def should_name_the_line_that_is_wrong(tmp_path: Path, wrong: str, said: str) -> None:
    path = written(tmp_path, "fine = { at_most = 1 }", wrong)

    with pytest.raises(InvalidGuidelines, match=r"guidelines\.toml") as caught:
        load_guidelines(["good", "fine"], path)

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("ask", "value", "degree"),
    [
        (Ask(at_least=0.8), 0.9, 1.0),
        (Ask(at_least=0.8), 0.4, 0.5),
        (Ask(at_least=0.8), -1.0, 0.0),
        (Ask(at_most=0.1), 0.1, 1.0),
        (Ask(at_most=0.1), 0.4, 0.7),
        (Ask(at_most=0.1), 7.0, 0.0),
    ],
)
def should_say_how_far_a_value_is_as_asked(ask: Ask, value: float, degree: float) -> None:
    assert ask.degree(value) == pytest.approx(degree)
    assert ask.is_met_by(value) is (degree == 1.0)


def should_weigh_guidelines_the_same_however_many_measures_they_have() -> None:
    guidelines = (
        Guideline(says="A", asks={"a": Ask(at_least=1), "b": Ask(at_least=1)}),
        Guideline(says="B", asks={"c": Ask(at_least=1)}),
        Guideline(says="C", asks={"none": Ask(at_least=1)}),
    )

    assert quality_of({"a": 1.0, "b": 0.0, "c": 1.0}, guidelines) == pytest.approx(0.75)
    assert quality_of({}, guidelines) is None
