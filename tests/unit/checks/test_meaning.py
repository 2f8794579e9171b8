"""A sentence says of its subject what its lines say: no wish as a demand, no bound turned round."""

import pytest

from summariser.checks.meaning.check_meaning import check_meaning
from summariser.domain.document import Section
from tests.unit.checks.samples import codes, findings, listing_of

NEED, DO, PAY = Section.REQUIREMENTS, Section.DUTIES, Section.COMPENSATION
CHANGED = {
    "modality_changed": [
        ("en", "Ideally you have driven a tram before.", "You must have driven a tram before."),
        ("en", "Welding is a plus.", "Welding experience is required."),
        ("en", "You have a forklift licence.", "A forklift licence is an advantage."),
        ("de", "Wünschenswert sind Kenntnisse in Gartenbau.", "Gartenbau ist Voraussetzung."),
        ("de", "Abgeschlossene Lehre als Koch", "Eine Lehre als Koch ist von Vorteil."),
        ("de", "Erfahrung mit Drohnen ist kein Muss.", "Erfahrung mit Drohnen ist zwingend."),
        ("fr", "La soudure serait un plus.", "La soudure est exigée."),
        ("fr", "Maîtrise de la soudure indispensable.", "La soudure serait un atout."),
        ("nl", "Ervaring met kassa's is mooi meegenomen.", "Ervaring met kassa's is verplicht."),
        (
            "nl",
            "Je bent in het bezit van een heftruckcertificaat.",
            "Een heftruckcertificaat is een pre.",
        ),
        ("pl", "Mile widziana obsługa kasy.", "Obsługa kasy jest wymagana."),
        ("pl", "Znajomość obsługi kasy", "Obsługa kasy będzie atutem."),
        ("es", "Se valorará manejo de grúas.", "Es imprescindible el manejo de grúas."),
        ("it", "La saldatura costituisce titolo preferenziale.", "È obbligatoria la saldatura."),
        ("sv", "Svetsning är meriterande.", "Svetsning är ett krav."),
        ("da", "Svejsning er en fordel.", "Svejsning er et krav."),
        ("no", "Sveising er en fordel.", "Det kreves sveising."),
        ("fi", "Hitsaus katsotaan eduksi.", "Hitsaus vaaditaan."),
        ("pt", "Soldadura será um diferencial.", "Soldadura é obrigatória."),
        ("cs", "Svařování výhodou.", "Svařování je podmínkou."),
    ],
    "negation_changed": [
        ("en", "No weekend shifts in the warehouse.", "You work weekend shifts in the warehouse."),
        ("en", "Travel between the depots is part of it.", "There is no travel between depots."),
        ("de", "Kein Schichtbetrieb in der Werkstatt.", "In der Werkstatt gibt es Schichtbetrieb."),
        ("fr", "Pas de déplacements à l'étranger.", "Des déplacements à l'étranger sont prévus."),
        ("nl", "Geen avonddiensten in de winkel.", "Je draait avonddiensten in de winkel."),
        ("pl", "Brak delegacji zagranicznych.", "Praca obejmuje delegacje zagraniczne."),
    ],
    "bound_changed": [
        ("en", "At most 12 beds a nurse.", "At least 12 beds a nurse."),
        ("en", "Up to 3 days from home.", "You work 3 days from home."),
        ("de", "Höchstens 4 Nächte im Monat.", "Mindestens 4 Nächte im Monat."),
        ("de", "Erfahrung: 0-3 Jahre", "Mindestens 3 Jahre Erfahrung."),
        ("fr", "Au moins 5 ans de conduite.", "Au plus 5 ans de conduite."),
        ("nl", "Maximaal 10 uur per week.", "Minimaal 10 uur per week."),
        ("pl", "Nie mniej niż 6 200 zł brutto.", "Pensja to 6 200 zł brutto."),
    ],
    "figure_misattributed": [
        ("en", "6 drivers, 14 vans.", "The depot has 6 vans."),
        ("de", "30 Tage Urlaub, 5 Tage Bildungsurlaub.", "Es gibt 30 Tage Bildungsurlaub."),
    ],
    "tax_changed": [
        ("de", "2.400 € brutto im Monat", "Das Gehalt ist 2.400 € netto im Monat."),
        ("pl", "5 100 zł brutto", "Pensja to 5 100 zł netto."),
    ],
    "period_changed": [
        ("en", "20 hours per week on the farm.", "You work 20 hours per month on the farm."),
        ("fr", "24 heures par semaine au chenil.", "Vous travaillez 24 heures par mois au chenil."),
    ],
    "language_level_changed": [
        ("en", "Conversational Dutch", "You speak Dutch at native level."),
        ("de", "Gute Englischkenntnisse", "Verhandlungssicheres Englisch wird erwartet."),
        ("de", "Deutsch B2, Englisch B1", "Gefragt sind Deutsch C1 und Englisch B1."),
        ("fr", "Bon niveau d'anglais", "L'anglais courant est attendu."),
        ("nl", "Goede kennis van het Frans", "Je spreekt vloeiend Frans."),
        ("pl", "Podstawowa znajomość niemieckiego", "Biegła znajomość niemieckiego."),
    ],
    "workplace_changed": [
        ("en", "A hybrid job from our Bristol yard.", "A fully remote job."),
        ("de", "Zwei Tage Homeoffice pro Woche möglich.", "Die Arbeit ist komplett remote."),
        ("nl", "Hybride werken vanuit Zwolle.", "Je werkt volledig op afstand."),
        ("pl", "Praca hybrydowa w Opolu.", "Praca w pełni zdalna."),
    ],
    "schedule_changed": [
        ("en", "Monday to Thursday in the kiln.", "You fire the kiln on Saturday."),
        ("de", "Früh- und Spätdienst im Wechsel.", "Nachtschichten gehören dazu."),
        ("nl", "De zaak is op maandag gesloten.", "De zaak is op dinsdag gesloten."),
    ],
    "condition_dropped": [
        (
            "en",
            "Staff discount in the shop after six months.",
            "There is a staff discount in the shop.",
        ),
        ("de", "Firmenrad nach der Probezeit.", "Ein Firmenrad gehört dazu."),
        ("fr", "Prime de panier selon le chantier.", "Une prime de panier est versée."),
        ("nl", "Een fiets van de zaak na je proeftijd.", "Je krijgt een fiets van de zaak."),
        ("pl", "Karta sportowa po okresie próbnym.", "Firma daje kartę sportową."),
    ],
    "absolute_added": [
        ("en", "We repair clocks for museums.", "The firm repairs all clocks for museums."),
        ("de", "Einsatz auf Baustellen in Hessen", "Sie sind ausschließlich auf Baustellen."),
    ],
    "alternative_lost": [
        ("en", "You know carp or trout.", "You know carp and trout."),
        ("de", "Kenntnisse in Holz oder Metall", "Kenntnisse in Holz und Metall."),
        ("nl", "Ervaring met een of meer van: hout, staal, glas.", "Je kent hout en staal."),
    ],
}
TRUE = [
    ("en", "Ideally you have driven a tram before.", "Tram experience is welcome."),
    ("en", "Ideally you have driven a tram before.", "Having driven a tram is a plus."),
    (
        "en",
        "You have a forklift licence; welding is a plus.",
        "A forklift licence is required, welding a plus.",
    ),
    ("en", "Preferred but not required: welding.", "Welding is preferred but not required."),
    ("en", "No experience needed.", "Experience is not needed."),
    ("en", "Up to 3 days from home.", "You may work from home up to 3 days."),
    ("en", "3 years of experience with looms", "At least 3 years of experience with looms."),
    ("en", "Monday to Friday in the kiln.", "You fire the kiln on weekdays, Tuesday included."),
    ("en", "Fluent Dutch", "You speak fluent Dutch."),
    ("en", "Fully remote within Portugal", "The job is fully remote."),
    (
        "de",
        "Gute Deutsch- und sehr gute Englischkenntnisse",
        "Gutes Deutsch und sehr gutes Englisch.",
    ),
    ("de", "Eine Lehre als Koch ist erforderlich.", "Du bringst eine Lehre als Koch mit."),
    ("de", "Idealerweise kennst du Drohnen.", "Kenntnisse von Drohnen sind wünschenswert."),
    ("de", "Firmenrad nach der Probezeit.", "Nach der Probezeit gibt es ein Firmenrad."),
    ("de", "Kein Schichtbetrieb in der Werkstatt.", "In der Werkstatt gibt es keine Schichten."),
    (
        "fr",
        "Permis B exigé, la soudure serait un plus.",
        "Le permis B est requis, la soudure appréciée.",
    ),
    ("fr", "35 heures par semaine", "Le poste est à 35 heures hebdomadaires."),
    (
        "nl",
        "Rijbewijs vereist, ervaring met kassa's is een pre.",
        "Een rijbewijs is nodig; kassa-ervaring is een pluspunt.",
    ),
    ("nl", "Maandag tot vrijdag, 38 uur per week", "Je werkt 38 uur van maandag tot vrijdag."),
    ("pl", "Mile widziana obsługa kasy.", "Atutem będzie obsługa kasy."),
    ("pl", "Co najmniej 2 lata pracy w kuchni", "Minimum 2 lata pracy w kuchni."),
    ("es", "Se valorará manejo de grúas.", "Se valora el manejo de grúas."),
    ("sv", "Svetsning är meriterande.", "Erfarenhet av svetsning är en fördel."),
]


