"""HTML to blocks, from the tokens of the HTML standard in one pass.

justhtml's tokeniser keeps no tree, so its time grows with the text alone: a browser's parser needs
minutes for 100,000 nested elements or attributes (docs/decisions.md), and a listing comes from
anywhere. What a tree would tell, how far a hidden element reaches, a stack of open tags does.
"""

import re
from collections import Counter
from collections.abc import Mapping

from summariser.domain.document import LineKind
from summariser.preparation.blocks import Block
from summariser.preparation.cleaning import clean_characters
from summariser.preparation.headings import heading_section

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCK_NAMES = """
address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure
footer form header hr html legend li main ol p pre section summary table tbody tfoot thead tr ul
"""
_BLOCKS = _HEADINGS | frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
_BOLD = frozenset({"b", "strong"})
_RAISED = frozenset({"sup", "sub"})
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
# What holds no text of the listing: nothing in it is read.
_DROPPED_NAMES = """
applet aside audio button canvas datalist del footer frameset iframe map math nav noembed noframes
noscript object optgroup option s script select strike style svg template textarea title video
"""
_DROPPED = frozenset(_DROPPED_NAMES.split())
# XML has elements without content that a browser would leave open.
_EMPTY = re.compile(rf"<(?:{'|'.join(sorted(_DROPPED))})(?:\s[^<>]*)?/>", re.IGNORECASE)
# The end of these is implied where one of the others begins right inside.
_IMPLIED = {
    "p": _BLOCKS,
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    "option": frozenset({"option", "optgroup"}),
}
_LOOKED_AT = 2_000  # characters of an attribute
_HIDDEN_STYLE = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?:font-size|opacity)\s*:\s*0*\.?0*(?:[a-z%]{1,3})?\s*(?:[;!]|$)"
    r"|text-decoration[a-z-]*\s*:[^;]*line-through|(?:left|top|text-indent)\s*:\s*-\d{3,})",
    re.IGNORECASE,
)
_BLOCK_STYLE = re.compile(r"(?:^|[;\s])display\s*:\s*(?:block|flex|grid|list-item|table\b)")
# What only a screen reader says, and what surrounds a listing on its page.
_HIDDEN_CLASS = re.compile(r"sr-only|screen-reader|visually-?hidden|skip-link", re.IGNORECASE)
_AROUND = frozenset(
    {"banner", "navigation", "search", "contentinfo", "complementary", "dialog", "alert"}
)
_FOOTNOTE = re.compile(r"\s*[(\[]?(?:\d{1,2}|[*†‡§]{1,3}|[a-z])[)\]]?\s*")
_POWERS = {"2": "²", "3": "³"}
_LENGTH = re.compile(r"(?:^|[^\w])[cdkm]?m$")
_LONGEST_HEADING = 120  # characters of a bold line


def read_html(text: str) -> list[Block]:
    """Read the visible text of HTML as blocks: headings, bullets and texts in their order."""
    from justhtml import stream  # noqa: PLC0415 - 70 ms to import, and plain text needs none

    reader = _Reader(keep_line_breaks=_breaks_carry_structure(text), is_clean="&" not in text)
    for event in stream(_EMPTY.sub("", text) if "/>" in text else text):
        if event[0] == "text":
            reader.add(event[1])
        elif event[0] == "start":
            reader.open(*event[1])
        elif event[0] == "end":
            reader.close(event[1])
    reader.flush()
    return reader.blocks


def unquote(text: str) -> str:
    """Take away the marks of CDATA, which RSS quotes text with and HTML takes for a comment."""
    return text.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in text else text


def _breaks_carry_structure(text: str) -> bool:
    """Tell whether line breaks outnumber block tags: then somebody pasted plain text."""
    breaks = text.count("\n")
    return breaks > 3 and breaks > 2 * sum(
        text.count(tag) for tag in ("<p", "<br", "<li", "<div", "<h", "<tr", "</")
    )


