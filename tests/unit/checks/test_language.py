"""A text is in its reader's language, and addresses the reader in one way."""

import pytest

from summariser.checks.language import check_language
from summariser.domain.document import Section
from summariser.domain.finding_codes import Grade
from summariser.domain.profiles import Address
from tests.unit.checks.samples import CHAT, codes, findings, listing_of

SENTENCES = {
    "en": "You will bake the bread and clean the ovens with your colleagues.",
    "de": "Wir suchen eine Person für die Backstube, die mit uns das Brot backt.",
    "fr": "Nous cherchons une personne pour la boulangerie et pour les livraisons du matin.",
    "nl": "Wij zoeken iemand die met ons het brood bakt en de ovens schoonmaakt.",
    "pl": "Szukamy osoby, która będzie z nami piec chleb i która lubi się uczyć.",
}
LINES = {
    language: listing_of((Section.DUTIES, text), language=language)
    for language, text in SENTENCES.items()
}


@pytest.mark.parametrize("language", SENTENCES)
def should_let_the_listings_own_language_pass(language: str) -> None:
    assert findings(check_language, LINES[language], (SENTENCES[language], (1,))) == []


@pytest.mark.parametrize(
    ("language", "other"),
    [(one, other) for one in SENTENCES for other in SENTENCES if one != other],
)
def should_block_another_language(language: str, other: str) -> None:
    (finding,) = findings(check_language, LINES[language], (SENTENCES[other], (1,)))
    assert (finding.code, finding.grade) == ("wrong_language", Grade.WRONG)
    assert finding.message == f"The sentence is in {other}, where {language} is asked for."


def should_only_warn_where_the_lines_are_in_that_language_too() -> None:
    listing = listing_of((Section.DUTIES, SENTENCES["en"]), language="de")
    (finding,) = findings(check_language, listing, (SENTENCES["en"], (1,)))
    assert (finding.code, finding.grade) == ("foreign_sentence", Grade.NOTE)


def should_ask_for_the_profiles_language_where_it_has_one() -> None:
    german = CHAT.model_copy(update={"language": "de"})
    own = findings(check_language, LINES["en"], (SENTENCES["de"], (1,)), profile=german)
    other = findings(check_language, LINES["en"], (SENTENCES["en"], (1,)), profile=german)
    assert (codes(own), codes(other)) == ([], ["wrong_language"])


def should_pass_a_short_sentence_of_names() -> None:
    assert findings(check_language, LINES["de"], ("Python, Docker, Kubernetes.", (1,))) == []


@pytest.mark.parametrize(
    ("language", "formal", "informal"),
    [
        ("de", "Hier backen Sie das Brot.", "Hier backst du das Brot."),
        ("fr", "Chaque nuit, vous cuisez le pain.", "Chaque nuit, tu cuis le pain."),
        ("nl", "Elke nacht bakt u het brood.", "Elke nacht bak je het brood."),
    ],
)
def should_find_the_way_of_address_that_a_profile_does_not_want(
    language: str, formal: str, informal: str
) -> None:
    asked = CHAT.model_copy(update={"address": Address.INFORMAL})
    said = ((formal, (1,)), (informal, (1,)))
    (finding,) = findings(check_language, LINES[language], *said, profile=asked)
    assert (finding.code, finding.sentence) == ("address_wrong", formal)
    (mixed,) = findings(check_language, LINES[language], *said)
    assert (mixed.code, mixed.grade) == ("address_mixed", Grade.NOTE)


def should_not_take_a_pronoun_at_the_beginning_for_a_formal_address() -> None:
    said = (("Sie ist eine alte Mühle.", (1,)), ("Hier backst du das Brot.", (1,)))
    assert findings(check_language, LINES["de"], *said) == []
