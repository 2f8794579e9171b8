"""Items: the signs, numbers and emoji that mark the items of a list."""

import re
from collections.abc import Iterable

from summariser.domain.document import LineKind
from summariser.language.detection import languages_of
from summariser.preparation.blocks import Block
from summariser.preparation.headings import heading_section

# What marks an item of a list; before a figure, >, + and ~ have a meaning, and so has a paragraph.
_GLYPH = re.compile(
    r"(?:(?:[-\u2022*\u00b7\u2013\u2014\u25aa\u25ab\u25e6\u25cf\u25cb\u25a0\u25a1\u25ba\u25b6\u25b8\u25b9"
    r"\u27a2\u27a4\u279c\u2794\u2192\u21d2\u203a\u00bb\u2023\u2043\u2219\u2713\u2714\u2705\u2611"
    r"\u2717\u2718\u2756\u25c6\u25c7\u2666\u2605\u2606\u274f\u2751\u2727\u00ac\u25ce\u203b"
    r"\u30fb\uff65]{1,3}|[>~\u00a7](?!\s*[\d\u00a7])|\+(?!\d))(?:\s+|(?=[^\W\d_]))"
    r"|o\s+(?=\S)|\d\u20e3\s*|\((?:\d{1,2}|[a-z])\)\s+(?=[^\W_])|(?:\d{1,2}|[a-z])\)\s+(?=[^\W_]))+"
)
_NUMBER = re.compile(r"(\d{1,2}|[a-z])\.\s+(?=([^\W_]+))")
_EMOJI_SIGN = (
    "(?:[\U0001f1e6-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u23e9-\u23ff\u25a0-\u25ff]"
    "|\\d\u20e3)"
)
_EMOJI = re.compile(rf"(?:{_EMOJI_SIGN}\s*)+")
_EMOJI_WITHIN = re.compile(rf"(?<=\s)(?={_EMOJI_SIGN})")
_FEWEST_EMOJI = 2
_BOXED = re.compile(r"[【〔［《≪]([^【〔［《≪】〕］》≫]{1,40})[】〕］》≫]")
_HEADING_SIGNS = frozenset("■□◆◇●○▼▶★☆")
_DASHES = frozenset("-–—")
_OPEN_RANGE = re.compile(r"\d\S{0,4}(?:\s(?:[€$£]|[A-Z]{3}))?\s?[-–—]$")
_FIGURE = re.compile(r"(?:[€$£]|[A-Z]{3})?\s?\d")
_SUM_AT_END = re.compile(r"(?:[€$£]\s?\d[\d.,]*k?|\d\s?[€$£])$")
_SUM = re.compile(r"[-–—]\s?(?:[€$£]\s?\d|\d[\d.,]*k?\s?[€$£])")
_LONGEST_NUMBER = 3  # characters with its full stop
_FIRST = frozenset({"1", "a"})
_LONGEST_RANGE = 200  # characters of a line that may end in one end of a range


def join_ranges(lines: Iterable[Block]) -> list[Block]:
    """Join a range whose ends stand on two lines: "£38,000 –" and "£44,000 a year"."""
    joined: list[Block] = []
    for line in lines:
        is_end = not line.after_gap and joined and len(joined[-1].text) <= _LONGEST_RANGE
        if is_end and _is_range(joined[-1].text, line.text):
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return joined


def _is_range(before: str, text: str) -> bool:
    if before[-1] in _DASHES:
        return bool(_OPEN_RANGE.search(before[-20:]) and _FIGURE.match(text))
    return text[0] in _DASHES and bool(_SUM_AT_END.search(before[-20:]) and _SUM.match(text))


def split_emoji(line: Block) -> list[Block]:
    """Cut a line that begins with an emoji where another one begins an item."""
    if line.text.isascii() or not _EMOJI.match(line.text.lstrip()):
        return [line]
    pieces = _EMOJI_WITHIN.split(line.text)
    kind = LineKind.BULLET if len(pieces) >= _FEWEST_EMOJI else line.kind
    return [Block(kind, piece, line.after_gap and not at) for at, piece in enumerate(pieces)]


def find_numbered(lines: list[Block]) -> set[int]:
    """Tell which lines a number or a letter counts: 1. to 3., and not 13. Monatsgehalt.

    Numbers that count lines begin with the first and go up by one; ordinals stand before the same
    noun each time: 1. Jahr, 2. Jahr.
    """
    found: set[int] = set()
    run: list[tuple[int, str]] = []
    expected = ""
    for at, line in enumerate([*lines, Block(LineKind.TEXT, "")]):
        mark = _NUMBER.match(line.text) if "." in line.text[:_LONGEST_NUMBER] else None
        if not mark and at < len(lines):
            continue
        if mark and mark[1] == expected:
            run.append((at, mark[2]))
        else:
            if len(run) > 1 and not _are_ordinals({word.lower() for _, word in run}):
                found.update(at for at, _ in run)
            run = [(at, mark[2])] if mark and mark[1] in _FIRST else []
        if mark:
            expected = str(int(mark[1]) + 1) if mark[1].isdigit() else chr(ord(mark[1]) + 1)
    return found


def _are_ordinals(following: set[str]) -> bool:
    """Tell whether numbers stand before the same noun each time."""
    return len(following) == 1 and not any(map(languages_of, following))


def starts_item(text: str) -> bool:
    """Tell whether a line begins with a sign that marks an item."""
    return bool(_GLYPH.match(text))


def take_mark(kind: LineKind, text: str, *, is_numbered: bool) -> tuple[LineKind, str]:
    """Take away what marks a line as an item or a heading, and tell what kind of line it is."""
    if is_numbered:
        text = text[text.index(".") + 1 :].lstrip()
        kind = _kind_of(kind, text)
    elif boxed := _BOXED.fullmatch(text):
        kind, text = LineKind.HEADING, boxed[1]
    elif (glyph := _GLYPH.match(text)) and not text.startswith("**"):
        may_lead = text[0] in _HEADING_SIGNS
        text = text[glyph.end() :]
        kind = _kind_of(kind, text) if may_lead or kind is not LineKind.TEXT else LineKind.BULLET
    if emoji := _EMOJI.match(text):
        text = text[emoji.end() :]
        kind = _kind_of(kind, text)
    return kind, text


def _kind_of(kind: LineKind, text: str) -> LineKind:
    """Make a marked text a bullet; over a known heading, the mark is for show."""
    return LineKind.BULLET if kind is LineKind.TEXT and heading_section(text) is None else kind
