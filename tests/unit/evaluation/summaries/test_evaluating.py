"""From values of samples to means, pairs, marks and the worst summaries."""

import pytest

from summariser.domain.finding_codes import FindingCode
from summariser.domain.profiles import load_profiles
from tests.unit.evaluation.summaries.samples import any_run, blocked, evaluated, goodness, scored
from tests.unit.running.lines import any_document
from workbench.evaluation.summaries.evaluation import Comparison, Evaluation


def comparison(evaluation: Evaluation, other: str, measure: str = "good") -> Comparison:
    (found,) = [
        it
        for it in evaluation.comparisons
        if (it.method, it.other, it.measure) == ("embedded", other, measure)
    ]
    return found


def should_weigh_every_listing_the_same_however_many_profiles_it_has() -> None:
    preview, chat = load_profiles(["preview", "chat"])
    samples = [
        scored("embedded", "a", 1.0, profile=preview),
        scored("embedded", "a", 0.0, profile=chat),
        scored("embedded", "b", 1.0, profile=preview),
    ]

    estimate = evaluated(samples).overall["embedded"]["good"]

    assert (estimate.mean, estimate.listings) == (0.75, 2)


def should_compare_only_summaries_of_the_same_listings() -> None:
    samples = goodness("embedded", [0.9, 0.8, 0.7]) + goodness("lead", [0.5, 0.4])

    found = comparison(evaluated(samples), "lead")

    assert found.difference == pytest.approx(0.4)
    assert (found.listings, found.winner) == (2, "embedded")


def should_leave_out_a_pair_of_which_one_has_no_value() -> None:
    samples = goodness("embedded", [0.9, 0.8]) + goodness("lead", [0.5, None])

    found = comparison(evaluated(samples), "lead")

    assert found.difference == pytest.approx(0.4)
    assert found.listings == 1


def should_tell_a_difference_that_chance_does_not_explain() -> None:
    better = [0.5 + 0.01 * at for at in range(30)]
    samples = goodness("embedded", better) + goodness("random", [it - 0.2 for it in better])

    found = comparison(evaluated(samples), "random")

    assert found.p_value < 0.001
    assert found.p_value <= found.p_corrected < 0.01


def should_name_no_winner_of_a_measure_that_describes() -> None:
    samples = [
        scored("embedded", "a", 0.5, text="Long and long."),
        scored("lead", "a", 0.5, text="It."),
    ]

    assert comparison(evaluated(samples), "lead", "characters").winner is None


def should_mark_a_method_that_loses_to_random() -> None:
    samples = (
        goodness("embedded", [0.3, 0.4])
        + goodness("lead", [0.9, 0.9])
        + goodness("random", [0.5, 0.5])
        + goodness("lexrank", [0.5, 0.5])
    )

    losing = evaluated(samples).losing

    assert losing["embedded"] == ("good", "quality")
    assert losing["lead"] == losing["lexrank"] == ()


def should_judge_a_guideline_by_the_mean() -> None:
    samples = goodness("embedded", [0.4, 0.7]) + goodness("random", [0.4, 0.4])

    (guideline,) = evaluated(samples).guidelines

    assert guideline.met == {"embedded": True, "random": False}


def should_leave_a_guideline_open_where_no_measure_has_a_value() -> None:
    (guideline,) = evaluated(goodness("embedded", [None])).guidelines

    assert guideline.met == {}


def should_show_the_most_blocked_first_then_those_of_least_quality() -> None:
    samples = [
        scored("embedded", "fine", 0.5),
        scored("embedded", "poor", 0.1),
        scored("embedded", "cut", 0.5, findings=(blocked(),)),
        scored("embedded", "cut-twice", 0.5, findings=(blocked(), blocked(FindingCode.LINK))),
        scored("random", "a-baseline", 0.0, findings=(blocked(), blocked(), blocked())),
    ]

    worst = evaluated(samples).worst

    assert [it.listing_id for it in worst] == ["cut-twice", "cut", "poor", "fine"]
    assert [it.blocked for it in worst] == [2, 1, 0, 0]
    assert worst[2].quality == pytest.approx(0.2)  # 0.1 of the 0.5 that is asked


def should_group_by_language_length_and_source() -> None:
    texts = {"a": "Bake.", "b": "Bake bread and rolls every night.", "c": "Bake. " * 40}
    samples = [
        scored("embedded", name, 0.5, document=any_document(name, text=text))
        for name, text in texts.items()
    ]

    groups = evaluated(samples, sources={"a": "board", "b": "board"}).groups

    assert groups["language"].keys() == {"en"}
    assert len(groups["length"]) == 3
    assert groups["source"]["board"]["embedded"]["good"].listings == 2
    assert groups["source"]["unknown"]["embedded"]["good"].listings == 1


def should_count_findings_by_code_a_hundred_summaries() -> None:
    samples = [
        scored("embedded", "a", 0.5, findings=(blocked(), blocked(FindingCode.LINK))),
        scored("embedded", "b", 0.5, findings=(blocked(),)),
    ]

    found = {it.code: (it.count, it.per_hundred) for it in evaluated(samples).findings}

    assert found == {"sentence_cut": (2, 100.0), "link": (1, 50.0)}


def should_compare_runs_with_each_other() -> None:
    samples = goodness("one: embedded", [0.9]) + goodness("two: embedded", [0.4])
    runs = [any_run("one: embedded"), any_run("two: embedded")]

    (found,) = [it for it in evaluated(samples, runs=runs).comparisons if it.measure == "good"]

    assert (found.method, found.other, found.winner) == (
        "one: embedded",
        "two: embedded",
        "one: embedded",
    )
