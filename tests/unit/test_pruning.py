"""Pruning: a refused sentence leaves a draft, and a true one of another profile may replace it."""

from collections.abc import Collection, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from summariser.checks.coverage import missing_aspects
from summariser.checks.source import Source
from summariser.core.plan import Plan
from summariser.core.pruning import with_aspects_filled, without
from summariser.core.verdict import Judge
from summariser.domain.document import Section
from summariser.domain.finding_codes import Grade
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile, load_profiles
from summariser.domain.summary import Draft, ProfileSummary, Sentence
from summariser.domain.verdict import Verdict
from summariser.domain.verification import VerifySentences
from tests.models import any_model, embedded_model
from tests.unit.checks.samples import listing_of
from tests.values import any_draft

DOCUMENT = listing_of(
    (Section.DUTIES, "# Your tasks"),
    (Section.DUTIES, "You bake four hundred loaves of rye bread every night in our shop."),
    (Section.DUTIES, "You clean the ovens and order flour, salt and seeds for the week."),
    (Section.REQUIREMENTS, "# Your profile"),
    (Section.REQUIREMENTS, "You have finished an apprenticeship as a baker or confectioner."),
    (Section.COMPENSATION, "# We offer"),
    (Section.COMPENSATION, "We pay a salary of 2,600 to 2,900 euros a month and night bonuses."),
    title="Baker",
    company="Mill Bakery",
)
SOURCE = Source(DOCUMENT)
PROFILES = {profile.name: profile for profile in load_profiles()}
OPENING = Sentence(text="Baker at Mill Bakery.", lines=(1, 2))
BAKES = Sentence(text="Every night you bake four hundred loaves.", lines=(4,))
CLEANS = Sentence(text="You also clean the ovens.", lines=(5,))
TRAINED = Sentence(text="You are a trained baker or confectioner.", lines=(7,))
PAYS = Sentence(text="The salary is 2,600 to 2,900 euros a month.", lines=(9,))
PAYS_AT_LENGTH = Sentence(
    text="For all of this work we pay you a monthly salary that is somewhere in the range of 2,600 "
    "to 2,900 euros a month, and on top of that come bonuses for each of the nights you work.",
    lines=(9,),
)
SENTENCES = (OPENING, BAKES, CLEANS, TRAINED, PAYS, PAYS_AT_LENGTH)


def draft_of(findings: Collection[Finding] = (), /, **profiles: Sequence[Sentence]) -> Draft:
    """Write a draft of some profiles."""
    summaries = {
        name: ProfileSummary(
            text=PROFILES[name].compose([sentence.text for sentence in sentences]),
            sentences=tuple(sentences),
        )
        for name, sentences in profiles.items()
    }
    fields = {"model": "small", "profiles": summaries, "findings": tuple(findings)}
    return any_draft().model_copy(update=fields)


def filled(draft: Draft, **changed: Profile) -> dict[str, tuple[Sentence, ...]]:
    profiles = {**PROFILES, **changed}
    done = with_aspects_filled(draft, list(profiles.values()), SOURCE)
    return {name: summary.sentences for name, summary in done.profiles.items()}


def wrong(profile: str, sentence: Sentence) -> Finding:
    return Finding(
        code="figure_unsupported", profile=profile, sentence=sentence.text, message="No."
    )


def should_take_a_refused_sentence_out_of_the_profile_that_it_is_refused_for() -> None:
    draft = draft_of(preview=[OPENING, BAKES, PAYS], seo=[OPENING, BAKES])
    left = without(
        draft,
        list(PROFILES.values()),
        lambda name, sentence: (name, sentence) == ("preview", BAKES),
    )
    assert left.profiles["preview"].sentences == (OPENING, PAYS)
    assert left.profiles["preview"].text == f"{OPENING.text} {PAYS.text}"
    assert left.profiles["seo"] == draft.profiles["seo"]


def should_leave_a_profile_empty_that_has_only_refused_sentences() -> None:
    left = without(draft_of(seo=[OPENING]), list(PROFILES.values()), lambda *_: True)
    assert (left.profiles["seo"].sentences, left.profiles["seo"].text) == ((), "")


def should_borrow_a_sentence_for_a_lost_aspect_and_put_it_in_the_profiles_order() -> None:
    sentences = filled(draft_of(preview=[OPENING, PAYS], chat=[OPENING, BAKES, TRAINED, PAYS]))
    assert sentences["preview"] == (OPENING, BAKES, PAYS)


