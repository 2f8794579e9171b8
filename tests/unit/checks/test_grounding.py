"""What a sentence claims stands in the lines it cites, or is blocked."""

import pytest

from summariser.checks.grounding.check_grounding import check_grounding
from summariser.domain.document import Document, Section
from tests.unit.checks.samples import codes, findings, listing_of

PAY, NEED, DO = Section.COMPENSATION, Section.REQUIREMENTS, Section.DUTIES
ENGLISH = listing_of(
    (DO, "You bake 400 loaves of bread every night from 1 June."),
    (NEED, "At least two years of experience as a baker."),
    (PAY, "£30,000 to £34,000 a year, and 25 days of holiday."),
    title="Baker",
    company="Old Oven",
    location="Leeds",
    employment_type="Permanent",
)
GERMAN = listing_of(
    (NEED, "Abgeschlossene Ausbildung als Bäcker"),
    (PAY, "2.600 € bis 2.900 € brutto im Monat"),
    language="de",
)
FRENCH = listing_of(
    (NEED, "CAP boulanger et permis B exigés"),
    (PAY, "Un salaire de 2 100 € brut par mois"),
    language="fr",
)
DUTCH = listing_of(
    (NEED, "Een diploma van de bakkersschool"),
    (PAY, "€ 16,20 per uur en 8% vakantiegeld"),
    language="nl",
)
POLISH = listing_of(
    (NEED, "Wymagane doświadczenie w piekarni"),
    (PAY, "Od 5 000 do 5 800 zł brutto miesięcznie"),
    language="pl",
)


@pytest.mark.parametrize(
    ("listing", "text", "lines", "code"),
    [
        (ENGLISH, "You bake 500 loaves every night.", (5,), "figure_unsupported"),
        (ENGLISH, "You bake bread every night from 1 July.", (5,), "date_unsupported"),
        (ENGLISH, "At least three years of experience as a baker.", (6,), "duration_unsupported"),
        (ENGLISH, "Experience as a baker is not required.", (6,), "requirement_unsupported"),
        (ENGLISH, "Senior baker at Old Oven.", (1, 2), "level_unsupported"),
        (ENGLISH, "The holiday is 25 weeks a year.", (7,), "duration_unsupported"),
        (ENGLISH, "Pay is £30,000 to £35,000 a year.", (7,), "money_unsupported"),
        (ENGLISH, "Pay is €30,000 to €34,000 a year.", (7,), "money_unsupported"),
        (ENGLISH, "Pay is £30,000 to £34,000 a month.", (7,), "money_unsupported"),
        (ENGLISH, "Pay is £34,000 a year.", (7,), "range_to_promise"),
        (ENGLISH, "A temporary job as a baker.", (1, 4), "contract_unsupported"),
        (
            ENGLISH,
            "You drive excavators through quarries and repair them.",
            (5,),
            "claim_unsupported",
        ),
        (GERMAN, "Ein Studium als Bäcker ist nötig.", (1,), "credential_unsupported"),
        (GERMAN, "Eine Ausbildung ist nicht erforderlich.", (1,), "requirement_unsupported"),
        (GERMAN, "2.600 € bis 2.900 € brutto und Weihnachtsgeld.", (2,), "benefit_unsupported"),
        (FRENCH, "Un salaire de 2 100 € brut par an.", (2,), "money_unsupported"),
        (FRENCH, "Le permis B n'est pas exigé.", (1,), "requirement_unsupported"),
        (DUTCH, "Je verdient € 16,20 per dag.", (2,), "money_unsupported"),
        (DUTCH, "Je krijgt 10% vakantiegeld.", (2,), "percent_unsupported"),
        (POLISH, "Doświadczenie nie jest wymagane.", (1,), "requirement_unsupported"),
        (POLISH, "Pensja od 5 000 do 5 800 zł rocznie.", (2,), "money_unsupported"),
    ],
)
def should_block_what_the_lines_do_not_say(
    listing: Document, text: str, lines: tuple[int, ...], code: str
) -> None:
    found = findings(check_grounding, listing, (text, lines))
    assert code in codes(found)
    assert not any(finding.is_note for finding in found)
    assert {finding.sentence for finding in found} == {text}


@pytest.mark.parametrize(
    ("listing", "text", "lines"),
    [
        (ENGLISH, "You bake 400 loaves of bread every night from 1 June.", (5,)),
        (ENGLISH, "Bakers need two or more years of experience.", (6,)),
        (ENGLISH, "The salary is between £30k and £34k, with twenty-five days of holiday.", (7,)),
        (ENGLISH, "Old Oven in Leeds offers a permanent job as a baker.", (1, 2, 3)),
        (GERMAN, "Gezahlt werden 2600 bis 2900 Euro brutto monatlich.", (2,)),
        (GERMAN, "Eine Ausbildung als Bäcker ist Voraussetzung.", (1,)),
        (FRENCH, "Le salaire brut mensuel est de 2100 euros.", (2,)),
        (FRENCH, "Un CAP de boulanger et un permis B sont demandés.", (1,)),
        (DUTCH, "Het uurloon is 16,20 euro, met 8 procent vakantiegeld.", (2,)),
        (POLISH, "Pensja brutto to 5000–5800 zł na miesiąc.", (2,)),
    ],
)
def should_let_pass_what_the_lines_say_in_other_words(
    listing: Document, text: str, lines: tuple[int, ...]
) -> None:
    assert findings(check_grounding, listing, (text, lines)) == []


def should_name_the_claim_and_the_lines_in_the_message() -> None:
    (finding,) = findings(check_grounding, ENGLISH, ("You bake 500 loaves every night.", (5,)))
    assert finding.message == (
        "“500 loaves every” stands in none of the lines that it rests on (line 5)."
    )


def should_leave_a_requirement_open_where_the_line_does() -> None:
    listing = listing_of((NEED, "Experience as a baker is a plus."))
    text = "Experience as a baker is not required."
    assert findings(check_grounding, listing, (text, (1,))) == []