@pytest.mark.parametrize(
    ("code", "language", "line", "sentence"),
    [(code, *case) for code, cases in CHANGED.items() for case in cases],
)
def should_suspect_a_sentence_that_changes_what_its_line_says(
    code: str, language: str, line: str, sentence: str
) -> None:
    listing = listing_of((NEED, line), language=language)
    assert code in codes(findings(check_meaning, listing, (sentence, (1,))))


@pytest.mark.parametrize(("language", "line", "sentence"), TRUE)
def should_accept_a_sentence_that_says_what_its_line_says(
    language: str, line: str, sentence: str
) -> None:
    listing = listing_of((NEED, line), language=language)
    assert codes(findings(check_meaning, listing, (sentence, (1,)))) == []


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "# Nice to have"),
        ("en", "Bonus points for:"),
        ("de", "# Von Vorteil"),
        ("fr", "# Serait un plus :"),
        ("nl", "# Pluspunten"),
        ("pl", "# Mile widziane"),
        ("es", "# Se valorará"),
        ("it", "# Costituiscono titolo preferenziale"),
        ("sv", "# Meriterande"),
    ],
)
def should_take_what_stands_below_a_heading_of_wishes_for_a_wish(
    language: str, heading: str
) -> None:
    must = {"en": "required", "de": "erforderlich", "fr": "requis", "nl": "vereist"}
    must |= {"pl": "wymagane", "es": "requerido", "it": "richiesto", "sv": "ett krav"}
    listing = listing_of((NEED, heading), (NEED, "- Kubernetes"), language=language)
    sentence = f"Kubernetes {must[language]}."
    assert codes(findings(check_meaning, listing, (sentence, (2,)))) == ["modality_changed"]


