"""Cleaning of characters: broken encodings, invisible characters, entities, and masked contacts."""

import html
import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from summariser.language.contents import Contacts
from summariser.language.lexicon import currencies, pay_words
from summariser.language.packs import PACKS

EMAIL = "[e-mail]"
PHONE = "[phone]"
PERSON = "[name]"

# UTF-8 that was read as a Windows code page leaves a letter like Ã or â before a symbol. ftfy
# knows how to undo it but takes milliseconds, so it runs only where this pattern is found.
_MOJIBAKE = re.compile(
    "[\u00c2\u00c3\u00c4\u00c5\u00c6\u00cb\u00ce\u00cf\u00d0\u00d1\u00e2\u00e3\u00ef\u00f0\u0102\u0139]"
    "[\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
    "\u0104\u0105\u013d\u013e\u0141\u0142\u015a\u015b\u0164\u0165\u0179\u017a\u02c7\u02db\u02d8]"
)
# The same damage after the leading "â" was lost as well; ftfy cannot mend that. A quotation mark
# right after the euro sign is only taken for damage where a letter stands before it.
_HEADLESS = re.compile(
    "\u20ac(?:[\u2122\u00a2\u0153\u009d\u00a6\u02dc]|(?<=[a-z.,!?]\u20ac)[\u201c\u201d])"
)
_HEADLESS_MEANING = {
    "\u2122": "\u2019",
    "\u00a2": "\n\u2022 ",
    "\u0153": "\u201c",
    "\u02dc": "\u2018",
    "\u009d": "\u201d",
    "\u00a6": "\u2026",
    "\u201c": "\u2013",
    "\u201d": "\u2014",
}
# The next three are compiled when a text has what is unusual; what one sign is, is kept.
# Controls, soft hyphens, zero-width and bidirectional marks, byte order marks, variation
# selectors and the tag characters that can hide text from a reader but not from a model.
_INVISIBLE = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\U000f0000-\U0010fffd\ue000-\uf8ff\ud800-\udfff]"
)
_BREAK = "[\r\x0b\x0c\x85\u2028\u2029]"
_SPACE = "[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
# Any of these may be among what is not a common Latin letter or sign; most listings have only such.
_UNUSUAL = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u017f\u2013-\u201f\u2022\u2026\u20ac]")
_BULLET_GLYPHS = str.maketrans(
    dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf0e0\uf076\uf02d", "\u2022")
)
_SYMBOL_FONT = re.compile("[\uf000-\uf0ff]")

_PHONE = re.compile(
    r"(?<![\w.,:/#-])(?:\(?\+\s?|\(?00)?\(?\d[\d ()./\u2013-]{5,22}\d(?![\w%\u20ac$\u00a3])"
)
_MAY_HOLD_PHONE = re.compile(r"\d[\d ()./–-]{5}")
_DATE_OR_TIME = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{2}[./-]\d{2}"
    r"|\d{2}\.\d{2} ?[-\u2013] ?\d{2}\.\d{2}"
)
_TIME = r"(?:[01]?\d|2[0-4])[.:]?[0-5]\d"
_SHIFTS = re.compile(rf"{_TIME} ?[-\u2013/] ?{_TIME}(?: ?[-\u2013/] ?{_TIME})+")
# Groups of three digits behind a first shorter one, on both sides: 2.400 - 2.800.
_SUM = r"[1-9]\d{0,2}(?:[.,]\d{3}){1,2}(?:[.,]\d{2})?"
_RANGE_OF_SUMS = re.compile(rf"{_SUM} ?[-\u2013/] ?{_SUM}")
_AMERICAN = re.compile(r"\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}")
# Public data sets replace links and addresses by a hash of them.
_HASHED = re.compile(r"#(URL|EMAIL|PHONE)_[0-9a-f]{16,64}#")
_HASHED_MEANING = {"URL": "[link]", "EMAIL": EMAIL, "PHONE": PHONE}


def clean_characters(text: str) -> str:
    """Repair mojibake, normalise to NFC, spaces and line breaks, and drop what nobody can see."""
    if not text.isascii():
        if _MOJIBAKE.search(text):
            text = _repair(text)
        text = _HEADLESS.sub(lambda match: _HEADLESS_MEANING[match[0][1]], text)
        text = unicodedata.normalize("NFC", text)
    if _UNUSUAL.search(text):
        if _SYMBOL_FONT.search(text):
            text = text.translate(_BULLET_GLYPHS)
        text = text.replace("\r\n", "\n") if "\r" in text else text
        text = unicodedata.normalize("NFC", _UNUSUAL.sub(_as_usual, text))
    return text


def _as_usual(match: re.Match[str]) -> str:
    return _usual(match[0])


