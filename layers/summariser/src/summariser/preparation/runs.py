"""Runs: finds the borders in text whose line breaks were lost on the way."""

import re
from collections.abc import Iterator
from itertools import pairwise

from summariser.document import LineKind, Section
from summariser.preparation.blocks import Block
from summariser.preparation.cues import heading_phrases
from summariser.preparation.headings import SMALL_WORDS, heading_section
from summariser.preparation.language import frequent_words
from summariser.preparation.phrases import Match

_UPPER = "A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻČĎĚŇŘŠŤŮŽŐŰ"
_LOWER = "a-zß-öø-ÿąćęłńóśźżčďěňřšťůžőű"
# The sign comes first in the pattern, and is looked at again from behind, as this makes a search
# several times faster than a pattern that begins with a look behind.
_GLUE = re.compile(
    r"[.!?;…:)\]](?:"
    # a full stop or a bracket right before a capital: "team.What we offer", "(full time)Your tasks"
    rf"(?<=[{_LOWER}0-9][{_LOWER}0-9)%\"”][.!?;…])"
    rf"(?=[{_UPPER}“\"„«¿¡][{_LOWER}'’ ]|[-–*•]\s?[{_UPPER}]|\d\+?\s[{_LOWER}])"
    rf"|(?<=[{_LOWER}\s][)\]])(?=[{_UPPER}][{_LOWER}])"
    # a colon right before a word: "Main tasks:checking", but not Kolleg:innen
    rf"|(?<=[{_LOWER}][{_LOWER}]:)(?=[{_UPPER}][{_LOWER}'’ ]|[-–*•]\s?[{_UPPER}{_LOWER}])"
    rf"|(?<=[{_LOWER}]{{4}}:)(?=(?!in(?:nen)?\b|r\b|n\b|e\b|es\b)[{_LOWER}]{{3}}))"
)
# "experienceRequirements", "equivalentNEBOSH", and "CAThis"
_HUMP = re.compile(rf"[{_UPPER}](?<=[{_LOWER}][{_UPPER}])(?=[{_UPPER}{_LOWER}])")
_AFTER_ACRONYM = re.compile(rf"[{_UPPER}](?=[{_LOWER}])(?<=[{_UPPER}]{{3}})")
_LETTERS = re.compile(r"[^\W\d_]+")
_GLYPH = re.compile(r"[•▪●◦■►➢➤✓✔‣⁃∙❖◆]\s*")
# Signs that are bullets only where there are several of them.
_WEAK_GLYPH = re.compile(
    rf"(?:(?<=\s)|(?<=[.;:!?]))(?:[*–]\s+|-\s+(?=[{_UPPER}])|-(?=[{_UPPER}][{_LOWER}]))"
    rf"|·\s+|(?<=[.;:])\s*-\s+|(?<=[{_LOWER})])-\s+(?=[{_UPPER}])"
)
_NUMBERED = re.compile(rf"(?:^|(?<=[\s{_LOWER}.;:)\]]))\(?(\d{{1,2}})[.)]\s*(?=[{_UPPER}])")
_TOKEN = re.compile(r"[^\W_]+|&")
_CAMEL_NAMES = """
actionscript autocad bigquery coffeescript devops facebook github gitlab hubspot instagram
javascript linkedin mastercard onedrive paypal powerpoint powershell pricewaterhousecoopers
salesforce sharepoint solidworks tensorflow typescript whatsapp wordpress youtube
"""
_NAMES = frozenset(_CAMEL_NAMES.split())
_AND = frozenset({"&", "and", "und", "et", "en", "i", "oraz", "y", "e", "och"})
_GENDER_ENDINGS = frozenset({"in", "innen", "inn"})
_OPENERS = """
we you i our your wir sie du ihr je jij wij u nous vous tu on das was wat dit what who wie
jesteśmy oferujemy
"""
_PRONOUNS = frozenset(_OPENERS.split())
_FULL_STOPS = frozenset(".!?;")
_LONGEST_HEADING = 70  # characters
_LONGEST_WORD = 40
_LONG = 300  # characters from which a text is searched for headings in its midst
_SHORTEST_RUN = 60  # and from which it may hold bullets marked by weak signs or numbers
_FEWEST_WEAK_GLYPHS = 3


