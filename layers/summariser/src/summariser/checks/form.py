"""Form: whole sentences, within their budget, and nothing that does not belong on a page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summariser.checks.findings import report
from summariser.checks.grounding.text_facts import TextFacts
from summariser.checks.registry import Check
from summariser.checks.source import Source
from summariser.checks.wholeness import has_no_end, is_cut, lacks_beginning
from summariser.domain.document import Field
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import ProfileSummary, Sentence
from summariser.extractive.fields import is_shouted
from summariser.extractive.wording import load_wording
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
    r"\*\*|__\w|^#{1,6} |^\s*(?:[*•‣▪-]|\d{1,2}[.)])\s|</?\w+>|`|\]\(|^\||[\n\r]"
    r"|&(?:#\d+|[a-z]{2,8});"
)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f]")
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
    if has_no_end(text):
        yield Fault(FindingCode.SENTENCE_CUT, "The sentence does not end.")
    elif is_cut(sentence, source):
        yield Fault(FindingCode.SENTENCE_CUT, "The sentence ends before it is whole.")
    if lacks_beginning(text, source):
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


def _is_heading(text: str, source: Source) -> bool:
    bare = text.strip(" .:!?。")
    words = COMPOUND.findall(bare)
    if not words or len(words) > LONGEST_HEADING or any(map(str.isdigit, bare)):
        return False
    title = source.document.fields.get(Field.TITLE)
    if title and bare.lower() == title.text.strip(" .:!").lower() and heading_section(bare) is None:
        return False
    wording = load_wording(source.document.language)
    if any(lead.lower().startswith(bare.lower()) for lead in wording.all_leads):
        return True
    return bare.lower() in source.headings or heading_section(bare) is not None


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
