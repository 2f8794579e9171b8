"""What holds of every summary, whatever the document says."""

import re

from hypothesis import given
from hypothesis import strategies as st

from summariser.domain.document import Document, Field, Section
from summariser.domain.errors import ListingHasNoText
from summariser.domain.profiles import Form, Profile
from summariser.domain.summary import Draft
from summariser.extractive.wording import Wording, load_wording
from tests.unit.extractive.documents import document, every_document
from workbench.evaluation.drafts import extractive_draft

LANGUAGES = ("en", "de", "fr", "nl", "pl", "sv", "ja", "xx")
OWN_LINES = [line.text for source in every_document() for line in source.body]
texts = st.one_of(
    st.sampled_from(OWN_LINES),
    st.sampled_from(OWN_LINES).map(lambda text: f"- {text}"),
    st.text(min_size=1, max_size=300).filter(str.strip),
    st.lists(st.sampled_from(OWN_LINES), min_size=2, max_size=4).map(" ".join),
)
documents = st.builds(
    lambda language, fields, body: document(language, fields, *body),
    st.sampled_from(LANGUAGES),
    st.dictionaries(st.sampled_from(Field), texts, max_size=5),
    st.lists(st.tuples(st.sampled_from(Section), texts), max_size=12),
)
profiles = st.builds(
    Profile,
    name=st.just("any"),
    audience=st.just("any"),
    form=st.sampled_from(Form),
    characters=st.integers(20, 1500),
    sentences=st.integers(1, 14),
    aspects=st.sets(st.sampled_from(Section), min_size=1).map(tuple),
)


def written(source: Document, profile: Profile) -> Draft | None:
    try:
        return extractive_draft(source, [profile])
    except ListingHasNoText:
        return None


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def words_told(text: str) -> set[str]:
    """Thousands and decimals are written as the language does: 3.200 is 3,200 and 3200."""
    return words_of(re.sub(r"(?<=\d)[ .,](?=\d)", "", text))


def words_of_leads(wording: Wording) -> set[str]:
    leads = [wording.company, wording.place, wording.salary, wording.actions, wording.last_joint]
    leads += [*wording.pay.periods.values(), wording.pay.lowest, wording.pay.highest]
    return words_of(" ".join([*leads, *wording.leads.values(), *wording.short_leads.values()]))


@given(documents, profiles)
def should_stay_within_the_budget(source: Document, profile: Profile) -> None:
    if draft := written(source, profile):
        for summary in draft.profiles.values():
            assert len(summary.text) <= profile.characters
            assert len(summary.sentences) <= profile.sentences
            assert summary.text == profile.compose([s.text for s in summary.sentences])


@given(documents, profiles)
def should_say_nothing_that_the_cited_lines_do_not_say(source: Document, profile: Profile) -> None:
    lines = {line.number: line.text for line in source.lines}
    if draft := written(source, profile):
        leads = words_of_leads(load_wording(source.language))
        for summary in draft.profiles.values():
            for sentence in summary.sentences:
                assert sentence.lines
                cited = " ".join(lines[number] for number in sentence.lines)
                known = words_of(cited) | words_told(cited) | leads
                assert words_of(sentence.text) <= known or words_told(sentence.text) <= known


@given(documents, profiles)
def should_write_the_same_summary_every_time(source: Document, profile: Profile) -> None:
    first, second = written(source, profile), written(source, profile)
    assert (first and first.profiles) == (second and second.profiles)
