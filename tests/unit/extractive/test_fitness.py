"""What is left out rather than printed badly, and what is told under another aspect."""

import pytest

from summariser.domain.document import Field, Section
from tests.unit.extractive.documents import INTRODUCTION, document
from tests.unit.extractive.mobile import TITLE, bullets, told

DUTIES, REQUIREMENTS = Section.DUTIES, Section.REQUIREMENTS
COMPENSATION = Section.COMPENSATION


@pytest.mark.parametrize(
    ("language", "section", "item", "expected"),
    [
        ("en", DUTIES, "Fluent Danish in the harbour office", "Profile: "),
        ("en", REQUIREMENTS, "Dental insurance and a pension plan", "On offer: "),
        ("en", DUTIES, "36 hours - four days a week", "On offer: "),
        ("de", REQUIREMENTS, "Betreuung der Fahrerinnen im Norden", "Aufgaben: "),
        ("de", DUTIES, "Kenntnisse im Seerecht", "Profil: "),
        ("fr", DUTIES, "Horaires de nuit, trois jours par semaine", "Offre : "),
        ("nl", DUTIES, "Vloeiend Duits en Deens", "Profiel: "),
        ("pl", REQUIREMENTS, "Planowanie tras na północy kraju", "Obowiązki: "),
    ],
)
def should_tell_an_item_under_the_aspect_that_its_words_speak_for(
    language: str, section: Section, item: str, expected: str
) -> None:
    (line,) = bullets(language, section, item)
    assert line.startswith(expected)


@pytest.mark.parametrize(
    ("language", "section", "good", "bad"),
    [
        ("en", REQUIREMENTS, "Knowledge of the tides", "Loading the ferries at dawn"),
        ("en", REQUIREMENTS, "Knowledge of the tides", "Keeps the crew fed and dry"),
        ("nl", DUTIES, "Plannen van de routes", "De kade te bewaken en mee te denken"),
        ("nl", DUTIES, "Plannen van de routes", "Roosters scherp stelt en bewaakt"),
        ("fr", DUTIES, "Planifier les tournées", "D'assurer la garde du port"),
        ("fr", REQUIREMENTS, "Connaissance des marées", "Nos capitaines viennent de partout"),
        ("pl", DUTIES, "Planowanie tras na północy kraju", "Których celem jest ochrona portu"),
        ("de", REQUIREMENTS, "Erfahrung im Hafen", "Neben Ihrer Ruhe gute Augen"),
    ],
)
def should_leave_out_an_item_that_its_heading_held_half_of(
    language: str, section: Section, good: str, bad: str
) -> None:
    (line,) = bullets(language, section, good, bad)
    assert bad.rsplit(maxsplit=1)[-1] not in line
    assert good.rsplit(maxsplit=1)[-1] in line


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "This role is not for people who fear the sea or the dark."),
        ("de", "Wir suchen nicht irgendwen, sondern Kapitäne mit Salz im Haar."),
        ("nl", "Werk je aan de haven van morgen en aan de routes van nu."),
        ("fr", "Nous ne cherchons pas des rameurs mais des capitaines de demain."),
    ],
)
def should_leave_out_what_only_looks_like_a_sentence_about_the_job(
    language: str, text: str
) -> None:
    assert told(document(language, TITLE, (DUTIES, text))) == ["Planner."]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "Vous avez grandi près du port de commerce Vous connaissez les marées du nord.",
            "Vous connaissez les marées du nord.",
        ),
        (
            "nl",
            "Je hebt ervaring met grote containerschepen Je kent de havens van het noorden.",
            "Je kent de havens van het noorden.",
        ),
        (
            "pl",
            "Planujesz trasy dla wszystkich promów Oferujemy mieszkanie blisko portu.",
            "Oferujemy mieszkanie blisko portu.",
        ),
    ],
)
def should_part_sentences_that_lost_the_line_break_between_them(
    language: str, text: str, expected: str
) -> None:
    assert expected in told(document(language, TITLE, (DUTIES, text)))


