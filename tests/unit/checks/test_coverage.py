"""A summary tells each aspect that its profile asks for and the listing has."""

from summariser.checks.coverage import check_coverage
from summariser.domain.document import Section
from summariser.domain.finding_codes import Grade
from tests.unit.checks.samples import CHAT, findings, listing_of

DUTIES = (Section.DUTIES, "You bake bread and rolls every night in a stone oven.")
PAY = (Section.COMPENSATION, "We pay 2,600 euros a month and thirty days of holiday.")
PROFILE = CHAT.model_copy(update={"aspects": (Section.DUTIES, Section.COMPENSATION)})
BAKES = ("You bake bread every night.", (1,))


def should_warn_of_an_aspect_that_no_sentence_tells() -> None:
    (finding,) = findings(check_coverage, listing_of(DUTIES, PAY), BAKES, profile=PROFILE)
    assert (finding.code, finding.grade) == ("aspect_missing", Grade.NOTE)
    assert "pay or benefits" in finding.message


def should_say_nothing_where_all_are_told() -> None:
    said = (BAKES, ("The pay is 2,600 euros a month.", (2,)))
    assert findings(check_coverage, listing_of(DUTIES, PAY), *said, profile=PROFILE) == []


def should_not_ask_for_what_the_listing_hardly_has() -> None:
    short = (Section.COMPENSATION, "Good pay.")
    assert findings(check_coverage, listing_of(DUTIES, short), BAKES, profile=PROFILE) == []


def should_not_count_a_line_that_is_cited_and_not_told() -> None:
    said = ("You bake bread every night.", (1, 2))
    (finding,) = findings(check_coverage, listing_of(DUTIES, PAY), said, profile=PROFILE)
    assert finding.code == "aspect_missing"


def should_count_a_cited_line_where_the_text_is_translated() -> None:
    german = PROFILE.model_copy(update={"language": "de"})
    said = ("Du backst Brot, und dafür gibt es gutes Geld.", (1, 2))
    assert findings(check_coverage, listing_of(DUTIES, PAY), said, profile=german) == []


def should_ask_for_what_only_a_field_tells() -> None:
    listing = listing_of(DUTIES, title="Baker", salary="EUR 2,600 a month")
    told = ("You bake bread every night.", (3,))
    (finding,) = findings(check_coverage, listing, told, profile=PROFILE)
    assert "pay or benefits" in finding.message


def should_say_that_the_sentences_are_used_up() -> None:
    short = PROFILE.model_copy(update={"sentences": 1})
    (finding,) = findings(check_coverage, listing_of(DUTIES, PAY), BAKES, profile=short)
    assert "its 1 sentences tell other things" in finding.message


def should_say_that_the_characters_are_used_up() -> None:
    short = PROFILE.model_copy(update={"characters": 50})
    (finding,) = findings(check_coverage, listing_of(DUTIES, PAY), BAKES, profile=short)
    assert "23 of its 50 characters are left" in finding.message


def should_say_that_there_was_room_and_no_sentence() -> None:
    (finding,) = findings(check_coverage, listing_of(DUTIES, PAY), BAKES, profile=PROFILE)
    assert "no line of it makes a sentence" in finding.message
