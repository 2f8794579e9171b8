"""Which sentences the baselines take, and how they fill a budget."""

from summariser.domain.document import Section
from summariser.domain.profiles import load_profiles
from tests.unit.evaluation.samples import listing_of
from tests.unit.extractive.documents import every_document
from workbench.evaluation.baselines import baseline_samples, body_sentences, lexrank

PROFILES = load_profiles()


def should_fill_every_budget_with_cited_sentences_in_order() -> None:
    samples = list(baseline_samples(every_document(), PROFILES))
    assert len(samples) == 3 * 5 * len(PROFILES)
    for sample in samples:
        assert 0 < len(sample.summary.text) <= sample.profile.characters
        assert len(sample.summary.sentences) <= sample.profile.sentences
        cited = [sentence.lines for sentence in sample.summary.sentences]
        assert cited == sorted(cited)
        lines = {line.number: line.text for line in sample.document.body}
        assert all(it.text in lines[it.lines[0]] for it in sample.summary.sentences)


def should_lead_with_the_first_sentences_and_skip_headings_and_what_does_not_fit() -> None:
    source = listing_of(
        (Section.INTRODUCTION, "# About us"),
        (Section.INTRODUCTION, "The yard is on the river. It has built ships since 1900."),
        (Section.DUTIES, f"You weld {'steel, ' * 40}all day."),
        (Section.DUTIES, "You paint."),
    )
    samples = {it.method: it for it in baseline_samples([source], load_profiles(["seo"]))}
    assert (
        samples["lead"].summary.text == "The yard is on the river. It has built ships since 1900."
    )
    preview = {it.method: it for it in baseline_samples([source], load_profiles(["preview"]))}
    assert preview["lead"].summary.text.endswith("since 1900. You paint.")


def should_choose_at_random_alike_in_every_run() -> None:
    documents = every_document()
    once, again = (
        [it.summary for it in baseline_samples(documents, PROFILES) if it.method == "random"]
        for _ in range(2)
    )
    leads = [it.summary for it in baseline_samples(documents, PROFILES) if it.method == "lead"]
    assert once == again
    assert once != leads


def should_rank_first_what_most_sentences_resemble() -> None:
    source = listing_of(
        (Section.INTRODUCTION, "Free parking nearby."),
        (Section.DUTIES, "Nurses care for children at night."),
        (Section.DUTIES, "Nurses document care."),
        (Section.DUTIES, "Children need nurses."),
        (Section.DUTIES, "Night care matters."),
    )
    ranked = lexrank(body_sentences(source), source)
    assert ranked[0] == 1
    assert sorted(ranked) == [0, 1, 2, 3, 4]


def should_find_what_the_checks_find_in_a_baseline() -> None:
    source = listing_of((Section.DUTIES, "- Welding of hulls"))
    (sample,) = (
        it for it in baseline_samples([source], load_profiles(["chat"])) if it.method == "lead"
    )
    assert "sentence_cut" in {it.code for it in sample.findings}


def should_leave_a_listing_without_a_description_empty() -> None:
    source = listing_of(title="Welder")
    assert {it.summary.text for it in baseline_samples([source], PROFILES)} == {""}
