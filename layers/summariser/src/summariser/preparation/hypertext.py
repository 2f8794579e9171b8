"""HTML to blocks, in one pass over its tags.

A browser's parser needs 22 s for 100,000 nested elements (lexbor, 2026); a listing comes from
anywhere, so this reader keeps no tree and its time grows with the text alone.
"""

import html
import re
from collections.abc import Iterator

from summariser.domain.document import LineKind
from summariser.preparation.blocks import Block
from summariser.preparation.cleaning import clean_characters

_COMMENT_OR_TAG = re.compile(
    r"<(?:!--|[!?][^<>]{0,1000}>|(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})([^<>]{0,20000})(>?))"
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCK_NAMES = """
address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure
footer form header hr html legend li main ol p pre section summary table tbody tfoot thead tr ul
"""
_BLOCKS = _HEADINGS | frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
_BOLD = frozenset({"b", "strong"})
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
# What holds no text of the listing: nothing in it is read.
_DROPPED_NAMES = """
applet aside audio button canvas datalist footer frameset head iframe map math nav noembed noframes
noscript object optgroup option select svg template video
"""
_DROPPED = frozenset(_DROPPED_NAMES.split())
# The HTML standard reads these up to their end tag, whatever stands between.
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noframes", "noembed", "iframe"})
_HIDDEN = (  # compiled when an element has attributes
    r"(?i)\shidden(?=[\s=/]|$)|aria-hidden\s*=\s*[\"']?true|type\s*=\s*[\"']?hidden|style\s*=\s*[\"']?[^<>\"']{0,400}?"
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:[a-z%]{0,3})\s*"
    r"(?:[;\"'!]|$)|opacity\s*:\s*0(?:\.0*)?\s*(?:[;\"'!]|$))"
    # what only a screen reader says, and what surrounds a listing on its page
    r"|class\s*=\s*[\"']?[^<>\"']{0,400}?(?:sr-only|screen-reader|visually-?hidden|skip-link)"
    r"|role\s*=\s*[\"']?(?:banner|navigation|search|contentinfo|complementary|dialog|alert)\b"
)
_MOST_ATTRIBUTES = 2_000  # characters that are searched for what hides an element
_LONGEST_HEADING = 120  # characters of a bold line


def read_html(text: str) -> list[Block]:
    """Read the visible text of HTML as blocks: headings, bullets and texts in their order."""
    reader = _Reader(keep_line_breaks=_breaks_carry_structure(text))
    for name, closing, attributes, content in _tokens(text):
        if name is None:
            reader.add(content)
        elif closing:
            reader.close(name)
        else:
            reader.open(name, attributes)
    reader.flush()
    return reader.blocks


def _breaks_carry_structure(text: str) -> bool:
    """Tell whether line breaks outnumber block tags: then somebody pasted plain text."""
    breaks = text.count("\n")
    return breaks > 3 and breaks > 2 * sum(
        text.count(tag) for tag in ("<p", "<br", "<li", "<div", "<h", "<tr", "</")
    )


def _tokens(text: str) -> Iterator[tuple[str | None, bool, str, str]]:
    """Yield (None, False, "", text) and (tag, is closing, attributes, "") in their order."""
    position, end = 0, len(text)
    lowered = ""
    while position < end:
        start = text.find("<", position)
        if start < 0:
            break
        match = _COMMENT_OR_TAG.match(text, start)
        if match is None:  # a lone "less than"
            yield None, False, "", text[position : start + 1]
            position = start + 1
            continue
        if start > position:
            yield None, False, "", text[position:start]
        position = match.end()
        name = (match[2] or "").lower()
        if match[0] == "<!--":
            close = text.find("-->", position)
            position = end if close < 0 else close + 3
        elif name in _RAW and not match[1]:
            lowered = lowered or text.lower()
            close = lowered.find("</" + name, position)
            position = end if close < 0 else close
        elif name:
            yield name, bool(match[1]), match[3], ""
    if position < end:
        yield None, False, "", text[position:]


class _Reader:
    """Collects text between block borders and knows what is hidden and what is bold."""

    def __init__(self, *, keep_line_breaks: bool) -> None:
        self.blocks: list[Block] = []
        self._keep_line_breaks = keep_line_breaks
        self._parts: list[str] = []
        self._kind = LineKind.TEXT
        self._gap = False
        self._bold = 0  # open bold elements
        self._plain = False  # whether the line in hand holds text that is not bold
        self._hidden = ""  # the tag whose end makes text visible again
        self._hidden_depth = 0

    def add(self, text: str) -> None:
        if self._hidden:
            return
        if "&" in text:
            text = clean_characters(html.unescape(text))
        if self._keep_line_breaks and "\n" in text:
            first, *others = text.split("\n")
            self._append(first)
            for other in others:
                self.flush(gap=not other.strip())
                self._append(other)
        else:
            self._append(text)

    def _append(self, text: str) -> None:
        if not text.strip():
            if text and self._parts:
                self._parts.append(" ")
            return
        if not self._bold:
            glued = self._parts and not self._plain and text[0].isupper()
            if glued and not self._parts[-1][-1].isspace() and len("".join(self._parts)) > 3:
                self.flush()  # <strong>Heading</strong>Text
            self._plain = True
        self._parts.append(text)

    def open(self, name: str, attributes: str) -> None:
        if self._hidden:
            if name == self._hidden:
                self._hidden_depth += 1
        elif name == "br":
            self.flush()
        elif name in _VOID:
            return
        elif name in _DROPPED or (attributes and re.search(_HIDDEN, attributes[:_MOST_ATTRIBUTES])):
            self._hidden, self._hidden_depth = name, 1
            if name in _BLOCKS:
                self.flush()
        elif name in _BOLD:
            self._bold += 1
        elif name in _CELLS:
            self._begin_cell()
        elif name in _BLOCKS:
            self._begin_block(name)

    def _begin_block(self, name: str) -> None:
        self.flush(gap=name not in {"li", "tr"})
        if name in _HEADINGS:
            self._kind = LineKind.HEADING
        elif name == "li":
            self._kind = LineKind.BULLET

    def _begin_cell(self) -> None:
        label = "".join(self._parts).strip()
        if label and len(label) <= 60:
            self._parts.append(" " if label.endswith((":", ",")) else ": ")
        else:
            self.flush()

    def close(self, name: str) -> None:
        if self._hidden:
            if name == self._hidden:
                self._hidden_depth -= 1
                if not self._hidden_depth:
                    self._hidden = ""
        elif name in _BLOCKS:
            self.flush(gap=name not in {"li", "tr"})
            self._kind = LineKind.TEXT
        elif name in _BOLD:
            self._bold = max(0, self._bold - 1)

    def flush(self, *, gap: bool = False) -> None:
        """End the line in hand."""
        text = " ".join("".join(self._parts).split())
        if text:
            kind = self._kind
            if kind is LineKind.TEXT and not self._plain and is_titled(text):
                kind = LineKind.HEADING
            self.blocks.append(Block(kind, text, self._gap))
            self._gap = False
            if self._kind is LineKind.BULLET:
                self._kind = LineKind.TEXT
        self._gap = self._gap or gap
        self._parts.clear()
        self._plain = False


def is_titled(text: str) -> bool:
    """Tell whether a bold line on its own is a heading rather than a stressed sentence."""
    return len(text) <= _LONGEST_HEADING and not text.endswith((".", ",", ";"))
