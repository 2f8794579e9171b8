"""All checks together: whatever a model writes, they answer, and soon."""

from hypothesis import given
from hypothesis import strategies as st

from summariser.checks.check_draft import check_draft
from summariser.domain.document import Document, Section
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile, load_profiles
from summariser.domain.summary import Draft, ProfileSummary, Sentence
from tests.unit.checks.samples import CHAT, listing_of
from tests.values import any_draft
from tests.work import calls_in

LISTING = listing_of(
    (Section.DUTIES, "You bake 400 loaves of bread every night from 1 June."),
    (Section.REQUIREMENTS, "At least two years of experience as a baker."),
    (Section.COMPENSATION, "£30,000 to £34,000 a year, and 25 days of holiday."),
    title="Baker",
    company="Old Oven",
    salary="£30,000 to £34,000 a year",
)
PIECES = (
    "€",
    "1.6.",
    "7:30",
    "12/13",
    "0",
    "k",
    "%",
    "-",
    "(",
    "no ",
    " a month",
    "ß",
    "İ",
    "٣",
    "²",
)
ANY_TEXT = st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=6)).map("".join)
LANGUAGES = st.sampled_from(("en", "de", "fr", "nl", "pl", "fi", "ja", "ko", "und"))


def draft_of(*sentences: tuple[str, tuple[int, ...]], profile: Profile = CHAT) -> Draft:
    summary = ProfileSummary(
        text=profile.compose([text for text, _ in sentences]),
        sentences=tuple(Sentence(text=text, lines=lines) for text, lines in sentences),
    )
    return any_draft().model_copy(update={"profiles": {profile.name: summary}})


def check(listing: Document, *sentences: tuple[str, tuple[int, ...]]) -> tuple[Finding, ...]:
    return check_draft(draft_of(*sentences), listing, [CHAT])


@given(ANY_TEXT, st.lists(st.integers(-1, 9), max_size=3), LANGUAGES)
def should_answer_whatever_a_model_writes(text: str, lines: list[int], language: str) -> None:
    listing = LISTING.model_copy(update={"language": language})
    for finding in check(listing, (text, tuple(lines))):
        assert finding.message
        assert finding.sentence in (text, None)


@given(ANY_TEXT, LANGUAGES)
def should_answer_whatever_a_listing_says(text: str, language: str) -> None:
    listing = listing_of(
        (Section.COMPENSATION, text),
        language=language,
        title=text,
        salary=text,
        employment_type=text,
    )
    for finding in check(listing, ("You bake bread every night.", (1, 4)), (f"{text}.", (4,))):
        assert finding.message


def should_have_no_finding_on_a_true_summary() -> None:
    found = check(
        LISTING,
        ("Old Oven needs a baker for 400 loaves a night.", (1, 2, 4)),
        ("Two years of experience as a baker are needed.", (5,)),
        ("Pay is £30,000 to £34,000 a year with 25 days of holiday.", (6,)),
    )
    assert [finding.message for finding in found if not finding.is_note] == []


def should_name_the_profile_that_a_finding_is_about() -> None:
    profiles = load_profiles()
    summaries = {
        profile.name: draft_of(("You bake 900 loaves.", (4,)), profile=profile).profiles[
            profile.name
        ]
        for profile in profiles
    }
    draft = any_draft().model_copy(update={"profiles": summaries})
    found = check_draft(draft, LISTING, profiles)
    wrong = {finding.profile for finding in found if finding.code == "figure_unsupported"}
    assert wrong == {profile.name for profile in profiles}


def should_name_the_aspects_that_a_profile_left_out_of_the_draft_does_not_tell() -> None:
    found = check_draft(any_draft().model_copy(update={"profiles": {}}), LISTING, [CHAT])
    assert {(finding.code, finding.profile) for finding in found} == {("aspect_missing", "chat")}
    assert all("it has no sentence" in finding.message for finding in found)


def should_check_a_listing_of_twice_the_length_with_little_more_than_twice_the_work() -> None:
    def work(lines: int) -> int:
        texts = [
            f"You bake {number} loaves of bread and {number + 7} rolls in oven {number}."
            for number in range(lines)
        ]
        listing = listing_of(*((Section.DUTIES, text) for text in texts), title="Baker")
        sentences = [
            (f"Oven {number} is for {number} loaves of bread.", (number + 2,))
            for number in range(8)
        ]
        return calls_in(lambda: check(listing, *sentences))

    work(300)  # word lists are read once
    assert work(600) < 3 * work(300)