@lru_cache(maxsize=4096)
def _usual(sign: str) -> str:
    """Write an unusual sign as what a reader sees: a space, a line break, itself or nothing."""
    if re.fullmatch(_BREAK, sign):
        return "\n"
    if re.fullmatch(_SPACE, sign):
        return " "
    return "" if re.fullmatch(_INVISIBLE, sign) else sign


def _repair(text: str) -> str:
    """Undo UTF-8 that was read as another encoding, line by line, where that can be told."""
    from ftfy import fix_encoding  # noqa: PLC0415 - 80 ms to import, and few listings need it

    return "\n".join(
        fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.split("\n")
    )


def decode_entities(text: str) -> str:
    """Decode HTML entities, also where they were escaped up to three times."""
    for _ in range(3):
        if "&" not in text:
            break
        decoded = html.unescape(text)
        if decoded == text:
            break
        text = decoded
    return text


def may_hold_contacts(text: str) -> bool:
    """Tell quickly whether a text may hold anything that `mask_contacts` replaces."""
    return "#" in text or bool(_emails().hint.search(text) or _MAY_HOLD_PHONE.search(text))


def mask_contacts(text: str, *, in_sentences: bool = True) -> str:
    """Put a token in place of each e-mail address and phone number.

    Fields are no sentences: "engineer @ example.com" has no address there.
    """
    if "#" in text:
        text = _HASHED.sub(lambda match: _HASHED_MEANING[match[1]], text)
    if _emails().hint.search(text) and (in_sentences or " @ " not in text):
        text = _emails().address.sub(EMAIL, text)
    return _PHONE.sub(_mask_phone, text) if _MAY_HOLD_PHONE.search(text) else text


def _mask_phone(match: re.Match[str]) -> str:
    number = match[0]
    digits = sum(character.isdigit() for character in number)
    if not 7 <= digits <= 16 or _DATE_OR_TIME.search(number):
        return number
    if "+" in number or _AMERICAN.fullmatch(number.strip()):
        return PHONE
    bare = number.strip(" ()")
    if _RANGE_OF_SUMS.fullmatch(bare) or _SHIFTS.fullmatch(bare):
        return number
    is_trunk = number.lstrip("(").startswith("0") and digits >= 9
    if not is_trunk and _is_money(match):
        return number
    if _phone_cue().search(match.string, max(0, match.start() - 40), match.start()):
        return PHONE
    return PHONE if is_trunk else number


def _is_money(match: re.Match[str]) -> bool:
    """Tell whether a number is a sum by the currency before or behind it."""
    before = match.string[max(0, match.start() - 4) : match.start()].rstrip()
    return before.endswith(_signs()) or bool(_money_after().match(match.string, match.end()))


class _Emails(NamedTuple):
    hint: re.Pattern[str]  # in every text that has an address
    address: re.Pattern[str]


@cache
def _emails() -> _Emails:
    """Compile addresses, also as people spell them out: jobs (at) example (dot) com."""
    at = "|".join(PACKS.union(Contacts, "at"))
    dot = "|".join(PACKS.union(Contacts, "dot"))
    hint = rf"[@(\[{{](?:(?<=@)|\s?(?:{at}))"
    # With spaces around its sign, an address begins small: "Engineer @ Brindle.io" is a title.
    address = (
        rf"(?<![\w.+-])(?:[\w.+-]{{1,64}}(?:@|\s?[(\[{{]\s?(?:@|{at})\s?[)\]}}]\s?)"
        rf"|(?-i:[a-z0-9][\w.+-]{{0,63}}\s?@\s?(?=[a-z0-9])))"
        rf"[\w-]{{1,63}}(?:(?:\.|\s?[(\[{{]\s?(?:{dot})\s?[)\]}}]\s?)"
        rf"[\w-]*[^\W\d_][\w-]*){{1,4}}"
    )
    return _Emails(re.compile(hint, re.IGNORECASE), re.compile(address, re.IGNORECASE))


@cache
def _phone_cue() -> re.Pattern[str]:
    """Compile what says, right before a number, that one can call it."""
    return re.compile(
        rf"(?:{'|'.join(PACKS.union(Contacts, 'phone'))})[^\d\n]{{0,25}}$", re.IGNORECASE
    )


@cache
def _signs() -> tuple[str, ...]:
    """List the currencies that stand before a sum, as signs and as codes."""
    return tuple(mark if not mark.isalpha() else mark.upper() for mark in currencies())


@cache
def _money_after() -> re.Pattern[str]:
    """Compile what says, right behind a number, that it is a sum."""
    marks = [*currencies(), *pay_words("gross")]
    words = "|".join(mark for mark in marks if mark.isalpha())
    signs = "|".join(re.escape(mark) for mark in marks if not mark.isalpha())
    return re.compile(rf"\s?(?:{signs}|(?:{words}|k)\b)", re.IGNORECASE)
