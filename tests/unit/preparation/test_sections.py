"""Which section each line of a listing is said to belong to."""

import pytest

from summariser.domain.document import LineKind, Section
from summariser.preparation.blocks import Block
from summariser.preparation.headings import heading_section, label_section
from summariser.preparation.sections import label_sections

WITH_HEADINGS = {
    "en": [
        ("About us", Section.INTRODUCTION),
        ("Why this role exists", Section.INTRODUCTION),
        ("What you'll do", Section.DUTIES),
        ("Responsibilities & tasks", Section.DUTIES),
        ("As our Night Baker, you will:", Section.DUTIES),
        ("What we're looking for", Section.REQUIREMENTS),
        ("Skills, experience & attributes", Section.REQUIREMENTS),
        ("What's in it for you?", Section.COMPENSATION),
        ("🎁 Perks & Benefits 🎁", Section.COMPENSATION),
        ("Working hours", Section.LOGISTICS),
        ("What you get to do::", Section.DUTIES),
        ("Requirements for the role", Section.REQUIREMENTS),
        ("What's on offer?", Section.COMPENSATION),
        ("How to apply", Section.APPLICATION),
        ("Equal Opportunity Employer", Section.OTHER),
    ],
    "de": [
        ("Über uns", Section.INTRODUCTION),
        ("Ihre Aufgaben:", Section.DUTIES),
        ("DAS ERWARTET DICH", Section.DUTIES),
        ("Das bringst du mit", Section.REQUIREMENTS),
        ("Voraussetzungen, die Sie mitbringen", Section.REQUIREMENTS),
        ("Was Sie mitbringen sollten", Section.REQUIREMENTS),
        ("Die Hafenwerft bietet:", Section.COMPENSATION),
        ("Was wir Ihnen bieten", Section.COMPENSATION),
        ("Arbeitsort", Section.LOGISTICS),
        ("Ihr/e Ansprechpartner:in", Section.APPLICATION),
    ],
    "fr": [
        ("Qui sommes-nous ?", Section.INTRODUCTION),
        ("Vos missions", Section.DUTIES),
        ("Le profil recherché :", Section.REQUIREMENTS),
        ("Nos avantages", Section.COMPENSATION),
        ("Lieu de travail", Section.LOGISTICS),
        ("Processus de recrutement", Section.APPLICATION),
    ],
    "nl": [
        ("Over ons", Section.INTRODUCTION),
        ("Wat ga je doen?", Section.DUTIES),
        ("Wat breng je mee?", Section.REQUIREMENTS),
        ("Naar wie zijn we op zoek?", Section.REQUIREMENTS),
        ("Wat mag je van ons verwachten?", Section.COMPENSATION),
        ("Wat bieden wij?", Section.COMPENSATION),
        ("Standplaats", Section.LOGISTICS),
        ("Solliciteren?", Section.APPLICATION),
    ],
    "pl": [
        ("O nas", Section.INTRODUCTION),
        ("Zakres obowiązków:", Section.DUTIES),
        ("Nasze wymagania", Section.REQUIREMENTS),
        ("Oferujemy:", Section.COMPENSATION),
        ("Miejsce pracy", Section.LOGISTICS),
        ("Jak aplikować?", Section.APPLICATION),
    ],
}

