"""A few listings that look real, written for these tests."""

import json
from typing import Any

DESCRIPTIONS = {
    "en": """<p>Harbour Ferries runs four boats between the islands, every day of the year.</p>
<h2>What you will do</h2><ul><li>Plan the maintenance of all four boats with the engineers.</li>
<li>Lead a crew of twelve people on board and ashore.</li></ul>
<h2>What you need</h2><ul><li>A master's licence for vessels below 3,000 GT.</li>
<li>Five years of experience at sea.</li></ul>
<h2>What we offer</h2><p>A salary of £41,000 to £46,500 a year and 30 days of holiday.</p>
<p>Write to captain@harbour-ferries.example or call +44 20 7946 0123.</p>""",
    "de": """Wir sind ein Familienbetrieb mit 25 Beschäftigten und bauen Möbel aus heimischem Holz.

Ihre Aufgaben:
- Sie fertigen Schränke und Tische nach Zeichnung.
- Sie montieren die Möbel bei unseren Kunden in der Region.

Ihr Profil:
- Sie haben eine abgeschlossene Ausbildung zum Tischler.
- Sie besitzen einen Führerschein der Klasse B.

Wir bieten:
- Ein Gehalt von 2.900 bis 3.400 Euro im Monat.
- 30 Tage Urlaub im Jahr.""",
    "fr": """**Vos missions**

* Vous accueillez les clients et prenez les commandes.
* Vous préparez la salle avant le service du soir.

**Votre profil**

* Vous avez une première expérience en restauration.

**Nous offrons**

* Un salaire de 1 950 € par mois et deux jours de repos de suite.""",
}


def any_listing_fields(language: str = "en", **changes: Any) -> dict[str, Any]:
    """Make the fields of a listing."""
    fields = {
        "title": {"en": "Ferry Captain", "de": "Tischler (m/w/d)", "fr": "Serveur H/F"}[language],
        "company": {"en": "Harbour Ferries", "de": "Holz & Heim", "fr": "Le Vieux Port"}[language],
        "location": {"en": "Mallaig", "de": "Freiburg", "fr": "Marseille"}[language],
        "description": DESCRIPTIONS[language],
    }
    return fields | changes


def long_listing_line() -> bytes:
    """Make a line for `summariser run`: a listing longer than a small model's window."""
    listing = {"listing_id": "planner", "title": "Route planner", "company": "Hale"}
    parts = [
        f"<p>In team {n} you plan the routes of {n + 3} lorries.</p><p>We pay {2400 + n} euros.</p>"
        for n in range(120)
    ]
    return json.dumps(listing | {"language": "en", "description": "".join(parts)}).encode()


def with_long_duties(*passengers: int) -> dict[str, Any]:
    """Make a listing with a duty for each number of passengers.

    Each is too long for the extractive model to fill a gap with, so that the aspect is lost where a
    model's own sentence on it is refused.
    """
    duties = "".join(
        f"<p>You take {number} passengers and their cars across the sound to the outer islands and "
        "back every morning, whatever the wind and the tide are doing at the time.</p>"
        for number in passengers
    )
    return any_listing_fields(description=f"<h2>What you will do</h2>{duties}")


# In every sentence that could be told of it, so that no check lets it pass.
UNFAIR: dict[str, Any] = {
    "title": "Young man under 35",
    "company": None,
    "location": None,
    "description": "<p>Males only may apply for this work in our warehouse by the sea.</p>",
}
