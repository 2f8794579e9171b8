"""Lines: blocks cut at headings, bullets and sentences that ran together, each one citable."""

import re
from collections.abc import Iterator

from summariser.domain.document import LineKind
from summariser.preparation.blocks import Block
from summariser.preparation.headings import heading_section
from summariser.preparation.joining import whole_sentences
from summariser.preparation.runs import is_heading, split_runs

_LONGEST_TEXT = 160  # characters of a text that stays one line, however many sentences it has
_LONGEST_BULLET = 280
_SHORTEST = 40  # a shorter sentence joins the one before it
_LONGEST_LINE = 500  # cut further at semicolons, commas, spaces
_WINDOW = 10_000  # characters
_LEAD = re.compile(r"^[\s,;.:!?•*·|/)\]]+(?=\S)")
_UNKNOWN = {"und": "en"}


def split_blocks(blocks: list[Block], language: str) -> list[Block]:
    """Cut blocks into lines of one to three sentences, their order kept."""
    lines: list[Block] = []
    for block in blocks:
        if block.kind is LineKind.HEADING:
            lines.append(block)
            continue
        for index, piece in enumerate(_pieces(block, language)):
            text = piece.text.strip()
            if not text[:1].isalnum():  # few lines begin with a sign that others end with
                text = _LEAD.sub("", piece.text).strip()
            if any(map(str.isalnum, text)):
                after_gap = block.after_gap and not index
                is_same = text is piece.text and not after_gap
                lines.append(piece if is_same else Block(piece.kind, text, after_gap))
    return lines


def _pieces(block: Block, language: str) -> Iterator[Block]:
    longest = _LONGEST_BULLET if block.kind is LineKind.BULLET else _LONGEST_TEXT
    for run in split_runs(block, language):
        if run.kind is LineKind.HEADING or len(run.text) <= longest:
            yield run
            continue
        kind = run.kind
        for sentence in _sentences(run.text, language):
            yield Block(LineKind.HEADING if is_heading(sentence) else kind, sentence)
            kind = LineKind.TEXT


def _sentences(text: str, language: str) -> list[str]:
    from sentencex import segment  # noqa: PLC0415 - short listings need no sentences

    lines: list[str] = []
    known = _UNKNOWN.get(language, language)
    segments = (
        s for part in _windows(text) for s in whole_sentences(segment(known, part), language)
    )
    for stripped in map(str.strip, segments):
        fits = lines and len(lines[-1]) + len(stripped) < _LONGEST_TEXT
        if fits and min(len(lines[-1]), len(stripped)) < _SHORTEST and not _opens(stripped):
            lines[-1] = f"{lines[-1]} {stripped}"
        elif stripped:
            lines += _cut(stripped)
    return lines


def _windows(text: str) -> Iterator[str]:
    """Cut a text of any length where a word ends: finding sentences takes quadratic time."""
    start = 0
    while len(text) - start > _WINDOW:
        end = text.rfind(" ", start, start + _WINDOW) + 1 or start + _WINDOW
        yield text[start:end]
        start = end
    yield text[start:]


def _opens(sentence: str) -> bool:
    """Tell whether a short sentence announces what comes next and so begins a line."""
    return sentence.endswith((":", "?")) or heading_section(sentence) is not None


def _cut(sentence: str) -> list[str]:
    """Cut what no full stop ever ends: lists in one line, or text without punctuation."""
    pieces: list[str] = []
    start = 0
    while len(sentence) - start > _LONGEST_LINE:
        window = sentence[start : start + _LONGEST_LINE]
        for border in ("; ", ", ", " "):
            at = window.rfind(border, _SHORTEST)
            if at > 0:
                break
        end = start + (at + len(border) if at > 0 else _LONGEST_LINE)
        pieces.append(sentence[start:end].rstrip(" ;"))
        start = end
    return [*pieces, sentence[start:]]
