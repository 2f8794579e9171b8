"""What is left out rather than printed badly."""

import pytest

from summariser.domain.document import Field, Section
from tests.unit.extractive.documents import INTRODUCTION, document
from tests.unit.extractive.mobile import TITLE, bullets, told

DUTIES, REQUIREMENTS = Section.DUTIES, Section.REQUIREMENTS
COMPENSATION = Section.COMPENSATION


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
        ("en", COMPENSATION, "HARBOURwe pay for the boots"),
        ("en", COMPENSATION, "Competitive wages.30 days of holiday"),
        ("en", DUTIES, "Thank you for sailing with us."),
        ("de", REQUIREMENTS, "Vielen Dank für deine Reise mit uns."),
        ("fr", REQUIREMENTS, "Merci de votre voyage avec nous."),
        ("de", REQUIREMENTS, "Dich für Schiffe und ihre Wege begeisterst."),
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
