"""Which descriptions hold nothing to summarise, and what is said of them."""

import pytest

from summariser.domain.errors import ListingHasNoText
from summariser.preparation.emptiness import refuse_empty


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("{{job.description}} [[REQUIREMENTS]] %BENEFITS%", "placeholders"),
        ("Baker wanted in Ghent", "4 words"),
        ("12 345 678 - 90 !!", "no words"),
        ("SGVsbG8gd29ybGQh" * 20, "encoded data"),
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod.", "lorem ipsum"),
        ("Sed ut perspiciatis unde omnis iste natus error sit voluptatem.", "placeholder text"),
        ("Our bakery in Ghent. " + "Lorem ipsum dolor sit amet elit sed do. " * 3, "placeholder"),
        ("Лорем ипсум долор сит амет, консектетур адипискинг элит.", "placeholder text"),
        ("asdf jkl qwer uiop zxcv " * 10, "no sentences"),
        ("sdfg hjkl mnbv cxz qwrt ypsd fghj klzx cvbn", "no sentences"),
    ],
)
def should_say_why_a_description_cannot_be_summarised(text: str, reason: str) -> None:
    with pytest.raises(ListingHasNoText, match=reason):
        refuse_empty(text)


@pytest.mark.parametrize(
    "text",
    [
        "Baker wanted in Ghent for the night shift from May on",
        "毎朝パンを焼き、お店に届ける仕事です。経験者歓迎。",
        "Wir suchen {{position}} für unsere Bäckerei in Kassel ab sofort oder später",
        "Vous recherchez un poste de boulanger qui est ouvert la nuit et le dimanche matin ?",
        "Qui sommes nous ? Et si vous veniez nous voir ad hoc, in situ, est-ce non ou oui ?",
        "We translate Latin: you know why “lorem ipsum” is no sentence, and you can explain the "
        "grammar of Cicero to students of all years in our schools in Leeds and in York.",
        "x" * 130 + " and then a whole listing follows, which says what a baker does at night, "
        "in which shops, with whom, and from when on, and also what the pay is.",
    ],
)
def should_accept_whatever_says_something(text: str) -> None:
    refuse_empty(text)
