"""Each corruption spoils what its name says, the same one for the same seed, and is counted."""

import random
from collections.abc import Iterator
from itertools import product

import pytest

from summariser.checks.findings import report
from summariser.checks.registry import all_checks
from summariser.checks.source import Source
from summariser.domain.document import Document, Section
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile, load_profiles
from summariser.domain.summary import Draft, ProfileSummary, Sentence
from tests.unit.evaluation.samples import listing_of
from tests.values import any_draft
from workbench.evaluation.corruption.case import Case, Corpus, Corrupted
from workbench.evaluation.corruption.suite import CORRUPTIONS, kinds, measure

(CHAT,) = load_profiles(["chat"])
CORPUS = Corpus(
    companies=["Harvest Mill"],
    places=["Dover"],
    sentences={
        "en": [("other", "You drive a tram through the old town every morning.")],
        "de": [("third", "Sie fahren jeden Morgen die Tram durch die alte Stadt.")],
    },
)
MEANT = {
    "wish": "Experience with rye flour is a plus.",
    "denial": "There are no deliveries on holidays.",
    "bound": "You lift at least 20 kg of flour.",
    "level": "You speak basic English.",
    "place": "The work in the office is hybrid.",
    "day": "The oven is cold on Monday.",
    "tax": "An allowance of £200 gross.",
    "week": "Bakers work 38 hours per week.",
    "condition": "You get a bread bonus after probation.",
    "exception": "You sometimes decorate cakes.",
    "choice": "You know spelt or emmer.",
    "counts": "There are 6 ovens and 14 bakers.",
}
LISTING = listing_of(
    (Section.DUTIES, "You bake 400 loaves of bread for 12 hours from 1 June."),
    (Section.REQUIREMENTS, "You have worked as a baker before, in a team of any size."),
    (Section.COMPENSATION, "We pay £30,000 to £34,000 a year, and 25% on top at night."),
    *((Section.REQUIREMENTS, text) for text in MEANT.values()),
    title="Baker",
    company="Old Oven",
    location="Leeds",
    employment_type="Permanent",
)
SENTENCES = {
    "role": ("The Old Oven in Leeds offers a permanent job.", (1, 2, 3, 4)),
    "duty": ("You bake 400 loaves of bread for 12 hours from 1 June.", (5,)),
    "need": ("You have worked as a baker before, in a team of any size.", (6,)),
    "pay": ("We pay £30,000 to £34,000 a year, and 25% on top at night.", (7,)),
    **{name: (text, (number,)) for number, (name, text) in enumerate(MEANT.items(), start=8)},
}


def spoil(kind: str, sentence: str, seed: int = 1) -> Corrupted | None:
    text, lines = SENTENCES[sentence]
    summary = ProfileSummary(text=text, sentences=(Sentence(text=text, lines=lines),))
    case = Case(LISTING, CHAT, summary, 0, CORPUS)
    return CORRUPTIONS[kind](case, random.Random(seed))  # noqa: S311 - seeded, to repeat


def spoilt(kind: str, sentence: str, seed: int = 1) -> str:
    corrupted = spoil(kind, sentence, seed)
    assert corrupted is not None
    assert corrupted.sentence.text in corrupted.summary.text
    return corrupted.sentence.text


@pytest.mark.parametrize(
    ("kind", "sentence", "lost", "kept"),
    [
        ("money_changed", "pay", "£30,000 to £34,000", "a year, and 25% on top at night."),
        ("percent_changed", "pay", "25%", "We pay £30,000 to £34,000 a year"),
        ("currency_changed", "pay", "£30,000", "30,000 to"),
        ("range_to_promise", "pay", "£30,000", "We pay £34,000 a year"),
        ("date_changed", "duty", "1 June", "You bake 400 loaves of bread for 12 hours"),
        ("unit_changed", "duty", "12 hours", "400 loaves of bread for 12"),
        ("swapped_company", "role", "Old Oven", "The Harvest Mill in Leeds"),
        ("swapped_place", "role", "Leeds", "The Old Oven in Dover"),
        ("contract_changed", "role", "permanent", "The Old Oven in Leeds offers a"),
        ("modality_flipped", "wish", "a plus", "Experience with rye flour is"),
        ("negation_flipped", "denial", "no", "There are some deliveries"),
        ("bound_reversed", "bound", "at least", "You lift at most 20 kg"),
        ("level_raised", "level", "basic", "You speak fluent English."),
        ("workplace_changed", "place", "hybrid", "The work in the office is fully remote."),
        ("weekday_changed", "day", "Monday", "The oven is cold on Sunday."),
        ("gross_to_net", "tax", "gross", "An allowance of £200 net."),
        ("week_to_month", "week", "week", "Bakers work 38 hours per month."),
        ("condition_dropped", "condition", "probation", "You get a bread bonus."),
        ("exception_dropped", "exception", "sometimes", "You always decorate cakes."),
        ("or_to_and", "choice", " or ", "You know spelt and emmer."),
        ("figures_swapped", "counts", "6 ovens", "There are 14 ovens and 6 bakers."),
        ("all_capitals", "need", "baker", "YOU HAVE WORKED AS A BAKER BEFORE"),
        ("cut_sentence", "need", "any size.", "You have"),
        ("cut_and_stopped", "need", "any size.", "You have"),
    ],
)
def should_change_what_it_is_named_after_and_nothing_else(
    kind: str, sentence: str, lost: str, kept: str
) -> None:
    text = spoilt(kind, sentence)
    assert lost not in text
    assert kept in text


def should_change_a_figure_that_the_lines_do_not_have() -> None:
    text = spoilt("figure_changed", "duty")
    figures = {word for word in text.split() if word.isdigit()}
    assert figures - {"400", "12", "1"}
    assert "June" in text


