"""The commands write a report, or say in one line why not."""

from pathlib import Path

import pytest

from tests.unit.evaluation.summaries.test_runs import left_by_a_run
from tests.unit.running.lines import any_summary
from workbench.errors import UsageError
from workbench.evaluation.summaries.pipeline import EvaluationOptions, compare_runs, evaluate_run
from workbench.evaluation.summaries.report import JSON, MARKDOWN, PAGE


def should_write_a_report_of_a_run_beside_the_baselines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = left_by_a_run(tmp_path / "run", any_summary("a"), any_summary("b"))

    evaluation = evaluate_run(run, EvaluationOptions(tmp_path / "out", processes=1))

    names = [method.name for method in evaluation.methods]
    assert names == ["embedded", "lead", "random", "lexrank"]
    assert (evaluation.summaries, evaluation.listings) == (2, 2)
    assert {it.name for it in (tmp_path / "out").iterdir()} == {JSON, MARKDOWN, PAGE}
    assert "embedded loses to random on" in capsys.readouterr().out.replace("\n", " ")


def should_compare_two_runs_over_what_both_have(tmp_path: Path) -> None:
    one = left_by_a_run(tmp_path / "one", any_summary("a"), any_summary("b"))
    two = left_by_a_run(tmp_path / "two", any_summary("a", model="nova-lite"), simulated=True)

    evaluation = compare_runs([one, two], EvaluationOptions(tmp_path / "out", processes=1))

    assert [(it.method, it.listings, it.simulated) for it in evaluation.runs] == [
        ("one: embedded", 1, False),
        ("two: nova-lite (simulated)", 1, True),
    ]
    assert ("one: embedded", "two: nova-lite (simulated)") in {
        (it.method, it.other) for it in evaluation.comparisons
    }


def should_refuse_to_compare_one_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at least two runs"):
        compare_runs([tmp_path], EvaluationOptions(tmp_path / "out"))


def should_refuse_a_profile_that_there_is_not(tmp_path: Path) -> None:
    run = left_by_a_run(tmp_path / "run", any_summary("a"))

    with pytest.raises(UsageError, match="no profile 'poster'"):
        evaluate_run(run, EvaluationOptions(tmp_path / "out", profiles=("poster",)))
