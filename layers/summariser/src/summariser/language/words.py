"""Words: how a text is cut into them; every reader in the layer uses one of these."""

import re
from functools import cache

from summariser.language.contents import Gender
from summariser.language.packs import PACKS

WORD = re.compile(r"[^\W_]+")  # letters and digits
LETTERS = re.compile(r"[^\W\d_]+")
COMPOUND = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")  # part-time, l'équipe: kept whole
NAME = re.compile(r"[^\W_]+(?:[&'’.+#-]*[^\W_]+)*[+#]*")  # AT&T, C++, Node.js: kept whole
SIGNED = re.compile(r"[^\W\d_]+|[-–—‐‑~+/%€$£¥₩₹]")  # letters, and the signs around a figure
# Scripts that write without spaces, or join words and particles: kana, Han, hangul, Thai.
SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")

_PHRASE_WORD = re.compile(r"[^\W_]+|[%€$£]")
_SEXES = r"[mwfhdxk]\s?[/|,]"  # (m/w/d)


def words(text: str) -> list[str]:
    """Split a line into lower-case words without gender marks; %, currency signs count as words."""
    text = text.lower()
    may_hold, marks = _gender_marks()
    if may_hold.search(text):
        text = marks.sub("", text)
    return _PHRASE_WORD.findall(text)


def compounds(text: str) -> list[str]:
    """Split a text into lower-case words that hyphens and apostrophes hold together."""
    return COMPOUND.findall(text.lower().replace("’", "'"))


@cache
def _gender_marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile what splits a word for the eye only, Kolleg*innen, candidat·e, (m/w/d), and a hint.

    The hint is in every text that has any; beginning with a sign, it is several times faster.
    """
    behind, inside = PACKS.union(Gender, "after_mark"), PACKS.union(Gender, "in_brackets")
    hint = rf"[(*:/_·•](?:{_SEXES}|(?:{'|'.join(dict.fromkeys((*behind, *inside)))})\b)"
    marks = (
        rf"\s?\((?:{_SEXES}\s?){{1,3}}[mwfhdxk*]\)|[*:_·•/](?:{'|'.join(behind)})\b"
        rf"|\((?:{'|'.join(inside)})\)"
    )
    return re.compile(hint), re.compile(marks)
