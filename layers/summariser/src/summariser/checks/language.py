"""Language: a text is in its reader's language, and addresses the reader in one way."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from summariser.checks.findings import report
from summariser.checks.registry import Check
from summariser.checks.source import Source
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Address, Profile
from summariser.domain.summary import ProfileSummary, Sentence
from summariser.language import contents
from summariser.language.detection import (
    UNKNOWN,
    detect_language,
    frequent_words,
    languages_of,
    may_hold_other_script,
)
from summariser.language.packs import PACKS
from summariser.language.words import words

FEWEST_WORDS = 5
FEWEST_HITS = 2  # frequent words of the other language that the expected one has not


def check_language(summary: ProfileSummary, source: Source, profile: Profile) -> Iterable[Finding]:
    """Find sentences in another language, and two ways of addressing the reader in one text."""
    expected = profile.language or source.document.language
    if expected != UNKNOWN:
        yield from _foreign(summary, source, profile, expected)
        yield from _addressed(summary, source, profile, expected)


def _foreign(
    summary: ProfileSummary, source: Source, profile: Profile, expected: str
) -> Iterator[Finding]:
    for sentence in summary.sentences:
        key = ("language", sentence.text, expected)
        found = source.once(key, language_of, sentence.text, expected)
        if found == expected:
            continue
        if profile.language is None and _is_taken_over(sentence, source, expected):
            message = f"The sentence is in {found}, as the lines that it rests on are."
            yield report(FindingCode.FOREIGN_SENTENCE, message, profile, sentence)
        else:
            message = f"The sentence is in {found}, where {expected} is asked for."
            yield report(FindingCode.WRONG_LANGUAGE, message, profile, sentence)


def _is_taken_over(sentence: Sentence, source: Source, expected: str) -> bool:
    """Whether a sentence was taken from lines that are in its language."""
    lines, claim = source.reading(sentence.lines), source.claim(sentence)
    if language_of(lines.text, expected) == expected:
        return False
    return bool(claim.stems) and all(lines.holds(stem) for stem in claim.stems)


def language_of(text: str, expected: str) -> str:
    """Tell a sentence's language, which is the expected one where there is any doubt."""
    if may_hold_other_script(text) or _own(expected).mixes_latin:
        return _by_script(text, expected)
    found = [word for word in words(text) if word.isalpha()]
    if len(found) < FEWEST_WORDS:
        return expected
    own = frequent_words(expected)
    hits: Counter[str] = Counter()
    distinct: Counter[str] = Counter()
    for word in found:
        spoken = languages_of(word)
        hits.update(spoken)
        if word not in own:
            distinct.update(spoken)
    mine = hits[expected]
    others = [
        (hits[other], distinct[other], other) for other in hits if not _are_close(expected, other)
    ]
    most, only, best = max(others, default=(0, 0, expected))
    return best if only >= FEWEST_HITS and most > 2 * mine else expected


def _by_script(text: str, expected: str) -> str:
    detected = detect_language(text, declared=expected)
    if _own(expected).mixes_latin and not text.isascii():
        return expected  # names and terms of trade are in Latin letters there
    return detected


def _are_close(one: str, other: str) -> bool:
    return one == other or other in _own(one).close_to


def _own(language: str) -> contents.Detection:
    return PACKS.read(contents.Detection, language)


def _addressed(
    summary: ProfileSummary, source: Source, profile: Profile, language: str
) -> Iterator[Finding]:
    if not any(_pronouns(language).values()):
        return
    used: dict[Address, list[Sentence]] = {Address.FORMAL: [], Address.INFORMAL: []}
    for sentence in summary.sentences:
        key = ("address", sentence.text, language)
        for address in source.once(key, _addresses_of, sentence.text, language):
            used[address].append(sentence)
    if profile.address:
        (other,) = set(Address) - {profile.address}
        for sentence in used[other]:
            message = f"It addresses the reader in the {other} way; the profile asks for the other."
            yield report(FindingCode.ADDRESS_WRONG, message, profile, sentence)
    elif all(used.values()):
        message = "Some sentences address the reader in the formal way, others in the informal one."
        yield report(FindingCode.ADDRESS_MIXED, message, profile)


def _addresses_of(text: str, language: str) -> tuple[Address, ...]:
    pronouns = _pronouns(language)
    return tuple(address for address in Address if _uses(text, pronouns[address]))


def _uses(text: str, pronouns: Sequence[str]) -> bool:
    found = text.replace("’", "'").split()
    bare = [word.strip(".,;:!?()„“”\"'»«") for word in found]
    inside = {
        word
        for index, word in enumerate(bare)
        if index and not found[index - 1].endswith((".", ":", "!", "?", ";"))
    }
    lowered = {word.lower() for word in bare}
    # A pronoun with a capital (Sie) is one only where no sentence begins with it.
    return any(word in inside if word[0].isupper() else word in lowered for word in pronouns)


@cache
def _pronouns(language: str) -> Mapping[Address, tuple[str, ...]]:
    listed = PACKS.read(contents.Address, language)
    return {Address.FORMAL: listed.formal, Address.INFORMAL: listed.informal}


CHECK = Check(
    check_language,
    codes=(
        FindingCode.WRONG_LANGUAGE,
        FindingCode.FOREIGN_SENTENCE,
        FindingCode.ADDRESS_WRONG,
        FindingCode.ADDRESS_MIXED,
    ),
)
