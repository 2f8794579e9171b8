"""Sentences and items that an abbreviation, a date or a lost word would cut."""

import pytest

from summariser.domain.document import Document, Field, Section
from summariser.domain.profiles import load_profiles
from summariser.extractive.segments import join_lines, split
from summariser.extractive.sentences import find_candidates
from summariser.extractive.wording import load_wording
from tests.unit.extractive.documents import document
from workbench.evaluation.drafts import extractive_draft


def candidates(language: str, *body: tuple[Section, str]) -> list[str]:
    source = document(language, {Field.TITLE: "Anything"}, *body)
    return [found.text for found in find_candidates(source, load_wording(language))]


def mobile(source: Document) -> str:
    [profile] = load_profiles(["mobile"])
    return extractive_draft(source, [profile]).profiles["mobile"].text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir pflegen die Gärten der Stadt inkl. Bäume, Hecken und Spielplätze."),
        ("nl", "Je bent verantwoordelijk voor o.a. de planning van alle ploegen in de haven."),
        ("pl", "Osoba na tym stanowisku prowadzi m.in. Rejestr Umów i archiwum zakładowe."),
        ("pl", "Firma działa nieprzerwanie od 4 maja 1951 r. do dziś na rynku lokalnym."),
        ("en", "You repair pumps, valves and e.g. Compressors of every size in the field."),
    ],
)
def should_not_split_a_sentence_at_an_abbreviation(language: str, text: str) -> None:
    assert split(text, language, load_wording(language)) == ([text], False)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You maintain the booking service of a large harbour in .NET Core every day."),
        ("fr", "Vous développez les applications de gestion du port en .NET Core chaque jour."),
    ],
)
def should_not_split_a_sentence_in_a_name_that_begins_with_a_full_stop(
    language: str, text: str
) -> None:
    assert split(f"{text} {text}", language, load_wording(language)) == ([f"{text} ", text], False)


def should_put_lines_together_that_were_broken_in_a_date() -> None:
    source = document(
        "de",
        {},
        (Section.INTRODUCTION, "Wir vergeben per 1."),
        (Section.INTRODUCTION, "August eine Lehrstelle in unserer Schreinerei."),
        (Section.INTRODUCTION, "Wir bauen Möbel."),
    )
    passages = list(join_lines(source.body, load_wording("de")))
    assert [(passage.text, passage.numbers) for passage in passages] == [
        ("Wir vergeben per 1. August eine Lehrstelle in unserer Schreinerei.", (1, 2)),
        ("Wir bauen Möbel.", (3,)),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "- Planung von Reisen inkl."),
        ("nl", "Het team is verantwoordelijk voor o.a."),
        ("en", "You maintain our services in C#, ."),
        ("en", "Now we are looking for a second baker."),
        ("nl", "- Geloof je dat het beter kan"),
        ("nl", "De volgende dag zit je met de klant om tafel."),
        ("de", "Zwei Systeme, die niemand von Hand abgleichen will."),
        ("de", "Sie verfügen über eine kaufmännische"),
    ],
)
def should_use_nothing_that_is_cut_or_says_nothing_alone(language: str, text: str) -> None:
    assert candidates(language, (Section.DUTIES, text)) == []


def should_keep_what_only_looks_like_a_mark_at_the_end() -> None:
    assert candidates("nl", (Section.REQUIREMENTS, "- Kennis van C en C++")) == [
        "Kennis van C en C++"
    ]


def should_keep_a_brand_in_small_letters() -> None:
    source = document(
        "en",
        {Field.TITLE: "Tester", Field.COMPANY: "mosskit"},
        (Section.INTRODUCTION, "mosskit makes garden robots. You test the robots of mosskit."),
    )
    assert "Mosskit" not in mobile(source)


def should_not_take_an_allowance_for_the_pay() -> None:
    source = document(
        "de",
        {Field.TITLE: "Koch"},
        (Section.DUTIES, "- Kochen für 80 Gäste am Abend"),
        (Section.COMPENSATION, "- 60 € monatlich für deine Altersvorsorge"),
        (Section.COMPENSATION, "Du verdienst 2.900 € brutto im Monat."),
    )
    lines = mobile(source).splitlines()
    assert lines[2:] == [
        "• Du verdienst 2.900 € brutto im Monat.",
        "• Angebot: 60 € monatlich für deine Altersvorsorge.",
    ]


def should_not_list_a_lone_word() -> None:
    source = document(
        "de",
        {Field.TITLE: "Koch"},
        (Section.DUTIES, "- Kochen für 80 Gäste am Abend"),
        (Section.REQUIREMENTS, "- Erfahrung"),
    )
    assert mobile(source).splitlines() == [
        "• Koch.",
        "• Aufgaben: Kochen für 80 Gäste am Abend.",
    ]


def should_list_a_lone_word_that_names_a_licence_or_a_degree() -> None:
    source = document("de", {Field.TITLE: "Fahrer"}, (Section.REQUIREMENTS, "- Führerschein"))
    assert mobile(source).splitlines() == ["• Fahrer.", "• Profil: Führerschein."]


def should_not_say_salary_twice() -> None:
    fields = {Field.TITLE: "Baker", Field.SALARY: "a salary between £26,000 and £29,000"}
    source = document("en", fields, (Section.DUTIES, "- Bake bread for nine shops"))
    assert mobile(source).splitlines()[-1] == "• A salary between £26,000 and £29,000."


def should_keep_the_capital_of_a_noun() -> None:
    source = document(
        "de",
        {Field.TITLE: "Referent"},
        (Section.DUTIES, "- Vertreter der Abteilung in Gremien"),
        (Section.DUTIES, "- Regelmäßige Abstimmung mit dem Einkauf"),
    )
    assert mobile(source).splitlines()[1] == (
        "• Aufgaben: Vertreter der Abteilung in Gremien; regelmäßige Abstimmung mit dem Einkauf."
    )


def should_tell_a_search_engine_what_one_does() -> None:
    source = document(
        "en",
        {Field.TITLE: "Baker", Field.COMPANY: "Hale & Sons", Field.LOCATION: "Leeds"},
        (Section.INTRODUCTION, "Hale & Sons is a leading bakery in Leeds and around it."),
        (Section.DUTIES, "You mix and shape the dough for nine shops."),
    )
    [profile] = load_profiles(["seo"])
    draft = extractive_draft(source, [profile])
    assert draft.profiles["seo"].text == (
        "Baker at Hale & Sons in Leeds. You mix and shape the dough for nine shops."
    )


def should_part_polish_items_that_lost_all_between_them() -> None:
    text = (
        "wykształcenie wyższe morskiebardzo dobra znajomość portuumiejętność pracy nocą."
        "wiedza o pływach"
    )
    assert candidates("pl", (Section.REQUIREMENTS, text)) == [
        "wykształcenie wyższe morskie",
        "bardzo dobra znajomość portu",
        "umiejętność pracy nocą",
        "wiedza o pływach",
    ]
