"""Form: whole sentences, within their budget, and nothing that does not belong on a page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from summariser.checks.findings import report
from summariser.checks.grounding.text_facts import TextFacts
from summariser.checks.registry import Check
from summariser.checks.source import Source
from summariser.domain.document import Field
from summariser.domain.findings import Finding, FindingCode
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary, Sentence
from summariser.extractive.fields import is_shouted
from summariser.extractive.sentences import TERMINAL
from summariser.extractive.wording import ends_in, load_wording
from summariser.language.contents import Abbreviations, Words
from summariser.language.detection import frequent_words
from summariser.language.packs import PACKS
from summariser.language.words import COMPOUND
from summariser.preparation.headings import heading_section

LINK = re.compile(
    r"https?://|www\.|\[link\]|\b[\w-]+\.(?:com|org|net|de|nl|fr|pl|be|eu|io|co\.uk)/",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\[(?:e-mail|phone)\]|[\w.+-]+@[\w-]+\.\w{2,}")
PHONE = re.compile(
    r"(?<![\w.,])(?<!\d\s)(?:\+|00)\d[\d ()/-]{7,}\d|(?<!\d\s)\b0\d{2,4}[ /-]\d{2,}[\d -]{3,}"
)
MARKUP = re.compile(
    r"\*\*|__\w|^#{1,6} |^\s*(?:[*•‣▪-]|\d{1,2}[.)])\s|</?\w+>|`|\]\(|^\||[\n\r]|&\w+;"
)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f]")
FIRST_LETTER = re.compile(r"[^\W_]")
LOWER_NAME = re.compile(r"[a-z]{1,2}[A-Z]\w*|[a-z]+[A-Z]\w*|\w*\d\w*")  # iOS, eCommerce, 3D
ITEMS = re.compile(r";\s+|:\s+|：\s*")
CLOSING = "”\"“»)'’"
TAIL, SHORTEST_TAIL = 4, 2  # words at a sentence's end that are looked for in its lines
ALIKE = 0.9  # the share of two sentences' words that makes them one
LONGEST_HEADING = 3  # words


class Fault(NamedTuple):
    """What is wrong with the form of a sentence."""

    code: FindingCode
    message: str


def check_form(summary: ProfileSummary, source: Source, profile: Profile) -> Iterable[Finding]:
    """Find what is not well formed in a text or its sentences."""
    if len(summary.text) > profile.characters or len(summary.sentences) > profile.sentences:
        message = (
            f"It has {len(summary.text)} characters in {len(summary.sentences)} sentences, of at "
            f"most {profile.characters} in {profile.sentences}."
        )
        yield report(FindingCode.TOO_LONG, message, profile)
    if summary.text != profile.compose([sentence.text for sentence in summary.sentences]):
        yield report(
            FindingCode.MARKUP, f"The text is not its sentences in {profile.form}.", profile
        )
    for sentence in summary.sentences:
        key = ("form", sentence.text, sentence.lines)
        faults = source.once(key, _faults_of, sentence, source)
        for code, message in faults:
            yield report(code, message, profile, sentence)
    yield from _repeated(summary.sentences, source, profile)


def _faults_of(sentence: Sentence, source: Source) -> tuple[Fault, ...]:
    return tuple(_faults(sentence, source))


def _faults(sentence: Sentence, source: Source) -> Iterator[Fault]:
    text = sentence.text
    if not text.rstrip(CLOSING).endswith(TERMINAL):
        yield Fault(FindingCode.SENTENCE_CUT, "The sentence does not end.")
    elif _is_cut(sentence, source):
        yield Fault(FindingCode.SENTENCE_CUT, "The sentence ends before it is whole.")
    if _begins_inside(sentence, source):
        yield Fault(FindingCode.FRAGMENT, "The sentence's beginning is missing.")
    elif _is_heading(text, source):
        yield Fault(FindingCode.FRAGMENT, "It is a heading, not a sentence.")
    yield from _strange(text)
    if text.count("(") != text.count(")") or text.count("„") > text.count("“") + text.count("”"):
        yield Fault(FindingCode.UNBALANCED, "A bracket or a quotation mark has no partner.")


def _strange(text: str) -> Iterator[Fault]:
    if LINK.search(text):
        yield Fault(FindingCode.LINK, "It holds a link.")
    if ADDRESS.search(text) or PHONE.search(text):
        yield Fault(FindingCode.CONTACT, "It holds an address or a number to call.")
    if MARKUP.search(text):
        yield Fault(FindingCode.MARKUP, "It holds marks that belong to another format.")
    if not text.isascii() and EMOJI.search(text):
        yield Fault(FindingCode.EMOJI, "It holds an emoji.")
    if len(COMPOUND.findall(text)) > 3 and is_shouted(text):
        yield Fault(FindingCode.CAPITALS, "It is all in capitals.")


def _ends_open(text: str, source: Source) -> bool:
    wording = load_wording(source.document.language)
    bare = text.rstrip(CLOSING).rstrip(" .!?。！…")
    if not bare or bare[-1] in ",:;–-/&(":
        return True
    last = COMPOUND.findall(bare[-30:])[-1:]
    if not last or last[0].lower() in _ends_well():
        return False
    if bare.count("(") > bare.count(")") and "(" in bare[-25:]:
        return True
    if wording.dangles(bare) and not last[0].isupper():
        return True
    if any(
        template.split("{")[0].strip() == last[0] for template in (wording.company, wording.place)
    ):
        return True  # "Nurse at"
    return ends_in(f"{bare}.", wording.cut_short) and not text.endswith(("!", "。"))


class _End(NamedTuple):
    """How the words at a sentence's end stand in a line, and what follows them there."""

    whole: bool  # the sentence, or its last item, stands there as it is
    length: int  # in words
    stops: bool  # a full stop, or the line's end
    word: str | None  # the next word, where only a space is between


