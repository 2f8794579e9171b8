"""Long listings: an employer with as many vacant teams as the length asks for, drawn from a seed.

No sentence occurs twice, so that none can be mistaken for another, and each team has the sections
of a listing.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from workbench.simulator.token_count import count_tokens

COMPANY = "Oakmere Regional Services"
PLACES = ("Alderbrook", "Fenwick", "Harrow Vale", "Kelby", "Marston", "Penrose", "Stowbridge")
TEAMS = (
    "Ambulance",
    "Catering",
    "Cleaning",
    "Dispatch",
    "Gardens",
    "Laundry",
    "Library",
    "Maintenance",
    "Payroll",
    "Reception",
    "Stores",
    "Transport",
    "Wards",
    "Workshop",
)
ROLES = ("assistant", "coordinator", "driver", "engineer", "manager", "planner", "technician")
DUTIES = (
    "You look after {n} {things} and report every {fault} on the same day.",
    "Plan the {things} of {n} colleagues, {m} days ahead.",
    "You answer about {n} questions each {day} from people in {place} who wait for {things}.",
    "Check {n} {things} each {day} and write down what the {fault} was.",
    "You train {m} newcomers in {n} days and show them how the {things} of {place} work.",
    "Order {things} worth £{k},{h} a month from {n} suppliers.",
    "You meet the {team} team of {place} every {day} to settle the next {n} orders.",
)
REQUIREMENTS = (
    "At least {m} years of experience with {things}, and {n} weeks of it in {place}.",
    "A certificate in {things}, level {m}, or {n} weeks of training in {place}.",
    "You lift {things} of up to {n} kg and stand for {m} hours at a time.",
    "A driving licence for {things} of {p} tonnes, with {m} points on it at most since {day}.",
    "You write clear notes about a {fault} of {things} in fewer than {n} words.",
)
OFFERS = (
    "We pay £{k},{h} to £{l},{h} a year, and £{n} for each night.",
    "{n} days of holiday, and {m} more after {p} years with the {team} team.",
    "A bus pass from {place}, and lunch for £{m}.{n} every {day}.",
    "A pension to which we add {m}.{n} per cent from month {p} on.",
)
HOURS = (
    "{n} hours a month, from {p} in the morning, on {m} days of ten in {place}.",
    "You start in {place} on {day} the {p}th, with {m} others, at first for {n} months.",
    "Shifts for {things} are known {n} days ahead; every {m}th {day} is free.",
)
THINGS = (
    "beds",
    "boilers",
    "deliveries",
    "forms",
    "gates",
    "invoices",
    "keys",
    "lifts",
    "meals",
    "orders",
    "pallets",
    "pumps",
    "records",
    "routes",
    "rotas",
    "tickets",
    "tools",
    "vans",
)
FAULTS = ("breakage", "complaint", "delay", "gap", "leak", "mistake", "queue", "shortage")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SECTIONS = (
    ("Your duties", DUTIES, 7),
    ("Your profile", REQUIREMENTS, 4),
    ("We offer", OFFERS, 3),
    ("Hours and start", HOURS, 2),
)
OPENING = (
    f"{COMPANY} keeps hospitals, schools and town halls running in seven towns.",
    "We are looking for people in many teams at once, and describe each of them below.",
)
CLOSING = "## How to apply\nSend one page about yourself, and name the team you would join."


def long_listing(tokens: int, *, seed: int = 0) -> dict[str, str]:
    """Make a listing of about that many tokens, by the simulator's count."""
    rows = _fill(_rows(random.Random(seed)), tokens, _tokens, CLOSING)  # noqa: S311
    return _listing(f"long-{tokens}", "\n".join(rows))


def one_line_listing(kilobytes: int, *, seed: int = 0) -> dict[str, str]:
    """Make a listing that is a single line of about that many KiB."""
    rows = (row for row in _rows(random.Random(seed)) if not row.startswith("#"))  # noqa: S311
    sentences = (row.removeprefix("- ") for row in rows)
    return _listing(
        f"one-line-{kilobytes}-kb",
        " ".join(_fill(sentences, kilobytes * 1024, _bytes, OPENING[-1])),
    )


def write_listings(
    path: Path, tokens: Sequence[int], one_line_kilobytes: Sequence[int], *, seed: int = 0
) -> None:
    """Write long listings to a file that `summariser run` reads."""
    made = [long_listing(count, seed=seed) for count in tokens]
    made += [one_line_listing(size, seed=seed) for size in one_line_kilobytes]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(listing)}\n" for listing in made), encoding="utf-8")


def _listing(listing_id: str, description: str) -> dict[str, str]:
    return {
        "listing_id": listing_id,
        "title": "Colleagues in many teams",
        "company": COMPANY,
        "location": "Seven towns, United Kingdom",
        "language": "en",
        "description": description,
    }


def _fill(
    rows: Iterator[str], size_limit: int, size: Callable[[str], int], last: str
) -> Iterator[str]:
    room = size_limit - size(last)
    for row in rows:
        room -= size(row)
        if room < 0:
            break
        yield row
    yield last


def _tokens(row: str) -> int:
    return count_tokens(row) + 1


def _bytes(row: str) -> int:
    return len(row.encode()) + 1


def _rows(chance: random.Random) -> Iterator[str]:
    """Yield the rows of an endless listing: an opening, then one team after another."""
    yield from OPENING
    used: set[str] = set()
    number = 0
    while True:
        number += 1
        team, place = chance.choice(TEAMS), chance.choice(PLACES)
        yield f"## {team} {chance.choice(ROLES)}, {place} (team {number})"
        for heading, sentences, count in SECTIONS:
            yield f"### {heading}"
            for template in chance.sample(sentences, count):
                text = _new_sentence(template, chance, used)
                yield text if heading == SECTIONS[-1][0] else f"- {text}"


def _new_sentence(template: str, chance: random.Random, used: set[str]) -> str:
    while True:
        text = template.format(
            n=chance.randint(10, 99),
            m=chance.randint(2, 9),
            p=chance.randint(4, 12),
            k=chance.randint(21, 34),
            l=chance.randint(35, 58),
            h=f"{chance.randint(0, 9)}00",
            things=chance.choice(THINGS),
            fault=chance.choice(FAULTS),
            day=chance.choice(DAYS),
            team=chance.choice(TEAMS),
            place=chance.choice(PLACES),
        )
        if text not in used:
            used.add(text)
            return text