def split_runs(block: Block, language: str) -> Iterator[Block]:
    """Cut a text or bullet at the borders of headings, bullets and sentences run together."""
    kind = block.kind
    items = _split_bullets(block.text)
    for index, item in enumerate(items):
        if index or (len(items) > 1 and not items[0].strip()):
            kind = LineKind.BULLET
        for glued in _split_glue(item, language):
            for text, known in _split_headings(glued, language, kind):
                if not text.strip():
                    continue
                if known or (text != block.text and is_heading(text)):
                    yield Block(LineKind.HEADING, text.strip())
                else:
                    yield Block(kind, text.strip())


def _split_bullets(text: str) -> list[str]:
    items = _GLYPH.split(text) if _GLYPH.search(text) else [text]
    if len(text) < _SHORTEST_RUN / 2:
        return items
    signs = sum(map(text.count, "-*–·"))
    if signs >= _FEWEST_WEAK_GLYPHS and len(_WEAK_GLYPH.findall(text)) >= _FEWEST_WEAK_GLYPHS:
        items = [piece for item in items for piece in _WEAK_GLYPH.split(item)]
    numbers = _NUMBERED.findall(text) if "1." in text or "1)" in text else []
    if len(numbers) > 1 and numbers == [str(number + 1) for number in range(len(numbers))]:
        items = [piece for item in items for piece in _NUMBERED.split(item)[::2]]
    return items


def _split_glue(text: str, language: str) -> list[str]:
    borders = [match.end() for match in _GLUE.finditer(text)]
    humps = [match.start() for match in _HUMP.finditer(text)]
    begin = 0
    for index, hump in enumerate(humps):
        begin = max(begin, _word_start(text, hump))
        end = humps[index + 1] if index + 1 < len(humps) else len(text)
        right = _LETTERS.match(text, hump, min(end, hump + _LONGEST_WORD))
        if right and _is_glued(text[begin:hump], right[0], language):
            borders.append(hump)
        begin = hump
    for capital in _AFTER_ACRONYM.finditer(text):
        right = _LETTERS.match(text, capital.start())
        if right and right[0].lower() in frequent_words(language):
            borders.append(capital.start())
    return _cut(text, sorted(set(borders)))


def _word_start(text: str, end: int) -> int:
    start = end
    while start and end - start < _LONGEST_WORD and text[start - 1].isalpha():
        start -= 1
    return start


def _is_glued(left: str, right: str, language: str) -> bool:
    if right.lower() in _GENDER_ENDINGS or (left + right).lower() in _NAMES:
        return False
    if left[0].islower():
        return len(left) >= 4 and not (right.isupper() and len(right) < 3)
    if right.isupper():
        return len(left) >= 6 and len(right) >= 4
    if len(left) >= 4 and right.lower() in frequent_words(language):
        return True
    if len(left) >= 5 and heading_section(left) is not None:
        return True
    return len(left) >= 6 and len(right) >= 6 and len(left) + len(right) >= 18


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
        if not first or not heading_phrases().may_begin_with(first[0].lower()):
            return
    tokens = list(_TOKEN.finditer(text, 0, len(text) if whole else _LONGEST_HEADING))
    lowered = [token[0].lower() for token in tokens]
    capitals = [at for at, token in enumerate(tokens) if token[0][0].isupper()]
    for match in _join(heading_phrases().find(lowered, capitals if whole else (0,)), lowered):
        first, last = tokens[match.start], tokens[match.start + match.length - 1]
        if not first[0][0].isupper():
            continue
        if lowered[match.start + match.length - 1] in SMALL_WORDS:
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
        if words[match.start + match.length - 1] in SMALL_WORDS:
            continue
        before = ending.get(match.start - 1) or ending.get(match.start)
        if before and (
            before.start + before.length == match.start or words[match.start - 1] in _AND
        ):
            length = match.start + match.length - before.start
            joined.append(Match(before.start, length, before.value))
    return sorted(joined, key=lambda match: (match.start, -match.length))


def _stands_alone(
    text: str, tokens: list[re.Match[str]], match: Match[Section], language: str
) -> bool:
    """Tell whether a heading without a colon stands between two sentences rather than in one."""
    last = match.start + match.length - 1
    if last + 1 >= len(tokens) or tokens[match.start][0].lower() in _PRONOUNS:
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
    if language == "de" or before in {
        ",",
        "-",
        "/",
        "&",
        "(",
        ":",
    }:  # its nouns have capitals anyway
        return False
    previous = tokens[match.start - 1][0]
    is_noun_phrase = match.length > 1 or length >= 9
    return is_noun_phrase and previous.lower() not in frequent_words(language)


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


def _cut(text: str, borders: list[int]) -> list[str]:
    edges = [0, *borders, len(text)]
    return [text[start:end] for start, end in pairwise(edges) if end > start]