class _Reader:
    """Collects text between block borders and knows what is hidden, bold or raised."""

    def __init__(self, *, keep_line_breaks: bool, is_clean: bool) -> None:
        self.blocks: list[Block] = []
        self._keep_line_breaks = keep_line_breaks
        self._is_clean = is_clean  # entities may stand for what nobody can see
        self._parts: list[str] = []
        self._kind = LineKind.TEXT
        self._gap = False
        self._plain = False  # whether the line in hand holds text that is not bold
        self._open: list[str] = []
        self._count = Counter[str]()  # of the open elements, by name
        self._bold = 0  # of them, those that are bold
        self._hidden = 0  # how many elements are open with the outermost hidden one
        self._shown_as_blocks = set[int]()  # the depths of inline elements that are lines

    def add(self, text: str) -> None:
        """Read text, as a browser shows it."""
        if self._hidden:
            return
        if not (self._is_clean or text.isascii()):
            text = clean_characters(text)
        if self._open and self._open[-1] in _RAISED:
            self._raise(text, self._open[-1])
        elif self._keep_line_breaks and "\n" in text:
            first, *others = text.split("\n")
            self._append(first)
            for other in others:
                self.flush(gap=not other.strip())
                self._append(other)
        else:
            self._append(text)

    def _raise(self, text: str, name: str) -> None:
        """Read m², 1st and CO2, and leave out the numbers of footnotes."""
        if name == "sup" and _FOOTNOTE.fullmatch(text):
            text = _POWERS.get(text, "") if _LENGTH.search("".join(self._parts[-2:])) else ""
        self._append(text)

    def _append(self, text: str) -> None:
        if not text.strip():
            if text and self._parts:
                self._parts.append(" ")
            return
        if not self._bold:
            if self._parts and not self._plain and not self._parts[-1][-1].isspace():
                self._end_label(text)
            self._plain = True
        self._parts.append(text)

    def _end_label(self, text: str) -> None:
        """Part <strong>Heading</strong>Text, which a browser glues."""
        label = "".join(self._parts)
        if label.endswith(":") and not text[0].isspace():
            self._parts.append(" ")
        elif text[0].isupper() and len(label) > 3 and _is_label(label):
            self.flush()

    def open(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Read a start tag."""
        while self._open and name in _IMPLIED.get(self._open[-1], ()):
            self._pop()
        if name in _VOID:
            if name in {"br", "hr"} and not self._hidden:
                self.flush(gap=name == "hr")
            return
        self._open.append(name)
        self._count[name] += 1
        self._bold += name in _BOLD
        if self._hidden:
            return
        if name in _DROPPED or (attributes and _is_hidden(attributes)):
            self._hidden = len(self._open)
            if name in _BLOCKS:
                self.flush()
        elif name in _CELLS:
            self._begin_cell()
        elif name in _BLOCKS:
            self._begin_block(name)
        elif attributes and _BLOCK_STYLE.search((attributes.get("style") or "")[:_LOOKED_AT]):
            self._shown_as_blocks.add(len(self._open))
            self.flush()

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
        """Read an end tag; one that closes nothing still ends a line where it names a block."""
        if self._count[name]:
            while self._pop() != name:
                pass
        elif name == "br":
            self.flush()
        if name in _BLOCKS and not self._hidden:
            self.flush(gap=name not in {"li", "tr"})
            self._kind = LineKind.TEXT

    def _pop(self) -> str:
        depth = len(self._open)
        if depth == self._hidden:
            self._hidden = 0
        elif depth in self._shown_as_blocks:
            self._shown_as_blocks.remove(depth)
            self.flush()
        name = self._open.pop()
        self._count[name] -= 1
        self._bold -= name in _BOLD
        return name

    def flush(self, *, gap: bool = False) -> None:
        """End the line in hand."""
        if self._parts and (text := " ".join("".join(self._parts).split())):
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


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an element's attributes keep a reader from seeing it."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style, names, role = map(attributes.get, ("style", "class", "role"))
    return bool(
        (style and _HIDDEN_STYLE.search(style[:_LOOKED_AT]))
        or (names and _HIDDEN_CLASS.search(names[:_LOOKED_AT]))
        or role in _AROUND
        or attributes.get("type") == "hidden"
    )


def _is_label(text: str) -> bool:
    """Tell a label from the beginning of a word, as in <b>Java</b>Script."""
    return " " in text.strip() or heading_section(text) is not None


def is_titled(text: str) -> bool:
    """Tell whether a bold line on its own is a heading rather than a stressed sentence."""
    return len(text) <= _LONGEST_HEADING and not text.endswith((".", ",", ";"))