@pytest.mark.parametrize(
    ("kind", "mark"),
    [("invented_benefit", "pay"), ("invented_degree", "need")],
)
def should_invent_what_the_listing_does_not_name(kind: str, mark: str) -> None:
    text = spoilt(kind, mark)
    assert text not in [line.text for line in LISTING.lines]


def should_add_a_contact() -> None:
    assert any(mark in spoilt("contact_added", "need") for mark in ("@", "+49", "https://"))


def should_add_markup_around_the_sentence() -> None:
    text = spoilt("markup_added", "need")
    assert SENTENCES["need"][0] in text
    assert text != SENTENCES["need"][0]


def should_say_a_sentence_twice() -> None:
    corrupted = spoil("repeated_sentence", "need")
    assert corrupted is not None
    assert [it.text for it in corrupted.summary.sentences] == [SENTENCES["need"][0]] * 2


def should_take_a_sentence_of_another_listing() -> None:
    assert spoilt("other_listings_sentence", "need") == CORPUS.sentences["en"][0][1]
    assert spoilt("wrong_language", "need") == CORPUS.sentences["de"][0][1]


def should_put_an_order_into_the_listing_and_obey_or_repeat_it() -> None:
    corrupted = spoil("injected_instruction", "need")
    assert corrupted is not None
    assert len(corrupted.document.lines) == len(LISTING.lines) + 1
    assert corrupted.sentence.text != SENTENCES["need"][0]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("money_changed", "need"),
        ("percent_changed", "duty"),
        ("date_changed", "need"),
        ("range_to_promise", "duty"),
        ("swapped_place", "need"),
        ("contract_changed", "need"),
        ("invented_benefit", "need"),
    ],
)
def should_leave_alone_what_it_does_not_apply_to(kind: str, sentence: str) -> None:
    assert spoil(kind, sentence) is None


@pytest.mark.parametrize("kind", CORRUPTIONS)
def should_spoil_in_the_same_way_for_the_same_seed(kind: str) -> None:
    for sentence in SENTENCES:
        assert spoil(kind, sentence, seed=7) == spoil(kind, sentence, seed=7)


def should_ask_something_of_every_kind() -> None:
    assert kinds().keys() == CORRUPTIONS.keys()


@pytest.mark.parametrize("kind", CORRUPTIONS)
def should_provoke_a_code_that_the_kind_names_and_none_that_no_check_declares(kind: str) -> None:
    provoked: set[FindingCode] = set()
    for sentence, seed in product(SENTENCES, range(5)):
        corrupted = spoil(kind, sentence, seed)
        if corrupted is None:
            continue
        source = Source(corrupted.document)
        for check in all_checks():
            if check.of_summary is not None:
                found = check.of_summary(corrupted.summary, source, CHAT)
                codes = {finding.code for finding in found}
                assert codes <= {*check.codes}
                provoked |= codes
    assert provoked & {*kinds()[kind].codes}


def check_percent(summary: ProfileSummary, _: Source, profile: Profile) -> Iterator[Finding]:
    """Block any percentage but 25."""
    for sentence in summary.sentences:
        if "%" in sentence.text and "25%" not in sentence.text:
            yield report(FindingCode.PERCENT_UNSUPPORTED, "any", profile, sentence)


def check_nothing(summary: ProfileSummary, _: Source, profile: Profile) -> Iterator[Finding]:
    """Warn of every sentence, which keeps none from being published."""
    for sentence in summary.sentences:
        yield report(FindingCode.CLAIM_DOUBTFUL, "any", profile, sentence)


def check_everything(summary: ProfileSummary, _: Source, profile: Profile) -> Iterator[Finding]:
    """Block every sentence."""
    for sentence in summary.sentences:
        yield report(FindingCode.PERCENT_UNSUPPORTED, "any", profile, sentence)


def draft() -> tuple[Document, Draft]:
    sentences = tuple(Sentence(text=text, lines=lines) for text, lines in SENTENCES.values())
    text = CHAT.compose([sentence.text for sentence in sentences])
    summary = ProfileSummary(text=text, sentences=sentences)
    return LISTING, any_draft().model_copy(update={"profiles": {"chat": summary}})


def should_count_what_a_check_finds_of_each_kind() -> None:
    (counted,) = measure([draft()], [CHAT], seed=1, checks=[check_percent])
    tallies, untouched = counted
    percent, money = tallies["percent_changed"], tallies["money_changed"]
    assert (percent.cases, percent.found, percent.recall) == (1, 1, 1.0)
    assert dict(percent.by_check) == {"percent": 1}
    assert (money.cases, money.found, len(money.missed)) == (1, 0, 1)
    assert tallies["other_listings_sentence"].recall is None  # there is no other listing
    assert (untouched.drafts, untouched.sentences.total()) == (1, len(SENTENCES))
    assert untouched.share == 0.0


def should_count_no_warning() -> None:
    (counted,) = measure([draft()], [CHAT], seed=1, checks=[check_nothing])
    tallies, untouched = counted
    assert sum(tally.found for tally in tallies.values()) == 0
    assert untouched.blocked.total() == 0


def should_count_false_alarms_on_what_nobody_spoilt() -> None:
    (counted,) = measure([draft()], [CHAT], seed=1, checks=[check_everything])
    _, untouched = counted
    assert untouched.share == 1.0
    assert [text for _, text, _ in untouched.alarms] == [text for text, _ in SENTENCES.values()]


def should_count_the_same_for_the_same_seed() -> None:
    runs = [
        [
            (kind, tally.cases, tally.found, [it.sentence.text for it in tally.missed])
            for tallies, _ in measure([draft()], [CHAT], seed=3, checks=[check_percent])
            for kind, tally in tallies.items()
        ]
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
