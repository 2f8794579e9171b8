"""What each measure counts, against values worked out by hand."""

import pickle
from collections import Counter

import pytest

from summariser.domain.document import Section
from summariser.domain.summary import Usage
from tests.unit.evaluation.samples import finding, listing_of, sample_of, value
from workbench.evaluation.measures import MEASURES, measures_of
from workbench.evaluation.measures.recall import key_term_recall
from workbench.evaluation.sample import Measure, Sample

BAKERY = listing_of(
    (Section.INTRODUCTION, "The mill bakery in the old town has baked since 1900."),
    (Section.DUTIES, "You bake 400 loaves of bread and 1,200 rolls in every single night."),
    (Section.COMPENSATION, "We pay 2,600 euros a month and give you free bread every day."),
    title="Baker",
)
TWO = (("You bake 400 loaves.", (3,)), ("We pay 2,600 euros a month.", (4,)))


def should_give_every_measure_a_name_of_its_own() -> None:
    assert max(Counter(it.name for it in measures_of([BAKERY])).values()) == 1
    assert {it.name for it in measures_of([BAKERY])} - {it.name for it in MEASURES} == {
        "key_term_recall"
    }


def should_travel_to_another_process() -> None:
    sample = sample_of(BAKERY, *TWO)
    there: list[Measure] = pickle.loads(pickle.dumps(measures_of([BAKERY])))  # noqa: S301  # ours
    assert [it.of(sample) for it in there] == [it.of(sample) for it in measures_of([BAKERY])]


def should_give_the_share_of_aspects_that_are_asked_for_had_and_told() -> None:
    # the listing has no requirements; what it says of the company is not told
    sample = sample_of(BAKERY, *TWO)
    assert value("aspects_told", sample) == pytest.approx(2 / 3)
    assert value("introduction_told", sample) == 0
    assert value("duties_told", sample) == 1
    assert value("requirements_told", sample) is None


def should_leave_out_an_aspect_that_the_profile_does_not_ask_for() -> None:
    sample = sample_of(BAKERY, *TWO, profile="seo")
    assert value("duties_told", sample) is None
    assert value("salary_kept", sample) is None


def should_count_claims_sentences_and_summaries_that_findings_are_about() -> None:
    first = TWO[0][0]
    sample = sample_of(
        BAKERY,
        *TWO,
        findings=(
            finding("figure_unsupported", first),
            finding("range_to_promise", first),
            finding("name_unsupported", first),
            finding("claim_doubtful", first),
            finding("sentence_cut", TWO[1][0]),
            finding("aspect_missing", None),
        ),
    )
    assert value("unsupported_claims", sample) == 1.5
    assert value("blocked_sentences", sample) == 1
    assert value("whole_sentences", sample) == 0.5
    assert value("blocked", sample) == 1
    assert value("warnings", sample) == 2


def should_call_a_summary_blocked_for_a_finding_on_its_whole_text() -> None:
    sample = sample_of(BAKERY, *TWO, findings=(finding("too_long", None),))
    assert (value("blocked", sample), value("blocked_sentences", sample)) == (1, 0)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("You earn € 2.600 a month.", 1),
        ("You earn € 2.700 a month.", 0),
        ("You bake 2600 loaves.", 0),  # a figure, and no money
    ],
)
def should_keep_a_salary_only_as_a_sum_of_money(told: str, kept: int) -> None:
    assert value("salary_kept", sample_of(BAKERY, (told, (3,)))) == kept


def should_give_the_share_of_figures_of_duties_and_pay_that_are_kept() -> None:
    # 400, 1200 and 2600 count; 1900 stands in the introduction
    assert value("figure_recall", sample_of(BAKERY, *TWO)) == pytest.approx(2 / 3)
    no_figures = listing_of((Section.DUTIES, "You bake bread."))
    assert value("figure_recall", sample_of(no_figures, *TWO)) is None


def should_weigh_terms_by_how_few_other_listings_have_them() -> None:
    other = listing_of((Section.DUTIES, "You sell bread, euros change hands."))
    german = listing_of((Section.DUTIES, "Loaves, rolls, mill."), language="de")
    source = listing_of((Section.DUTIES, "Loaves loaves bread euros."))
    measure = key_term_recall([source, other, german])
    # all three terms are among the ten, one is told
    assert measure.of(sample_of(source, ("Loaves.", (1,)))) == pytest.approx(1 / 3)


def should_look_only_for_the_ten_terms_that_weigh_most() -> None:
    common = "alpha bravo charlie delta echo foxtrot golf hotel india juliett"
    source = listing_of((Section.DUTIES, f"{common} kilo"))
    measure = key_term_recall([source, listing_of((Section.DUTIES, common))])
    # kilo is rarest; nine of the others follow by the alphabet, so juliett is not looked for
    assert measure.of(sample_of(source, ("kilo juliett", (1,)))) == pytest.approx(1 / 10)


