"""Runs as `summariser run` left them become drafts, under the name of who wrote."""

from pathlib import Path

import pytest

from summariser.domain.document import Document
from summariser.domain.profiles import load_profiles
from summariser.domain.summary import Status
from tests.unit.running.lines import any_dead_letter, any_document, any_summary
from tests.unit.running.runs import left_by_a_run
from workbench.evaluation.summaries.runs import NothingToMeasure, Run, align, read_run
from workbench.running.results import Results, SummaryLine, UnusableFolder

PROFILES = load_profiles()


def read(folder: Path, *lines: SummaryLine, simulated: bool = False) -> Run:
    return read_run(left_by_a_run(folder, *lines, simulated=simulated), PROFILES)


def should_name_a_run_by_its_model(tmp_path: Path) -> None:
    run = read(tmp_path, any_summary("a"), any_summary("b"))

    assert run.method == "embedded"
    assert run.models == {"embedded": 2}
    assert not run.is_simulated


def should_say_of_simulated_models_that_they_are(tmp_path: Path) -> None:
    run = read(tmp_path, any_summary("a", model="nova-lite"), simulated=True)

    assert run.method == "nova-lite (simulated)"
    assert run.is_simulated


def should_keep_the_models_of_a_chain_together_and_count_them(tmp_path: Path) -> None:
    lines = [any_summary("a", model="nova-lite"), any_summary("b"), any_summary("c")]

    run = read(tmp_path / "chain", *lines)

    assert run.method == "chain: embedded + nova-lite"
    assert run.models == {"embedded": 2, "nova-lite": 1}


def should_measure_what_is_published_or_held_and_count_what_is_not(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.add_summary(any_summary("a"), any_document("a"))
    results.add_summary(any_summary("b", status=Status.HELD), any_document("b"))
    results.add_summary(any_summary("c", status=Status.SUPERSEDED), any_document("c"))
    results.add_summary(any_summary("d"), None)
    results.add_dead_letter(any_dead_letter(), 1)

    run = read_run(tmp_path, PROFILES)

    assert set(run.drafts) == {("a", 1), ("b", 1)}
    assert run.held == 1
    assert run.left_out == {"superseded": 1, "its document is missing": 1, "dead letter": 1}


def should_refuse_a_folder_without_a_run(tmp_path: Path) -> None:
    with pytest.raises(UnusableFolder, match="run `summariser run` first"):
        read_run(tmp_path, PROFILES)


def should_refuse_a_run_without_the_profile(tmp_path: Path) -> None:
    folder = left_by_a_run(tmp_path, any_summary("a"))

    with pytest.raises(NothingToMeasure, match="no published or held summary for chat"):
        read_run(folder, load_profiles(["chat"]))


def should_compare_the_same_versions_and_count_what_is_left_out(tmp_path: Path) -> None:
    first = read(tmp_path / "one", any_summary("a"), any_summary("b"))
    second = read(tmp_path / "two", any_summary("b"), any_summary("a", version=2))

    one, two = align([first, second])

    assert set(one.drafts) == set(two.drafts) == {("b", 1)}
    assert one.left_out == two.left_out == {"not the same in every run": 1}
    assert (one.method, two.method) == ("one: embedded", "two: embedded")


def should_tell_runs_apart_whose_folders_have_one_name(tmp_path: Path) -> None:
    runs = [read(tmp_path / where / "out", any_summary("a")) for where in ("x", "y")]

    assert [run.method for run in align(runs)] == ["out (1): embedded", "out (2): embedded"]


def should_refuse_runs_of_other_listings(tmp_path: Path) -> None:
    runs = [read(tmp_path / name, any_summary(name)) for name in ("one", "two")]

    with pytest.raises(NothingToMeasure, match="one and two have no listing version in common"):
        align(runs)


def should_refuse_runs_that_read_a_listing_version_differently(tmp_path: Path) -> None:
    other = Document(listing_id="a", version=1, language="en", lines=())
    first = read(tmp_path / "one", any_summary("a"))
    second = read(tmp_path / "two", any_summary("a"))
    second.documents["a", 1] = other

    with pytest.raises(NothingToMeasure, match="no listing version in common"):
        align([first, second])