WITHOUT_HEADINGS = {
    "en": [
        ("Mill Bakery is a family owned company, founded in 1962.", Section.INTRODUCTION),
        ("Our customers love us, and we are one of the leading bakeries.", Section.INTRODUCTION),
        ("Prepare dough and bake bread according to our recipes", Section.DUTIES),
        ("Maintain the ovens and report issues to the shift manager", Section.DUTIES),
        ("Train new colleagues and ensure hygiene procedures", Section.DUTIES),
        ("At least two years of experience as a baker", Section.REQUIREMENTS),
        ("Good knowledge of food safety, and fluent English", Section.REQUIREMENTS),
        ("Ability to work independently", Section.REQUIREMENTS),
        ("Salary of 2,400 euros per month and a night bonus", Section.COMPENSATION),
        ("30 days of paid vacation and a pension plan", Section.COMPENSATION),
        ("Please send your CV and cover letter to us.", Section.APPLICATION),
    ],
    "de": [
        ("Wir sind eine familiengeführte Bäckerei mit Sitz in Kassel.", Section.INTRODUCTION),
        ("Unsere Kunden schätzen uns seit 1962.", Section.INTRODUCTION),
        ("Herstellung von Teigen und Überwachung der Öfen", Section.DUTIES),
        ("Durchführung von Kontrollen und Dokumentation", Section.DUTIES),
        ("Einarbeitung neuer Kolleginnen und Sicherstellung der Hygiene", Section.DUTIES),
        ("Abgeschlossene Ausbildung als Bäcker", Section.REQUIREMENTS),
        ("Mehrjährige Berufserfahrung und gute Deutschkenntnisse", Section.REQUIREMENTS),
        ("Zuverlässigkeit und Teamfähigkeit", Section.REQUIREMENTS),
        ("30 Tage Urlaub und betriebliche Altersvorsorge", Section.COMPENSATION),
        ("Zuschuss zum Jobticket und Mitarbeiterrabatte", Section.COMPENSATION),
        ("Wir freuen uns auf Ihre Bewerbung mit Lebenslauf.", Section.APPLICATION),
    ],
    "fr": [
        ("Notre entreprise familiale est un acteur majeur du pain.", Section.INTRODUCTION),
        ("Nous recherchons un boulanger pour notre équipe.", Section.INTRODUCTION),
        ("Préparer les pâtes et assurer la cuisson", Section.DUTIES),
        ("Gérer les stocks et participer à la formation des apprentis", Section.DUTIES),
        ("Titulaire d'un CAP, vous avez une première expérience", Section.REQUIREMENTS),
        (
            "Vous êtes rigoureux et autonome, avec le sens du travail en équipe",
            Section.REQUIREMENTS,
        ),
        ("Salaire de 2 400 € brut mensuel, mutuelle et tickets restaurant", Section.COMPENSATION),
        ("Prime annuelle et congés supplémentaires", Section.COMPENSATION),
        ("Envoyez votre CV et votre lettre de motivation.", Section.APPLICATION),
    ],
    "nl": [
        (
            "Wij zijn een familiebedrijf, opgericht in 1962, met tien vestigingen.",
            Section.INTRODUCTION,
        ),
        ("Je zorgt voor het deeg en je werkt met de ovens", Section.DUTIES),
        ("Je ondersteunt de bakkers en je bent verantwoordelijk voor de orders", Section.DUTIES),
        ("Je hebt minimaal twee jaar ervaring als bakker", Section.REQUIREMENTS),
        ("Je beschikt over een afgeronde mbo opleiding en een rijbewijs", Section.REQUIREMENTS),
        ("Een salaris van € 2.400 bruto per maand en 25 vakantiedagen", Section.COMPENSATION),
        ("Reiskostenvergoeding en een goede pensioenregeling", Section.COMPENSATION),
        ("Solliciteer met je cv en motivatie.", Section.APPLICATION),
    ],
    "pl": [
        ("Jesteśmy rodzinną firmą, liderem na rynku pieczywa.", Section.INTRODUCTION),
        ("Przygotowywanie ciasta i obsługa pieców", Section.DUTIES),
        ("Prowadzenie dokumentacji i współpraca z działem sprzedaży", Section.DUTIES),
        ("Wykształcenie średnie i doświadczenie na podobnym stanowisku", Section.REQUIREMENTS),
        ("Dobra znajomość języka angielskiego i umiejętność pracy w zespole", Section.REQUIREMENTS),
        ("Stabilne zatrudnienie na umowę o pracę i atrakcyjne wynagrodzenie", Section.COMPENSATION),
        ("Pakiet socjalny, prywatną opiekę medyczną i kartę Multisport", Section.COMPENSATION),
        ("Prosimy o przesłanie CV i listu motywacyjnego.", Section.APPLICATION),
    ],
}


@pytest.mark.parametrize(
    ("heading", "section"), [pair for pairs in WITH_HEADINGS.values() for pair in pairs]
)
def should_know_what_a_heading_announces(heading: str, section: Section) -> None:
    assert heading_section(heading) is section


@pytest.mark.parametrize("heading", ["Kassel", "Start your journey at the mill today", "", "?!"])
def should_not_guess_what_other_headings_announce(heading: str) -> None:
    assert heading_section(heading) is None


