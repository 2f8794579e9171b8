"""Plain text and Markdown to blocks: headings, bullets and texts, by how each line looks."""

import re
from collections.abc import Iterable

from summariser.domain.document import LineKind
from summariser.preparation.blocks import Block
from summariser.preparation.headings import (
    heading_section,
    is_nothing_but_heading,
    label_section,
)
from summariser.preparation.items import (
    find_numbered,
    join_ranges,
    split_emoji,
    starts_item,
    take_mark,
)

_ESCAPE = re.compile(r"\\+([-\\`*_{}\[\]()#+.!|~>&$%\"'/])")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\n]{0,2000}\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_STRUCK = re.compile(r"~~[^~\n]{1,300}~~")
# A star behind a single digit stands for a hotel's or a restaurant's stars.
_STRESS = re.compile(
    r"(?<![\w*])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])(?<!(?<![\d.,])\d)[*_]{1,3}(?![\w*])|\*{2,3}|`+"
)
_MAY_HOLD_STRESS = re.compile(r"[*_`~]")
_RULE = re.compile(r"[-=_*~#+.|\s\u2500-\u257f\u2014]{3,}")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s*(?=[^\s#])")
_BOLD_LINE = re.compile(r"(\*\*|__)(?!\s)(?:(?!\1).){1,160}\1\s*:?")
_GLYPHS = frozenset("•*▪●·|")
_DANGLING = re.compile(r"\s+[\u2022*\u25aa\u25cf\u00b7|]+$")
_WORDS_IN_HEADING = 10
_LEAST_INDENT = 2
_LONGEST_ITEM = 250  # characters of an indented line that is still an item of a list


def read_text(text: str) -> list[Block]:
    """Read plain text or Markdown as blocks in its own order."""
    raw: list[Block] = []
    gap = False
    lines = text.split("\n")
    indents = [len(line) - len(line.lstrip()) if line.strip() else None for line in lines]
    listed = _indented_lists(indents)
    for line, in_list in zip(lines, listed, strict=True):
        stripped = line.strip()
        if not stripped:
            gap = True
            continue
        kind = LineKind.BULLET if in_list and len(stripped) <= _LONGEST_ITEM else LineKind.TEXT
        raw.append(Block(kind, stripped, gap))
        gap = False
    return read_lines(_join_wrapped(raw))


def _indented_lists(indents: list[int | None]) -> list[bool]:
    """Tell which lines are a list by their indent alone, in a text that is not all indented."""
    found = [False] * len(indents)
    if 0 not in indents:
        return found
    run: list[int] = []
    for at, indent in enumerate([*indents, 0]):
        if indent is None:
            continue
        if indent >= _LEAST_INDENT:
            run.append(at)
            continue
        if len(run) > 1:
            for line in run:
                found[line] = True
        run = []
    return found


def read_lines(lines: Iterable[Block]) -> list[Block]:
    """Find the bullets and headings among lines, and take their marks away."""
    blocks: list[Block] = []
    gap = False
    pieces = [piece for line in join_ranges(lines) for piece in split_emoji(line)]
    numbered = find_numbered(pieces)
    for at, line in enumerate(pieces):
        kind, text = _read_line(line, is_numbered=at in numbered)
        gap = gap or line.after_gap
        if text:
            blocks.append(Block(kind, text, gap))
            gap = False
    return _find_headings(blocks)


def _read_line(line: Block, *, is_numbered: bool) -> tuple[LineKind, str]:
    kind, text = line.kind, line.text.strip()
    begins_word = text[:1].isalpha() and text[1:2].isalpha()
    if begins_word and not is_numbered:  # most lines: there is no mark to look for
        text = _unmark(text)
    elif _RULE.fullmatch(text):
        return kind, ""
    else:
        kind, text = _read_mark(kind, _unmark(text), is_numbered=is_numbered)
    text = _plain(text)
    if kind is LineKind.HEADING and (
        len(text) > 160
        or text.count(" ") >= 2 * _WORDS_IN_HEADING
        or label_section(text)
        or (text.count(" ") > _WORDS_IN_HEADING and heading_section(text) is None)
    ):
        kind = LineKind.TEXT
    return kind, text if any(map(str.isalnum, text)) else ""


def _read_mark(kind: LineKind, text: str, *, is_numbered: bool) -> tuple[LineKind, str]:
    if not is_numbered and (mark := _MARKDOWN_HEADING.match(text)):
        return LineKind.HEADING, text[mark.end() :]
    if kind is LineKind.TEXT and _BOLD_LINE.fullmatch(text):
        return LineKind.HEADING, text
    return take_mark(kind, text, is_numbered=is_numbered)


def _unmark(text: str) -> str:
    """Take away Markdown's escapes, what it strikes out, and all of its links but their text."""
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "~~" in text:
        text = _STRUCK.sub(" ", text)
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    return _AUTOLINK.sub(r"\1", text) if "<" in text else text


def _plain(text: str) -> str:
    """Take away the marks of stress, and a bullet that was left at the end."""
    if _MAY_HOLD_STRESS.search(text):
        text = _STRESS.sub("", text)
    if text[-1:] in _GLYPHS:
        text = _DANGLING.sub("", text)
    # Printable text has no white space but blanks; telling that is cheaper than to split and join.
    single = "  " not in text and text.isprintable()
    return text.strip() if single else " ".join(text.split())


def _find_headings(blocks: list[Block]) -> list[Block]:
    following = [*blocks[1:], Block(LineKind.HEADING, "")] if blocks else []
    return [
        block._replace(kind=LineKind.HEADING)
        if block.kind is not LineKind.HEADING and _looks_like_heading(block, after)
        else block
        for block, after in zip(blocks, following, strict=True)
    ]


def _looks_like_heading(block: Block, after: Block) -> bool:
    text = block.text
    count = text.count(" ") + 1
    if count > _WORDS_IN_HEADING or len(text) > 90 or text.endswith((",", ";")):
        return False
    if text.endswith("."):  # "Das bringst du mit."
        return block.kind is LineKind.TEXT and bool(after.text) and is_nothing_but_heading(text)
    if label_section(text) is not None:
        return False
    if block.kind is LineKind.BULLET:
        return text.endswith(":") and heading_section(text) is not None
    shouts = text.isupper() and sum(map(str.isalpha, text)) >= 4
    is_known = (count <= 6 or text.endswith("?")) and heading_section(text) is not None
    if shouts or is_known or not after.text:
        return shouts or is_known
    leads_list = after.kind is LineKind.BULLET and text[0].isupper() and block.after_gap
    return text.endswith(":") or leads_list


def _join_wrapped(lines: list[Block]) -> list[Block]:
    """Join lines that a mail program or a PDF broke in the middle of a sentence."""
    joined: list[Block] = []
    previous = 0  # length of the physical line before, not of what was joined
    for line in lines:
        if joined and _continues(joined[-1].text, previous, line):
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        previous = len(line.text)
    return joined


def _continues(before: str, length: int, line: Block) -> bool:
    return (
        not line.after_gap
        and line.kind is LineKind.TEXT
        and length >= 50
        and line.text[0].islower()
        and not starts_item(line.text)
        and before[-1] not in ".;:!?*"
        and (before[-1] != "," or length >= 70)
    )
