"""Markup: a description in HTML (escaped or not), Markdown or plain text to cleaned blocks."""

import re

from summariser.preparation.blocks import Block
from summariser.preparation.cleaning import clean_characters, decode_entities
from summariser.preparation.hypertext import read_html
from summariser.preparation.plaintext import read_lines, read_text

_TAG_NAMES = (
    "p|div|ul|ol|li|br|h[1-6]|strong|b|em|i|u|span|a|font|table|tr|td|section|article|html|body|"
    "main|style|script|template|noscript|iframe"
)
_TAG = re.compile(rf"<(?:/?(?:{_TAG_NAMES})\b|!--)", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&(?:amp;){{0,3}}(?:lt|#60|#x3c);/?(?:{_TAG_NAMES})\b", re.IGNORECASE)


def read_blocks(description: str) -> list[Block]:
    """Read a description in any of its forms as cleaned blocks in its own order."""
    text = clean_characters(description)
    if "&" in text:
        escaped = sum(1 for _ in _ESCAPED_TAG.finditer(text))
        if escaped and escaped >= sum(1 for _ in _TAG.finditer(text)):
            text = clean_characters(decode_entities(text))
    if "<" in text and _TAG.search(text):
        return read_lines(read_html(text))
    return read_text(clean_characters(decode_entities(text)) if "&" in text else text)
