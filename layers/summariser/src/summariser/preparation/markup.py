"""Markup: a description in HTML (escaped or not), Markdown or plain text to cleaned blocks."""

import re

from summariser.domain.document import LineKind
from summariser.preparation.blocks import Block
from summariser.preparation.cleaning import clean_characters, decode_entities
from summariser.preparation.hypertext import read_html, unquote
from summariser.preparation.plaintext import read_lines, read_text

_TAG_NAMES = (
    "p|div|ul|ol|li|br|h[1-6]|strong|b|em|i|u|span|a|font|table|tr|td|section|article|html|body|"
    "main|header|footer|style|script|template|noscript|iframe|svg|button|sup|sub|del|ins|small|dl|dt|"
    "dd|pre|hr|center|label"
)
_TAG = re.compile(rf"<(?:/?(?:{_TAG_NAMES})\b|!--)", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&(?:amp;){{0,3}}(?:lt|#60|#x3c);/?(?:{_TAG_NAMES})\b", re.IGNORECASE)
_WRITTEN_BREAK = re.compile(r"(?:\\r)?\\n")
_FEWEST_WRITTEN = 2


def read_blocks(description: str) -> list[Block]:
    """Read a description in any of its forms as cleaned blocks in its own order."""
    text = _break_lines(clean_characters(unquote(description)))
    if "&" in text:
        escaped = sum(1 for _ in _ESCAPED_TAG.finditer(text))
        if escaped and escaped >= sum(1 for _ in _TAG.finditer(text)):
            text = unquote(clean_characters(decode_entities(text)))
    if "<" in text and _TAG.search(text):
        return _join_interrupted(read_lines(read_html(text)))
    text = clean_characters(decode_entities(text)) if "&" in text else text
    return _join_interrupted(read_text(text))


def _break_lines(text: str) -> str:
    r"""Read the line breaks of a text in which each was written as \\n."""
    written = text.count("\\n")
    if written < _FEWEST_WRITTEN or written <= text.count("\n"):
        return text
    return _WRITTEN_BREAK.sub("\n", text).replace("\\t", " ")


def _join_interrupted(blocks: list[Block]) -> list[Block]:
    """Join what looks like a heading and is a bold name in the midst of a sentence."""
    joined: list[Block] = []
    for block in blocks:
        if len(joined) > 1 and _goes_on(joined[-2], joined[-1], block):
            heading, start = joined.pop(), joined.pop()
            text = f"{start.text} {heading.text} {block.text}"
            joined.append(Block(LineKind.TEXT, text, start.after_gap))
        else:
            joined.append(block)
    return joined


def _goes_on(start: Block, heading: Block, end: Block) -> bool:
    return (
        heading.kind is LineKind.HEADING
        and start.kind is LineKind.TEXT
        and end.kind is not LineKind.BULLET
        and not (heading.after_gap or end.after_gap)
        and end.text[:1].islower()
        and start.text[-1:].isalnum()
    )
