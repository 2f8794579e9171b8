"""Names of places: one is never taken for another that begins like it."""

import pytest

from summariser.language.places import is_country, is_region, is_town, places_table, towns_of

TOWNS = ["Turku", "Indiana", "Częstochowa", "Rüsselsheim", "Schwedt", "Belgrade", "Węgrów", "Öland"]


@pytest.mark.parametrize("name", TOWNS)
def should_take_no_town_for_a_country_that_begins_like_it(name: str) -> None:
    assert not is_country(name)


@pytest.mark.parametrize(
    "name",
    ["Turkey", "Türkei", "Turcja", "Turkki", "India", "Czechy", "Russland", "Schweden", "Belgien"],
)
def should_know_a_country_in_several_languages(name: str) -> None:
    assert is_country(name)


@pytest.mark.parametrize(
    "text", ["parish work", "Warsztaty", "Londonderry", "poznanie", "Lodówka", "Münchhausen"]
)
def should_take_no_other_word_for_a_town(text: str) -> None:
    assert towns_of(text) == frozenset()


@pytest.mark.parametrize("name", ["Paris", "Warszawie", "London", "Poznań", "Łodzi", "München"])
def should_know_a_town_in_its_forms(name: str) -> None:
    assert is_town(name)


def should_know_a_region_and_no_name_that_begins_like_it() -> None:
    assert is_region("Hessen")
    assert not is_region("Hess AG")


def should_keep_the_names_of_one_country_from_another() -> None:
    table = places_table()
    towns = {name for names in table["towns"].values() for name in names if "*" not in name}
    parts = {name for names in table["parts"].values() for name in names if "*" not in name}
    assert [name for name in sorted(towns | parts) if is_country(name)] == [
        name for name in sorted(parts) if name in COUNTRY_AND_PART
    ]


COUNTRY_AND_PART: frozenset[str] = frozenset()
