"""Which language a text is said to be in."""

import pytest

from summariser.language.detection import UNKNOWN, detect_language

TEXTS = {
    "en": "You bake bread and rolls for our shops, and you are the one who opens the bakery.",
    "de": "Sie backen Brot und Brötchen für unsere Filialen und sind mit uns in der Backstube.",
    "fr": "Vous préparez le pain et les viennoiseries pour nos boutiques dans une équipe de nuit.",
    "nl": "Je bakt brood en koeken voor onze winkels en je werkt in een klein team met de bakker.",
    "pl": "Do zadań należy wypiek chleba oraz bułek i praca w nocy na rzecz naszych sklepów.",
    "es": "Preparas el pan y los bollos para nuestras tiendas con un equipo de la noche.",
    "it": "Prepari il pane e i dolci per i nostri negozi con una squadra che lavora di notte.",
    "pt": "Você prepara o pão e os bolos para as nossas lojas com uma equipe da noite.",
    "sv": "Du bakar bröd och bullar till våra butiker och arbetar i ett team på natten.",
    "da": "Du bager brød og boller til vores butikker og er ikke langt fra os på et team.",
    "no": "Du baker brød og boller til våre butikker og jobber ikke alene fra oss.",
    "fi": "Sinä leivot leipää ja pullaa, ja olet osa tiimiä joka on meidän ylpeys sekä ilo.",
    "cs": "Pečete chléb a rohlíky pro naše obchody, jsme tým a hledáme kolegu do pekárny.",
    "ja": "毎朝パンを焼き、お店に届ける仕事です。",
    "ko": "매일 아침 빵을 굽고 가게에 배달하는 일입니다.",
    "zh": "每天早上烤面包并送到商店的工作。",
    "ru": "Вы печёте хлеб для наших магазинов каждую ночь.",
    "uk": "Ви печете хліб для наших крамниць щоночі, і це є цікаво.",
    "el": "Ψήνετε ψωμί για τα καταστήματά μας κάθε νύχτα.",
}


@pytest.mark.parametrize("language", TEXTS)
def should_tell_the_language_of_two_lines_of_text(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


def should_believe_the_text_more_than_what_its_board_declares() -> None:
    assert detect_language(TEXTS["de"], declared="en") == "de"


def should_believe_the_board_where_the_text_is_too_short() -> None:
    assert detect_language("Bread", declared="nl-BE") == "nl"


@pytest.mark.parametrize("declared", [None, "", "German", "x"])
def should_say_so_where_nothing_tells_the_language(declared: str | None) -> None:
    assert detect_language("Bread", declared=declared) == UNKNOWN


def should_tell_the_main_language_of_a_mixed_text() -> None:
    assert detect_language("Your tasks\n" + TEXTS["de"] * 3 + "\nApply now for the job") == "de"


def should_not_take_a_gender_mark_for_polish() -> None:
    words = "Bäcker (m/w/d), Konditor (m/w/d), Fachkraft Herstellung (w/m), Qualität und Hygiene"
    assert detect_language(words + " im Team der Produktion, Lehre und Praxis") == "de"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "tr",
            "Mutfakta ekmek ve pasta yaparsınız. Ekip çok iyi ve yeni başlayanlar için uygun.",
        ),
        ("hr", "Tražimo kuhara za rad u našoj kuhinji u Splitu. Nudimo stan i plaću te obroke."),
        ("sk", "Hľadáme kuchára do našej kuchyne v Trnave. Ponúkame byt a plat ako aj stravu."),
        ("sl", "Iščemo kuharja za delo v naši kuhinji v Kopru. Nudimo stanovanje in plačo."),
        ("et", "Otsime kokka meie kööki Pärnus. Pakume korterit ja palka ning head meeskonda."),
        ("lt", "Ieškome virėjo į mūsų virtuvę Kaune. Siūlome butą ir atlyginimą bei pietus."),
        ("lv", "Mēs meklējam pavāru mūsu virtuvē Liepājā. Piedāvājam dzīvokli un algu."),
        ("cs", "Hledáme kuchaře do naší kuchyně v Brně. Nabízíme byt a plat a také stravu."),
    ],
)
def should_tell_languages_that_look_alike(language: str, text: str) -> None:
    assert detect_language(text) == language
    assert detect_language(text, declared=language) == language


def should_believe_the_declared_language_unless_the_text_denies_it() -> None:
    assert detect_language("Lager Leeds, 40 Std.", declared="de") == "de"
    assert detect_language("Търсим готвач за нашия ресторант.", declared="bg") == "bg"
    assert detect_language(TEXTS["de"], declared="tr") == "de"


def should_tell_a_list_of_short_english_items() -> None:
    assert detect_language("Bake bread\nTrain staff\nOrder flour\nPlan shifts") == "en"
    assert (
        detect_language("Responsibilities\nRye bread\nRequirements\nEarly hours\nBenefits") == "en"
    )


CONSENT = {
    "pl": "Wyrażam zgodę na przetwarzanie moich danych osobowych dla potrzeb rekrutacji oraz na "
    "ich udostępnienie, które jest dobrowolne, i wiem, że mogę je w każdej chwili odwołać. ",
    "de": "Ich willige ein, dass die Daten, die ich mit der Bewerbung sende, für die Auswahl und "
    "auch für spätere Stellen gespeichert und von einem Dienst im Auftrag verarbeitet werden. ",
    "fr": "Les données que vous nous envoyez sont traitées par le service et pour une durée de "
    "deux ans, et vous avez le droit de les faire effacer dans les conditions de la loi. ",
}


@pytest.mark.parametrize("declared", CONSENT)
@pytest.mark.parametrize("written", ["en", "sv", "fi"])
def should_believe_a_long_text_whose_end_alone_is_in_the_declared_language(
    declared: str, written: str
) -> None:
    text = TEXTS[written] * 18 + CONSENT[declared] * 12
    assert detect_language(text, declared=declared) == written


@pytest.mark.parametrize(
    ("declared", "headings"),
    [
        ("es", ("Funciones", "Requisitos")),
        ("de", ("Ihre Aufgaben", "Ihr Profil")),
        ("fr", ("Vos missions", "Profil recherché")),
    ],
)
def should_believe_the_board_where_a_listing_is_in_two_languages(
    declared: str, headings: tuple[str, str]
) -> None:
    tasks, profile = headings
    own = TEXTS[declared]
    text = f"{TEXTS['en'] * 18}\n{tasks}\n{own * 12}\n{profile}\n{own * 12}"
    assert detect_language(text, declared=declared) == declared


@pytest.mark.parametrize("declared", ["pl", "de", "fr"])
def should_believe_the_board_of_a_few_english_words(declared: str) -> None:
    assert detect_language("Senior Java Developer, remote, B2B", declared=declared) == declared