def should_end_the_wishes_at_the_next_heading() -> None:
    listing = listing_of(
        (NEED, "# Nice to have"),
        (NEED, "- Falconry"),
        (NEED, "# Requirements"),
        (NEED, "- Archery"),
    )
    assert codes(findings(check_meaning, listing, ("Archery is required.", (4,)))) == []
    assert codes(findings(check_meaning, listing, ("Falconry is required.", (2,)))) != []


def should_leave_open_what_a_desired_profile_asks_for() -> None:
    listing = listing_of((NEED, "# Desired profile"), (NEED, "- Archery"))
    assert codes(findings(check_meaning, listing, ("You know archery.", (2,)))) == []


def should_suspect_an_agency_that_is_told_as_the_employer() -> None:
    listing = listing_of(
        (DO, "Our client, a family dairy in Devon, needs a cheesemaker."), company="Brightstaff"
    )
    told = ("Brightstaff is a family dairy in Devon.", (1, 2))
    assert codes(findings(check_meaning, listing, told)) == ["employer_changed"]
    true = ("Brightstaff seeks a cheesemaker for a family dairy in Devon.", (1, 2))
    assert codes(findings(check_meaning, listing, true)) == []


def should_suspect_one_statement_made_of_two_distant_lines() -> None:
    listing = listing_of(
        (DO, "Prune the apple trees in the walled garden."),
        (DO, "Answer letters."),
        (DO, "Drive visitors around in the electric buggy."),
    )
    merged = ("You prune the apple trees from the electric buggy.", (1, 3))
    assert "facts_merged" in codes(findings(check_meaning, listing, merged))
    both = ("You prune the apple trees, and drive visitors around.", (1, 3))
    assert codes(findings(check_meaning, listing, both)) == []


def should_say_nothing_of_a_sentence_that_stands_in_its_line() -> None:
    listing = listing_of((PAY, "Bonus of £200 after the trial period, if you stay all year"))
    sentence = ("Bonus of £200 after the trial period, if you stay all year.", (1,))
    assert codes(findings(check_meaning, listing, sentence)) == []
