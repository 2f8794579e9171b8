"""Runs: finds the borders in text whose line breaks were lost on the way."""

import re
from collections.abc import Iterator
from functools import cache

from summariser.domain.document import LineKind, Section
from summariser.language.contents import Dates, Lowercase, Words
from summariser.language.detection import frequent_words
from summariser.language.lexicon import joining_words
from summariser.language.packs import PACKS
from summariser.language.phrases import Match
from summariser.language.words import WORD
from summariser.preparation.blocks import Block
from summariser.preparation.cues import heading_phrases
from summariser.preparation.glue import LOWER, UPPER, split_glue
from summariser.preparation.headings import heading_section, small_words

_GLYPH = re.compile(r"[•▪●◦■►➢➤✓✔‣⁃∙❖◆][•▪●◦■►➢➤✓✔‣⁃∙❖◆\s]*|・(?<=(?<!\S)・)\s*")
# Signs and numbers that are bullets only where there are several of them; compiled when needed.
_WEAK_GLYPH = (
    rf"(?:(?<=\s)|(?<=[.;:!?]))(?:[*–]\s+|-\s+(?=[{UPPER}])|-(?=[{UPPER}][{LOWER}]))"
    rf"|·\s+|(?<=[.;:])\s*-\s+|(?<=[{LOWER})])-\s+(?=[{UPPER}])"
)
_NUMBERED = rf"(?:^|(?<=[\s{LOWER}.;:)\]]))\(?(\d{{1,2}})[.)]\s*(?=[{UPPER}])"
_SIGN = re.compile(rf"[-*–·](?=[\s{UPPER}])")  # in each of the weak ones, and quick to find
_TOKEN = re.compile(rf"{WORD.pattern}|&")
_FULL_STOPS = frozenset(".!?;")
_BORDERS = frozenset(".!?;:)]…")
_LONGEST_HEADING = 70  # characters
_LONG = 300  # characters from which a text is searched for headings in its midst
_SHORTEST_RUN = 60  # and from which it may hold bullets marked by weak signs or numbers
_FEWEST_WEAK_GLYPHS = 3


def split_runs(block: Block, language: str) -> Iterator[Block]:
    """Cut a text or bullet at the borders of headings, bullets and sentences run together."""
    kind = block.kind
    items = _split_bullets(block.text, language)
    for index, item in enumerate(items):
        if index or (len(items) > 1 and not items[0].strip()):
            kind = LineKind.BULLET
        for glued in split_glue(item, language):
            for text, known in _split_headings(glued, language, kind):
                if not text.strip():
                    continue
                if known or (text != block.text and is_heading(text)):
                    yield Block(LineKind.HEADING, text.strip())
                else:
                    yield Block(kind, text.strip())


def _split_bullets(text: str, language: str) -> list[str]:
    items = [text] if text.isascii() or not _GLYPH.search(text) else _GLYPH.split(text)
    if len(text) < _SHORTEST_RUN / 2:
        return items
    signs = len(_SIGN.findall(text))
    if signs >= _FEWEST_WEAK_GLYPHS and len(re.findall(_WEAK_GLYPH, text)) >= _FEWEST_WEAK_GLYPHS:
        pieces = [piece for item in items for piece in re.split(_WEAK_GLYPH, item)]
        if not _is_route(pieces):
            items = pieces
    if "1." in text or "1)" in text:
        items = [piece for item in items for piece in _split_numbered(item, language)]
    return items


def _is_route(pieces: list[str]) -> bool:
    """Tell "Kassel - Fulda - Marburg" from items: most of what stands between is one word."""
    between = [piece.strip() for piece in pieces[1:-1]]
    return sum(" " not in piece for piece in between) * 2 > len(between)


def _split_numbered(text: str, language: str) -> list[str]:
    """Cut where 1., 2. and so on stand before items; ordinals stand before the same word."""
    marks = list(re.finditer(_NUMBERED, text))
    numbers = [mark[1] for mark in marks]
    if len(marks) < 2 or numbers != [str(number + 1) for number in range(len(marks))]:
        return [text]
    if PACKS.read(Dates, language).stop_after_day or language not in PACKS.languages:
        ordinals = [mark for mark in marks[1:] if "." in mark[0] and mark.start()]
        if any(_is_within(text, mark.start()) for mark in ordinals):
            return [text]
    following = {word[0] for mark in marks if (word := WORD.match(text, mark.end()))}
    if len(following) == 1:
        return [text]
    return re.split(_NUMBERED, text)[::2]


def _is_within(text: str, at: int) -> bool:
    """Tell whether what begins at a place goes on with a sentence: "ab dem 2. Jahr"."""
    return text[at - 1].isspace() and text[:at].rstrip()[-1:] not in _BORDERS