@pytest.mark.parametrize(
    ("language", "company", "duty"),
    [
        (
            "en",
            "Northern Ferries runs nine ships between the islands and the coast.",
            "You load the ferries at dawn.",
        ),
        (
            "de",
            "Die Reederei betreibt neun Schiffe zwischen den Inseln und der Küste.",
            "Du belädst die Fähren am frühen Morgen.",
        ),
        (
            "fr",
            "La compagnie compte neuf navires entre les îles et la côte nord.",
            "Vous chargez les ferries au petit matin.",
        ),
        (
            "nl",
            "De rederij heeft negen schepen tussen de eilanden en de kust.",
            "Je laadt de veerboten in de vroege ochtend.",
        ),
    ],
)
def should_prefer_what_one_does_to_what_the_company_does(
    language: str, company: str, duty: str
) -> None:
    lines = told(document(language, TITLE, (DUTIES, company), (DUTIES, duty)))
    assert lines[1] == duty
    assert company not in lines


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        ("en", "Deckhand $900 weekly", "Deckhand."),
        ("en", "Deckhand/immediate start", "Deckhand."),
        ("fr", "APPRENTI(E) MATELOT", "Apprenti(e) Matelot."),
        ("nl", "Vacature Matroos", "Matroos."),
    ],
)
def should_open_with_the_role_and_nothing_else(language: str, title: str, expected: str) -> None:
    assert told(document(language, {Field.TITLE: title}))[0] == expected


def should_find_no_role_in_a_title_of_nothing_but_a_remark() -> None:
    source = document(
        "en",
        {Field.TITLE: "(Work from home)"},
        (INTRODUCTION, "Northern Ferries is a company of the islands that looks for a deckhand."),
    )
    assert told(source)[0].startswith("Northern Ferries")


def should_not_tell_pay_that_is_said_to_be_missing() -> None:
    (line,) = bullets("de", COMPENSATION, "Salary: not listed", "30 Tage Urlaub im Jahr")
    assert line == "Angebot: 30 Tage Urlaub im Jahr."


@pytest.mark.parametrize(
    ("language", "known", "unknown"),
    [
        ("en", "Knowledge of the tides", "Lighthouses at dusk"),
        ("de", "Kenntnisse im Seerecht", "Leuchttürme bei Nacht"),
        ("nl", "Ervaring met containers", "Vuurtorens in de mist"),
        ("fr", "Connaissance des marées", "Les phares de la côte"),
    ],
)
def should_end_a_list_with_the_last_item_that_surely_belongs_to_it(
    language: str, known: str, unknown: str
) -> None:
    (line,) = bullets(language, REQUIREMENTS, known, unknown)
    assert unknown.rsplit(maxsplit=1)[-1] not in line


def should_leave_out_items_where_a_list_has_turned_to_something_else() -> None:
    profile, offer = bullets(
        "en",
        REQUIREMENTS,
        "Knowledge of the tides",
        "Dental insurance and a pension plan",
        "Lanterns at dusk",
        "Experience with ropes",
    )
    assert profile == "Profile: knowledge of the tides; experience with ropes."
    assert offer == "On offer: dental insurance and a pension plan."


@pytest.mark.parametrize(
    ("language", "offer", "duty"),
    [
        ("en", "28 days of holiday", "Guide the deckhands through the harbour"),
        ("nl", "28 vakantiedagen", "Begeleiden van de dekknechten"),
        ("de", "28 Tage Urlaub", "Betreuung der Matrosen im Norden"),
    ],
)
def should_tell_no_duty_that_stands_among_what_is_offered(
    language: str, offer: str, duty: str
) -> None:
    told_there = " ".join(bullets(language, COMPENSATION, offer, duty))
    assert "28" in told_there
    assert duty.rsplit(maxsplit=1)[-1] not in told_there


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Five years at sea, on ferries, tugs or barges, are required."),
        ("de", "Fünf Jahre auf See, auf Fähren oder Schleppern, sind erforderlich."),
        ("nl", "Vijf jaar op zee, op veerboten of sleepboten, is vereist."),
        ("fr", "Cinq ans en mer, sur des ferries ou des remorqueurs, sont exigés."),
        ("pl", "Pięć lat na morzu, na promach lub holownikach, jest wymagane."),
    ],
)
def should_tell_as_a_sentence_what_says_how_much_it_counts(language: str, text: str) -> None:
    assert bullets(language, REQUIREMENTS, text) == [text]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Als Steuerfrau (m/w/d) planen, leiten und prüfen Sie alle Fahrten im Norden."),
        ("nl", "Als stuurvrouw plan, leid en controleer je alle tochten in het noorden."),
    ],
)
def should_tell_as_a_sentence_what_somebody_does_in_a_role(language: str, text: str) -> None:
    assert bullets(language, DUTIES, text) == [text]