def should_borrow_nothing_for_a_profile_that_tells_all_it_is_asked_for() -> None:
    draft = draft_of(preview=[OPENING, BAKES, PAYS], chat=[OPENING, CLEANS, TRAINED, PAYS])
    assert filled(draft)["preview"] == (OPENING, BAKES, PAYS)


def should_borrow_the_shortest_sentence_that_tells_the_aspect() -> None:
    draft = draft_of(preview=[OPENING, BAKES], chat=[PAYS_AT_LENGTH], embedding=[PAYS])
    assert filled(draft)["preview"] == (OPENING, BAKES, PAYS)


def should_let_a_sentence_go_where_there_is_no_room_for_the_aspect_beside_it() -> None:
    draft = draft_of(preview=[OPENING, BAKES, CLEANS], chat=[PAYS])
    assert filled(draft)["preview"] == (OPENING, BAKES, PAYS)


def should_lend_nothing_to_a_profile_in_another_language() -> None:
    french = PROFILES["preview"].model_copy(update={"language": "fr"})
    draft = draft_of(preview=[OPENING, BAKES], chat=[PAYS])
    assert filled(draft, preview=french)["preview"] == (OPENING, BAKES)


def should_lend_nothing_that_was_refused_for_the_profile() -> None:
    draft = draft_of([wrong("preview", PAYS)], preview=[OPENING, BAKES], chat=[PAYS])
    assert PAYS not in filled(draft)["preview"]


def should_take_a_sentence_of_the_listing_where_no_profile_tells_the_aspect() -> None:
    sentences = filled(draft_of(preview=[OPENING, BAKES]))["preview"]
    assert sentences[:2] == (OPENING, BAKES)
    (taken,) = sentences[2:]
    assert taken.lines == (9,)
    assert "2,600 to 2,900 euros a month" in taken.text


def should_fill_a_profile_whose_sentences_are_all_refused() -> None:
    draft = draft_of(preview=[])
    summary = with_aspects_filled(draft, [PROFILES["preview"]], SOURCE).profiles["preview"]
    assert missing_aspects(summary, SOURCE, PROFILES["preview"]) == []
    assert len(summary.text) <= PROFILES["preview"].characters


drafts = st.dictionaries(
    st.sampled_from(sorted(PROFILES)), st.lists(st.sampled_from(SENTENCES), unique=True, max_size=5)
)
found = st.lists(
    st.builds(
        lambda code, profile, sentence: Finding(
            code=code, profile=profile, sentence=sentence.text, message="No."
        ),
        st.sampled_from(["figure_unsupported", "name_unsupported", "unbalanced"]),
        st.sampled_from(sorted(PROFILES)),
        st.sampled_from(SENTENCES),
    ),
    max_size=12,
)
refusals = st.sets(st.sampled_from(SENTENCES))


@settings(deadline=None, max_examples=100)
@given(written=drafts, findings=found, refused=refusals, mode=st.sampled_from(VerifySentences))
def should_never_show_a_sentence_that_a_rule_or_the_verifier_refused(
    written: dict[str, list[Sentence]],
    findings: list[Finding],
    refused: set[Sentence],
    mode: VerifySentences,
) -> None:
    plan = Plan(
        model="small",
        language="en",
        correction=1.0,
        attempt=0,
        content="same",
        chunks=(),
        failures=(),
    )
    judge = Judge(DOCUMENT, list(PROFILES.values()), plan, [any_model()], embedded_model())
    judged = judge.checked(draft_of((), **written), findings, mode)
    if verified := judged.verdict is Verdict.VERIFY:
        reasons = {sentence: "no" for sentence in judged.to_verify if sentence in refused}
        judged = judge.verified(judged.draft, reasons)
    unwanted = {
        (finding.profile, finding.sentence)
        for finding in judged.draft.findings
        if finding.grade is Grade.WRONG or (finding.grade is Grade.DOUBTFUL and not verified)
    }
    for name, summary in judged.draft.profiles.items():
        for sentence in summary.sentences:
            assert (name, sentence.text) not in unwanted
        if len(written[name]) <= PROFILES[name].sentences:
            assert len(summary.sentences) <= PROFILES[name].sentences
        if summary.sentences and judged.verdict is not Verdict.VERIFY:
            assert summary.text == PROFILES[name].compose(
                [sentence.text for sentence in summary.sentences]
            )
