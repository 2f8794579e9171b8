"""Phrases are found in a line of words, whatever they stand for."""

import pytest

from summariser.language.phrases import Phrases
from summariser.language.words import compounds, words


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("years of experience", "Five years of experience"),
        ("manag*", "Managing a team"),
        ("*ung", "Die Vergütung"),
        ("*応募*", "ご応募ください"),
        ("# years", "3 years"),
        ("part * job", "a part time job"),
        ("^we offer", "We offer bread"),
    ],
)
def should_find_a_phrase(phrase: str, text: str) -> None:
    assert Phrases([(phrase, True)]).values(words(text)) == [True]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("years of experience", "years of inexperience"),
        ("manag*", "a damage"),
        ("*ung", "ungern"),
        ("# years", "some years"),
        ("^we offer", "What we offer"),
    ],
)
def should_not_find_a_phrase_in_other_words(phrase: str, text: str) -> None:
    assert Phrases([(phrase, True)]).values(words(text)) == []


def should_keep_words_whole_that_a_hyphen_or_an_apostrophe_joins() -> None:
    phrases = Phrases([("time", "time"), ("we're", "we")], compounds)
    assert phrases.values(compounds("We’re hiring part-time")) == ["we"]
    assert phrases.begins(compounds("We're hiring"))
    assert not phrases.begins(compounds("Today we're hiring"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kolleg*innen (m/w/d)", ["kolleg"]),
        ("candidat(e)s", ["candidats"]),
        ("20 % or € 30", ["20", "%", "or", "€", "30"]),
    ],
)
def should_split_a_line_without_its_gender_marks(text: str, found: list[str]) -> None:
    assert words(text) == found