def should_know_the_label_of_a_value() -> None:
    assert label_section("Arbeitsort: Kassel") is Section.LOGISTICS
    assert label_section("Salary: 2,400 euros") is Section.COMPENSATION
    assert label_section("Remember: bread is life") is None


@pytest.mark.parametrize("language", WITHOUT_HEADINGS)
def should_label_lines_by_their_words_where_there_are_no_headings(language: str) -> None:
    listing = WITHOUT_HEADINGS[language]
    blocks = [Block(LineKind.TEXT, text) for text, _ in listing]
    assert list(zip(label_sections(blocks, language), blocks, strict=True)) == [
        (section, block) for (_, section), block in zip(listing, blocks, strict=True)
    ]


def should_let_a_heading_speak_for_lines_that_say_nothing_themselves() -> None:
    blocks = [
        Block(LineKind.HEADING, "Your tasks"),
        Block(LineKind.BULLET, "Bread"),
        Block(LineKind.BULLET, "Rolls"),
        Block(LineKind.HEADING, "What we offer"),
        Block(LineKind.BULLET, "Bread"),
        Block(LineKind.BULLET, "Rolls"),
    ]
    assert label_sections(blocks, "en") == [Section.DUTIES] * 3 + [Section.COMPENSATION] * 3


@pytest.mark.parametrize(
    ("language", "heading", "lead"),
    [
        ("en", "What we offer", "A place to use your skills, such as:"),
        ("nl", "Wat bieden wij?", "Werken met een tech stack van nu, waaronder:"),
        ("de", "Wir bieten", "Raum für deine Fähigkeiten und Kenntnisse, zum Beispiel:"),
    ],
)
def should_keep_a_section_where_a_line_only_leads_on_from_its_heading(
    language: str, heading: str, lead: str
) -> None:
    lines = [
        Block(LineKind.HEADING, heading),
        Block(LineKind.HEADING, lead),
        Block(LineKind.BULLET, "Sailing"),
        Block(LineKind.BULLET, "Rowing"),
    ]
    assert label_sections(lines, language)[2:] == [Section.COMPENSATION, Section.COMPENSATION]


def should_keep_a_section_below_a_subheading_of_its_own() -> None:
    blocks = [
        Block(LineKind.HEADING, "Responsibilities"),
        Block(LineKind.HEADING, "Ovens"),
        Block(LineKind.BULLET, "Clean and repair them"),
        Block(LineKind.HEADING, "Shops"),
        Block(LineKind.BULLET, "Deliver bread to them"),
    ]
    assert set(label_sections(blocks, "en")) == {Section.DUTIES}


def should_leave_legal_text_out_of_the_benefits_above_it() -> None:
    blocks = [
        Block(LineKind.HEADING, "Oferujemy:"),
        Block(LineKind.BULLET, "Stabilne zatrudnienie"),
        Block(LineKind.BULLET, "Pakiet socjalny"),
        Block(
            LineKind.TEXT, "Wyrażam zgodę na przetwarzanie danych osobowych zgodnie z ustawą.", True
        ),
        Block(LineKind.TEXT, "Administratorem danych osobowych jest piekarnia (Dz. U. poz. 1)."),
    ]
    assert label_sections(blocks, "pl")[-2:] == [Section.OTHER, Section.OTHER]


def should_label_a_labelled_value_apart_from_its_neighbours() -> None:
    blocks = [
        Block(LineKind.TEXT, "Arbeitsort: Kassel"),
        Block(LineKind.TEXT, "Pensum: Vollzeit"),
        Block(LineKind.TEXT, "Gehalt: 2.400 Euro"),
    ]
    assert label_sections(blocks, "de") == [
        Section.LOGISTICS,
        Section.LOGISTICS,
        Section.COMPENSATION,
    ]


def should_begin_with_the_introduction_in_a_language_without_cues() -> None:
    blocks = [Block(LineKind.TEXT, "Kenyeret sütünk minden éjjel.")] * 3
    assert label_sections(blocks, "hu") == [Section.INTRODUCTION] * 3


def should_label_nothing_where_there_is_nothing() -> None:
    assert label_sections([], "en") == []