@pytest.mark.parametrize(
    ("language", "welcome", "duty", "skill", "offer"),
    [
        (
            "en",
            "The Brindle Line is a fleet of ferries between islands.",
            "Plan the routes of ten ferries",
            "Knowledge of the tides",
            "28 days of holiday",
        ),
        (
            "de",
            "Die Brindle-Linie ist eine Flotte zwischen den Inseln.",
            "Planung der Routen von zehn Fähren",
            "Kenntnisse im Seerecht",
            "28 Tage Urlaub",
        ),
        (
            "fr",
            "La ligne Brindle est une flotte de la côte.",
            "Planifier les tournées de dix ferries",
            "Connaissance des marées",
            "28 jours de congés",
        ),
    ],
)
def should_leave_out_the_company_where_the_job_has_enough_to_tell(
    language: str, welcome: str, duty: str, skill: str, offer: str
) -> None:
    lists = ((DUTIES, f"- {duty}"), (REQUIREMENTS, f"- {skill}"), (COMPENSATION, f"- {offer}"))
    source = document(language, TITLE, (INTRODUCTION, welcome), *lists)
    assert welcome not in told(source)
    assert welcome in told(document(language, TITLE, (INTRODUCTION, welcome)))


@pytest.mark.parametrize(
    ("language", "section", "text"),
    [
        ("en", REQUIREMENTS, "Tides & Ropes"),
        ("de", DUTIES, "Routen & Fahrpläne"),
        ("de", COMPENSATION, "Hafennah & flexibel; Fair"),
        ("en", REQUIREMENTS, "Seamanship - helps others with knots"),
        ("en", DUTIES, "OPEN POSTS:Deckhands and cooks"),
        ("en", DUTIES, "Mend the boatsKA ropes"),
        ("en", DUTIES, "Mend and inspection of the ropes"),
        ("en", REQUIREMENTS, "Knowledge of the harbour (VTS)Radio on board"),
        ("en", REQUIREMENTS, "Knowledge of GMDSRadio on board"),
        ("pl", REQUIREMENTS, "Znajomość portu (nabrzeża i doki)rozwinięte kontakty"),
        ("en", COMPENSATION, "Shape your future with the fleet"),
        ("nl", DUTIES, "Heldere routes voor de vloot ontwikkelt"),
        ("pl", REQUIREMENTS, "wyższe morskie, prawo wykonywania zawodu"),
        ("en", REQUIREMENTS, "Seamanship andliability with a degreewith honours"),
        ("de", DUTIES, "Pflege von Seilen, Ankernu.a."),
        ("ja", REQUIREMENTS, "技能：以下のいずれかを満たす方"),
    ],
)
def should_leave_out_headings_and_glued_items(language: str, section: Section, text: str) -> None:
    assert not bullets(language, section, text)


def should_tell_a_degree_as_a_requirement_wherever_it_stands() -> None:
    (line,) = bullets("en", DUTIES, "A bachelor's degree and four years of planning")
    assert line.startswith("Profile: ")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You know the harbour and all of its pilots. We offer you a market related Total"),
        ("de", "Sie kennen den Hafen und seine Lotsen. Wir bieten Ihnen dafür eine sehr hohe Ges"),
    ],
)
def should_leave_out_the_last_of_several_sentences_that_has_no_end(
    language: str, text: str
) -> None:
    whole, _, cut = text.partition(". ")
    lines = told(document(language, TITLE, (REQUIREMENTS, text)))
    assert f"{whole}." in lines
    assert not any(cut in line for line in lines)
