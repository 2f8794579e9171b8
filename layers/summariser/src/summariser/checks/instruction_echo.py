"""Instruction echo: a listing may tell a model what to do, and no summary says or does it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from summariser.checks.findings import report
from summariser.checks.grounding.text_facts import TextFacts
from summariser.checks.registry import Check
from summariser.checks.source import Source
from summariser.domain.document import Line
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary, Sentence
from summariser.language.instructions import Models
from summariser.language.orders import orders_to_models
from summariser.language.packs import PACKS

# What quotes, or stands behind a colon, in an order is what the order wants to be written.
PAYLOAD = re.compile(r"[\"“„«'‘]([^\"”“»'’]{2,120})[\"”“»'’]|:\s+([^:]{3,160})$")
SHOUTED = re.compile(r"\b[A-Z]{4,}\d*\b")
FEWEST_SHARED, SHARED = (
    2,
    0.5,
)  # words, and their share of a sentence's, that stand in an order and in no other line


def check_instruction_echo(
    summary: ProfileSummary, source: Source, profile: Profile
) -> Iterable[Finding]:
    """Find text that obeys or repeats an instruction, or in which a model speaks of itself."""
    orders = source.once("orders", _find_orders, source)
    for sentence in summary.sentences:
        key = ("echo", sentence.text, sentence.lines)
        reason = source.once(key, _reason, sentence, source, orders)
        if reason:
            yield report(FindingCode.INSTRUCTION_ECHO, reason, profile, sentence)


def _find_orders(source: Source) -> tuple[Line, ...]:
    return tuple(_orders(source))


def _orders(source: Source) -> Iterator[Line]:
    """Find the lines that order a machine about, and the ones that an order announces."""
    lines = source.document.lines
    hinted = orders_to_models("\n".join(line.text for line in lines).lower())
    announced = False
    for line in lines:
        lower = line.text.lower()
        found = line.suspect or any(order.found_in(lower) for order in hinted)
        if found or announced:
            yield line
        announced = found and lower.rstrip().endswith(":")


def _reason(sentence: Sentence, source: Source, orders: tuple[Line, ...]) -> str | None:
    lower = sentence.text.lower().replace("’", "'")
    if _spoken().search(lower) and not _stands_in_listing(lower, source, orders):
        return "A model speaks of itself or of its task here, not of the job."
    if any(order.found_in(lower) for order in orders_to_models(lower)):
        return "The sentence gives orders to a machine."
    if not orders:
        return None
    numbers = ", ".join(str(line.number) for line in orders)
    message = f"It repeats or obeys an instruction to a machine in the listing (line {numbers})."
    ordered = {line.number for line in orders}
    if ordered & set(sentence.lines):
        return message
    claim = source.claim(sentence)
    given = source.reading(tuple(sorted(ordered)))
    others = source.reading(tuple(number for number in source.lines if number not in ordered))
    return message if _obeys(claim, given, others) else None


def _obeys(claim: TextFacts, given: TextFacts, others: TextFacts) -> bool:
    """Whether a text has from the orders what no other line has: words, figures, a payload."""
    only = [stem for stem in claim.stems if given.holds(stem) and not others.holds(stem)]
    if len(only) >= max(FEWEST_SHARED, SHARED * len(claim.stems)):
        return True
    known = {value for figure in others.all_figures for value in figure.values}
    ordered = {value for figure in given.all_figures for value in figure.values}
    if any(it.values & ordered and not it.values & known for it in claim.all_figures):
        return True
    payloads = [a or b for a, b in PAYLOAD.findall(given.text)] + SHOUTED.findall(given.text)
    return any(
        len(payload) > 3 and payload.lower() in claim.lower and payload.lower() not in others.lower
        for payload in payloads
    )


def _stands_in_listing(lower: str, source: Source, orders: tuple[Line, ...]) -> bool:
    ordered = {line.number for line in orders}
    others = source.reading(tuple(number for number in source.lines if number not in ordered))
    return lower.rstrip(".! ") in others.lower


@cache
def _spoken() -> re.Pattern[str]:
    patterns = PACKS.union(Models, "spoken")
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def find_suspect_lines(source: Source) -> Iterator[Finding]:
    """Report the lines that preparation keeps from models and summaries."""
    numbers = [str(line.number) for line in source.document.lines if line.suspect]
    if numbers:
        yield Finding(
            code=FindingCode.SUSPECT_LINES,
            profile=None,
            sentence=None,
            message=f"Lines of the listing speak to whoever summarises it: {', '.join(numbers)}.",
        )


CHECK = Check(
    check_instruction_echo,
    of_listing=find_suspect_lines,
    codes=(FindingCode.INSTRUCTION_ECHO, FindingCode.SUSPECT_LINES),
)
