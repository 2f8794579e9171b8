"""The verifier's reply: for each sentence a quote that supports it, or what is wrong.

    1| supported "driving licence B required"
    2| unsupported: "at least 5 years" is nowhere; line 12 says 3

A quote counts where it is in the lines that were shown; a sentence with no answer is unsupported.
"""

import re
import unicodedata
from collections.abc import Sequence

ANSWER = re.compile(
    r"[\s>*#•\-]*(\d+)\s*[|.):]\s*\**\s*(supported|unsupported)\b\**[\s:.]*(.*)", re.I
)
QUOTE = re.compile(r"[\"“„«”‟](.+?)[\"”“»‟](?=$|[^\w])")
ELLIPSIS = re.compile(r"\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*")
NOT_A_WORD = re.compile(r"[\W_]+")
SHORTEST_QUOTE = 2  # letters or digits: "ja" and "C1" can be all there is to quote
FEWEST_ANSWERED = 0.5  # of the sentences; a reply with fewer answers was no answer to the prompt
NOT_ANSWERED = "the verifier gave no answer for it"
NO_QUOTE = "the verifier's quote is not in the lines"


def parse_verification(
    text: str, sentences: int, lines: Sequence[str]
) -> tuple[str | None, ...] | None:
    """Read why each sentence is unsupported, or None for a supported one, in order.

    `lines` are the texts that were shown. Returns None for a reply that answers for fewer than
    half of the sentences: it is malformed.
    """
    source = f" {_plain(' '.join(lines))} "
    reasons: dict[int, str | None] = {}
    for row in text.splitlines():
        answer = ANSWER.match(row)
        if answer and 1 <= int(answer[1]) <= sentences:
            supported = answer[2].lower() == "supported"
            reasons[int(answer[1])] = _reason(answer[3].strip(), source, supported=supported)
    if len(reasons) < FEWEST_ANSWERED * sentences:
        return None
    return tuple(reasons.get(number, NOT_ANSWERED) for number in range(1, sentences + 1))


def _reason(rest: str, source: str, *, supported: bool) -> str | None:
    if not supported:
        return rest or "the verifier says so"
    quotes = QUOTE.findall(rest)
    parts = [part for quote in quotes for part in ELLIPSIS.split(quote) if _plain(part)]
    found = all(f" {_plain(part)} " in source for part in parts)
    enough = sum(len(_plain(part).replace(" ", "")) for part in parts) >= SHORTEST_QUOTE
    return None if parts and found and enough else NO_QUOTE


def _plain(text: str) -> str:
    """Set a text in small letters, its marks and spaces made alike."""
    return NOT_A_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