def should_measure_fragments_as_grusky_defines_them() -> None:
    source = listing_of((Section.DUTIES, "you bake bread and rolls at night for the whole town"))
    # fragments: "you bake" (2), "rolls at night" (3), "bread" (1); "fresh" and "daily" are new
    sample = sample_of(source, ("You bake fresh rolls at night.", (1,)), ("Bread daily.", (1,)))
    assert value("coverage", sample) == pytest.approx(6 / 8)
    assert value("density", sample) == pytest.approx((4 + 9 + 1) / 8)
    assert value("compression", sample) == pytest.approx(11 / 8)


def should_take_the_longest_of_several_places_that_a_fragment_may_come_from() -> None:
    source = listing_of((Section.DUTIES, "bread and butter then bread and rolls at night"))
    assert value("density", sample_of(source, ("Bread and rolls at night.", (1,)))) == 5


def should_give_the_share_of_ngrams_that_the_listing_lacks() -> None:
    source = listing_of((Section.DUTIES, "you bake bread at night"))
    sample = sample_of(source, ("You bake rolls at night.", (1,)))
    assert value("novel_1grams", sample) == pytest.approx(1 / 5)
    assert value("novel_2grams", sample) == pytest.approx(2 / 4)
    assert value("novel_3grams", sample) == 1


def should_measure_length_against_the_budget() -> None:
    sample = sample_of(BAKERY, ("You bake bread.", (3,)))
    assert value("characters", sample) == 15
    assert value("words", sample) == 3
    assert value("budget_used", sample) == pytest.approx(15 / 900)


def should_give_lix_as_bjoernsson_defines_it() -> None:
    # 10 words in 2 sentences, 2 of more than six letters: 10 / 2 + 100 * 2 / 10
    sample = sample_of(
        BAKERY, ("Du leitest die Bäckerei.", (2,)), ("Du backst Brot in der Nacht.", (3,))
    )
    assert value("lix", sample) == pytest.approx(5 + 20)


def should_give_no_lix_where_words_are_not_parted() -> None:
    source = listing_of((Section.DUTIES, "パンを焼きます。"), language="ja")
    assert value("lix", sample_of(source, ("パンを焼きます。", (1,)))) is None


def should_count_signs_where_no_spaces_part_words() -> None:
    source = listing_of((Section.DUTIES, "パンを焼きます。"), language="ja")
    sample = sample_of(source, ("パンを売ります。", (1,)))  # 3 of 7 signs, then り, then 2
    assert value("words", sample) == 7
    assert value("density", sample) == pytest.approx((3 * 3 + 2 * 2) / 7)


def should_find_what_is_said_twice() -> None:
    # pairs: you-bake bake-bread, you-bake bake-rolls; words in common: 2 of 4
    sample = sample_of(BAKERY, ("You bake bread.", (3,)), ("You bake rolls.", (3,)))
    assert value("repeated_bigrams", sample) == pytest.approx(1 / 4)
    assert value("most_alike", sample) == pytest.approx(2 / 4)


def should_give_rouge_over_words_with_umlauts() -> None:
    sample = sample_of(
        BAKERY, ("Bäcker für Köln.", (3,)), references=("Bäcker für Kassel gesucht.",)
    )
    # 2 of 3 words and 2 of 4; 1 of 2 pairs and 1 of 3
    assert value("rouge1", sample) == pytest.approx(2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4))
    assert value("rouge2", sample) == pytest.approx(2 * (1 / 2) * (1 / 3) / (1 / 2 + 1 / 3))
    assert value("rougeL", sample) == pytest.approx(4 / 7)


def should_compare_with_the_closest_of_several_references() -> None:
    said = "You bake bread."
    sample = sample_of(BAKERY, (said, (3,)), references=("We pay well.", said))
    assert value("rouge1", sample) == 1
    assert value("chrf", sample) == pytest.approx(1)
    other = sample_of(BAKERY, (said, (3,)), references=("xyz",))
    assert (value("rouge1", other), value("chrf", other)) == (0, 0)


def should_give_no_overlap_where_nobody_wrote_a_reference() -> None:
    sample = sample_of(BAKERY, *TWO)
    assert [value(it, sample) for it in ("rouge1", "rouge2", "rougeL", "chrf")] == [None] * 4


def should_say_what_a_draft_cost() -> None:
    usage = Usage(calls=2, input_tokens=9, output_tokens=9, cost_usd=0.5, seconds=1.5)
    sample = sample_of(BAKERY, *TWO, usage=usage)
    assert [value(it, sample) for it in ("cost_usd", "seconds", "calls")] == [0.5, 1.5, 2]


def should_say_nothing_of_the_sentences_of_an_empty_summary() -> None:
    empty: Sample = sample_of(BAKERY)
    silent = {it.name for it in MEASURES if it.of(empty) is None}
    assert {"unsupported_claims", "coverage", "density", "compression", "lix"} <= silent
    assert value("aspects_told", empty) == 0
    assert value("figure_recall", empty) == 0