def _split_headings(text: str, language: str, kind: LineKind) -> Iterator[tuple[str, bool]]:
    start = 0
    for begin, end in _headings_within(text, language):
        if kind is LineKind.BULLET and not begin and end < len(text):
            continue  # a bullet with a label of its own
        if begin < start:
            continue
        yield text[start:begin], False
        yield text[begin:end], True
        start = end
    yield text[start:], False


def _headings_within(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where known headings stand in the midst of a text, the longest first at each place."""
    # A short text without a colon can only begin with a heading.
    whole = len(text) >= _LONG or ":" in text
    if not whole:
        first = _TOKEN.search(text)
        if not first or not heading_phrases(PACKS).may_begin_with(first[0].lower()):
            return
    end = len(text) if whole else _LONGEST_HEADING
    found = _TOKEN.findall(text, 0, end)
    lowered = list(map(str.lower, found))
    capitals = [at for at, word in enumerate(found) if word[0].isupper()] if whole else (0,)
    matches = heading_phrases(PACKS).find(lowered, capitals)
    if not matches:
        return
    tokens = list(_TOKEN.finditer(text, 0, end))
    for match in _join(matches, lowered):
        first, last = tokens[match.start], tokens[match.start + match.length - 1]
        if not first[0][0].isupper():
            continue
        if lowered[match.start + match.length - 1] in small_words(PACKS):
            continue
        if text[last.end() : last.end() + 3].lstrip().startswith(":"):
            colon = text.index(":", last.end())
            if _splits_at_colon(text, first.start(), colon, match):
                yield _heading_start(text, first.start()), colon + 1
        elif _stands_alone(text, tokens, match, language):
            yield first.start(), last.end()


def _splits_at_colon(text: str, start: int, colon: int, match: Match[Section]) -> bool:
    """Tell whether "Heading: text" is two lines; "Start: 1 May" is one."""
    rest = len(text) - colon - 1
    if not rest:
        return True
    before = text[:start].rstrip()[-1:]
    if match.value is Section.LOGISTICS or (rest < _SHORTEST_RUN and before not in _FULL_STOPS):
        return False
    return match.length > 1 or not before or before in _FULL_STOPS or len(text) >= _LONG


def _heading_start(text: str, start: int) -> int:
    """Take the few words before a heading into it: "Minimum Education, Experience:"."""
    before = text[:start]
    short = len(before) < _SHORTEST_RUN / 2 and not any(map(before.__contains__, _FULL_STOPS))
    return 0 if short and before.rstrip().endswith((",", "&", "/", "-")) else start


def _join(matches: list[Match[Section]], words: list[str]) -> list[Match[Section]]:
    """Join headings that an "and" binds, and sort them by place, the longest first."""
    ending = {match.start + match.length: match for match in matches}
    joined = list(matches)
    for match in matches:
        if words[match.start + match.length - 1] in small_words(PACKS):
            continue
        before = ending.get(match.start - 1) or ending.get(match.start)
        if before and (
            before.start + before.length == match.start or words[match.start - 1] in joining_words()
        ):
            length = match.start + match.length - before.start
            joined.append(Match(before.start, length, before.value))
    return sorted(joined, key=lambda match: (match.start, -match.length))


def _stands_alone(
    text: str, tokens: list[re.Match[str]], match: Match[Section], language: str
) -> bool:
    """Tell whether a heading without a colon stands between two sentences rather than in one."""
    last = match.start + match.length - 1
    if last + 1 >= len(tokens) or tokens[match.start][0].lower() in _openers():
        return False
    following = tokens[last + 1]
    between = text[tokens[last].end() : following.start()]
    if not following[0][0].isupper() or between.strip(" ?!"):
        return False
    before = text[: tokens[match.start].start()].rstrip()[-1:]
    if len(text) < _LONG:
        return not before and match.length > 1
    length = tokens[last].end() - tokens[match.start].start()
    if before in {"", ".", "!", "?", ")"}:
        return match.length > 1 or length >= 7
    if PACKS.read(Lowercase, language).capital_nouns or before in {
        ",",
        "-",
        "/",
        "&",
        "(",
        ":",
    }:  # nouns with capitals look alike
        return False
    previous = tokens[match.start - 1][0]
    is_noun_phrase = match.length > 1 or length >= 9
    return is_noun_phrase and previous.lower() not in frequent_words(language)


@cache
def _openers() -> frozenset[str]:
    """Return the words that open a sentence, and no heading inside a text."""
    return frozenset(PACKS.union(Words, "openers"))


def is_heading(text: str) -> bool:
    """Tell whether a piece of a longer text is a heading by itself."""
    stripped = text.strip()
    if (
        len(stripped) > _LONGEST_HEADING
        or stripped.count(" ") > 7
        or stripped.endswith((".", ",", ";", "!"))
    ):
        return False
    return stripped.endswith(":") or heading_section(stripped) is not None