def _ends_in_lines(sentence: Sentence, source: Source) -> Iterator[_End]:
    text = sentence.text.removeprefix(load_wording(source.document.language).actions)
    item = COMPOUND.findall(ITEMS.split(text.rstrip(" ;:"))[-1].lower())
    words = COMPOUND.findall(sentence.text.lower())
    cited = source.cited(sentence)
    titled = any(line.field in (Field.TITLE, Field.SALARY) for line in cited)
    for line in cited:
        tokens = source.tokens(line.number)
        lengths = [len(item), *range(min(TAIL, len(words)), SHORTEST_TAIL - 1, -1)]
        for length in filter(None, [len(words)] if titled else lengths):
            places = list(_places(words[-length:], tokens.words))
            for after in (at + length for at in places):
                gap = tokens.gaps[after - 1]
                following = tokens.words[after] if after < len(tokens.words) else None
                stops = following is None or any(mark in gap for mark in ".!?。")
                whole = length == len(item)
                yield _End(whole, length, stops, following if gap.isspace() else None)
            if places:
                break


def _is_cut(sentence: Sentence, source: Source) -> bool:
    """Whether a sentence ends inside one of its line's, or as no sentence does."""
    ends = list(_ends_in_lines(sentence, source))
    if any(end.stops for end in ends):
        return False
    if _ends_open(sentence.text, source):
        return True
    if not ends or any(end.word is None for end in ends):
        return False  # a mark stands there too: an item of a list, a part in brackets
    if any(end.whole for end in ends):
        return True
    language = source.document.language
    common = frequent_words(language) | _clause_starts(language)
    if any(end.word in common for end in ends):
        return False  # "a bay of six beds", where the line goes on with "with"
    before_last = COMPOUND.findall(sentence.text)[
        -2
    ]  # "an electric", where the line has "bike" next
    return load_wording(language).dangles(before_last)


@cache
def _ends_well() -> frozenset[str]:
    return frozenset(PACKS.union(Abbreviations, "ends_well"))


@cache
def _clause_starts(language: str) -> frozenset[str]:
    return frozenset(PACKS.read(Words, language).clause_starts)


def _begins_inside(sentence: Sentence, source: Source) -> bool:
    text = sentence.text
    first = FIRST_LETTER.search(text)
    if first is None:
        return True
    if text[0] in ",;.:)!?–-/&":
        return True
    word = COMPOUND.search(text)
    if first[0].islower() and word and not LOWER_NAME.fullmatch(word[0]):
        company = source.document.fields.get(Field.COMPANY)
        return not (company and company.text.startswith(word[0]))
    return False


def _is_heading(text: str, source: Source) -> bool:
    bare = text.strip(" .:!?。")
    words = COMPOUND.findall(bare)
    if not words or len(words) > LONGEST_HEADING or any(map(str.isdigit, bare)):
        return False
    title = source.document.fields.get(Field.TITLE)
    if title and bare.lower() == title.text.strip(" .:!").lower() and heading_section(bare) is None:
        return False
    wording = load_wording(source.document.language)
    leads = (*wording.leads.values(), *wording.short_leads.values(), wording.actions)
    if any(lead.lower().startswith(bare.lower()) for lead in leads):
        return True
    return bare.lower() in source.headings or heading_section(bare) is not None


def _places(tail: Sequence[str], words: Sequence[str]) -> Iterator[int]:
    first, length = tail[0], len(tail)
    for at in range(len(words) - length + 1):
        if words[at] == first and list(words[at : at + length]) == list(tail):
            yield at


def _repeated(sentences: Sequence[Sentence], source: Source, profile: Profile) -> Iterator[Finding]:
    seen: list[set[str]] = []
    for sentence in sentences:
        claim: TextFacts = source.claim(sentence)
        stems = {*claim.stems, *(figure.text for figure in claim.all_figures)}
        if stems and any(len(stems & other) >= ALIKE * len(stems | other) for other in seen):
            yield report(
                FindingCode.REPEATED, "It says again what another sentence says.", profile, sentence
            )
        seen.append(stems)


CHECK = Check(
    check_form,
    codes=(
        FindingCode.SENTENCE_CUT,
        FindingCode.FRAGMENT,
        FindingCode.UNBALANCED,
        FindingCode.TOO_LONG,
        FindingCode.MARKUP,
        FindingCode.LINK,
        FindingCode.CONTACT,
        FindingCode.EMOJI,
        FindingCode.CAPITALS,
        FindingCode.REPEATED,
    ),
)
