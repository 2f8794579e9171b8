"""The line protocol: one sentence or note a line, after its tag and before the lines it rests on.

    preview,chat| Nurse on a 40-bed ward in Kassel, night shifts. [3,7]
    duties| Leads a bay of six beds at night. [12,13]

Every model answers in it. It is read strictly in what counts (a line that cannot be tied to lines
of the listing is dropped and counted) and kindly in the rest: chatter around it is ignored, a
citation that is missing is found, and lists, ranges and bold tags are understood.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from summariser.domain.document import Section
from summariser.domain.summary import Sentence
from summariser.llm.notes import LONGEST_NOTE, Note, Notes

STOP = "END"
NOTHING = "NONE"  # the profile has no room for any sentence
EVERY = "all"
ENTRY = re.compile(
    r"[\s>*#•\-]*(?:\d+[.)]\s+)?(?P<tags>[\w*`'\"][\w,;/&+\s*`'\"-]{0,200}?)\|(?P<text>.*)"
)
TAG = re.compile(r"[\w-]+")
CITATION = re.compile(r"\[\s*(?:lines?\s*)?(\d+(?:\s*(?:[,;&]|-|–|to|and)\s*\d+)*)\s*\]")
CITATIONS = re.compile(rf"{CITATION.pattern}(?:[\s,;&]*{CITATION.pattern})*")  # [2][3] is one
NUMBERS = re.compile(r"(\d+)(?:\s*(?:-|–|to)\s*(\d+))?")
WIDEST_RANGE = 40  # lines; a wider one cannot be what one sentence rests on
TERMINAL = re.compile(r"[.!?…。！？][\"'”“»)]*$")
WORD = re.compile(r"\d[\d.,]*\d|\d|\w{4,}")
SURE = 0.6  # the share of a sentence's words that have to stand in the lines found for it


class Entry(NamedTuple):
    """A line of a reply: what it is tagged with, its text, and the lines it cites."""

    tags: tuple[str, ...]
    text: str
    lines: tuple[int, ...]


class Parsed(NamedTuple):
    """What could be read of a reply; `dropped` counts the lines that could not be used."""

    entries: tuple[Entry, ...]
    nothing_for: frozenset[str]
    dropped: int


def parse(text: str, tags: Sequence[str], sources: Mapping[int, str], *, truncated: bool) -> Parsed:
    """Read the entries of a reply that carry one of the tags.

    `sources` are the lines that may be cited, by number. The last line of a truncated reply is
    dropped unless it came whole, with its citation.
    """
    known = frozenset(tags)
    entries: list[Entry] = []
    nothing: set[str] = set()
    dropped = 0
    raw = list(_tagged(text, known))
    for position, (names, body) in enumerate(raw):
        last = position == len(raw) - 1
        if body.strip(" .") == NOTHING:
            nothing.update(names)
            continue
        for sentence, cited in _sentences(body):
            lines = tuple(dict.fromkeys(number for number in cited if number in sources))
            cut = last and not cited and (truncated or _is_cut(sentence, entries))
            if not lines and not cut:
                lines = find_lines(sentence, sources)
            if cut or not lines or not sentence:
                dropped += 1
            else:
                entries.append(Entry(names, sentence, lines))
    return Parsed(tuple(entries), frozenset(nothing), dropped)


def parse_notes(text: str, sources: Mapping[int, str], *, truncated: bool) -> Notes:
    """Read a reply of notes; a note too long to be one is dropped, and counted."""
    parsed = parse(text, tuple(Section), sources, truncated=truncated)
    kept = [entry for entry in parsed.entries if len(entry.text) <= LONGEST_NOTE]
    return Notes(
        notes=tuple(
            Note(aspect=Section(entry.tags[0]), text=entry.text, lines=entry.lines)
            for entry in kept
        ),
        dropped=parsed.dropped + len(parsed.entries) - len(kept),
    )


def write_entry(tags: Sequence[str], sentence: Sentence) -> str:
    """Write a sentence as a line of the protocol."""
    return f"{','.join(tags)}| {sentence.text} [{','.join(map(str, sentence.lines))}]"


def find_lines(sentence: str, sources: Mapping[int, str]) -> tuple[int, ...]:
    """Find the one or two lines that hold most of a sentence's words; none where that is little."""
    words = set(WORD.findall(sentence.lower()))
    if not words:
        return ()
    found: list[int] = []
    missing = set(words)
    for _ in range(2):
        shared = {number: missing & _words(line) for number, line in sources.items()}
        best = max(shared, key=lambda number: len(shared[number]), default=None)
        if best is None or not shared[best]:
            break
        found.append(best)
        missing -= shared[best]
    figures = any(word[0].isdigit() for word in missing)
    return tuple(found) if len(missing) <= (1 - SURE) * len(words) and not figures else ()


def _words(line: str) -> set[str]:
    return set(WORD.findall(line.lower()))


def _tagged(text: str, known: frozenset[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the tags and the text of each line; a line that was wrapped is put together again."""
    names: tuple[str, ...] = ()
    body = ""
    for line in text.splitlines():
        if line.strip(" *`.") == STOP:
            break
        entry = ENTRY.match(line)
        found = _names(entry["tags"], known) if entry else ()
        if entry and found:
            if names:
                yield names, body
            names, body = found, entry["text"].strip()
        elif names and line.strip() and not CITATION.search(body):
            body += " " + line.strip()
    if names:
        yield names, body


def _names(tags: str, known: frozenset[str]) -> tuple[str, ...]:
    found: list[str] = TAG.findall(tags.lower())
    if EVERY in found:
        return tuple(sorted(known))
    return tuple(dict.fromkeys(tag for tag in found if tag in known))


def _sentences(body: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Part a line behind each citation that ends a sentence; other citations belong to theirs."""
    text, lines, start = "", [], 0
    for citation in CITATIONS.finditer(body):
        text = f"{text} {body[start : citation.start()].strip()}".strip()
        lines += _expand(citation[0])
        start = citation.end()
        rest = body[start:].lstrip(" *`")
        if TERMINAL.search(text) and rest[:1] not in (".", ",", ";", ":"):
            yield _clean(text), tuple(lines)
            text, lines = "", []
    rest = body[start:].strip(" *`")
    joint = "" if rest[:1] in (".", ",", ";", ":", "") else " "
    text = f"{text}{joint}{rest}".strip()
    if text and (lines or any(character.isalnum() for character in text)):
        yield _clean(text), tuple(lines)


def _clean(text: str) -> str:
    return " ".join(text.replace("**", "").strip("` ").split())


def _expand(citation: str) -> list[int]:
    numbers: list[int] = []
    for first, last in NUMBERS.findall(citation):
        low, high = int(first), int(last or first)
        numbers += range(low, high + 1) if high - low < WIDEST_RANGE else ()
    return numbers


def _is_cut(sentence: str, entries: Sequence[Entry]) -> bool:
    # Where every line before it cites and ends well, a last one that does neither was cut off.
    return bool(entries) and not TERMINAL.search(sentence)
