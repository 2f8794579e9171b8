"""The token budget: what fits into a model's window, estimated without its tokenizer.

Characters per token by language come from models.toml; what the services counted in earlier calls
corrects them. A headroom stays free, so that an estimate may be off by that much.
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from summariser.domain.document import Line
from summariser.domain.profiles import Profile
from summariser.llm.models import OTHER, Model
from summariser.llm.notes import Note
from summariser.llm.prompts import Prompt, Task, fenced, instructions, noted, numbered

HEADROOM = 0.15  # of the window; see docs/decisions.md
ENGLISH = "en"  # the language of the instructions
UNKNOWN = "und"
# A quota is reserved by max_tokens, used or not, so no call asks for more than it needs.
MOST_NOTES = 1200  # tokens
NOTES_SHARE = 0.3  # of what the instructions leave
SUMMARY_SHARE = 0.5  # at most
REVISION_SHARE = 0.16  # for the findings that a revision prompt shows
MOST_REVISION = 400  # tokens
SHARED = 0.85  # of all profiles' characters, since sentences serve several
VERIFICATION_TOKENS = 24  # a sentence's answer, with a quote of at most 3 words
CITATION_TOKENS = 12  # a line's tags, bar and brackets
SHRUNK = 0.5  # the most that is left of notes that were reduced
LEAST_LEFT = 0.25  # the least that is asked for at once: a model that shortens more, forgets
CHARACTERS_PER_WORD = 6.5
FIGURES_AND_MARKS = re.compile(r"[^\w\s]|\d")
GLUED = re.compile(r"[^\W\d_]{12,}")  # words that no tokenizer knows whole
GLUED_RATIO = 2.8  # characters per token, about
# Compiled when a text needs them: sets of so many signs take 2 ms.
WIDE = "[\u0370-\u1fff\u2190-\u2bff\u2e80-\uffff]"
ASTRAL = "[\U00010000-\U0010ffff]"  # emoji and rare signs, several bytes each
LATIN = 2.4  # characters per token, from which a language's table is one of Latin letters
LAST_COUNTED = 16  # texts: one listing's instructions and lines are estimated several times


class _Signs(NamedTuple):
    """The characters of a text that are not letters of an alphabet, and those in long words."""

    marks: int
    wide: int
    astral: int
    glued: int


class TokenBudget:
    """Estimates for one model and one language; `correction` is counted over estimated tokens."""

    def __init__(self, model: Model, language: str, correction: float = 1.0) -> None:
        self.model = model
        self.language = ENGLISH if language == UNKNOWN else language
        self._correction = correction
        ratios = model.characters_per_token
        self._english = ratios.get(ENGLISH, ratios[OTHER])
        self.characters_per_token = ratios.get(language, ratios[OTHER])

    @property
    def usable(self) -> int:
        """The tokens of the window that a call may use, read and written together."""
        return math.floor(self.model.window * (1 - HEADROOM))

    def tokens(self, text: str) -> int:
        """Estimate the tokens of a text in the budget's language."""
        return self._tokens(text, self.characters_per_token)

    def prompt_tokens(self, instructions_text: str, data: str) -> int:
        """Estimate the tokens of a whole prompt."""
        return self._tokens(instructions_text, self._english) + self.tokens(data)

    def line_tokens(self, line: Line) -> int:
        """Estimate a line as a prompt shows it."""
        return self.tokens(numbered([line])[0]) + 2

    def note_tokens(self, note: Note) -> int:
        """Estimate a note as a prompt shows it."""
        return self.tokens(noted([note])[0]) + 2

    def for_chunk(self) -> tuple[int, int]:
        """Give the tokens that a chunk's lines may have, and those its notes may have."""
        room = self._room(Task.NOTES)
        reply = min(self.model.output_limit, MOST_NOTES, math.floor(room * NOTES_SHARE))
        return room - reply, reply

    def for_group(self) -> int:
        """Give the tokens that a group of notes may have, for a reply that shrinks it."""
        room = self._room(Task.REDUCE)
        return min(math.floor(room / (1 + SHRUNK)), math.floor(self.model.output_limit / SHRUNK))

    def for_summary(self, profiles: Sequence[Profile]) -> tuple[int, int]:
        """Give the tokens that the lines or notes of a summary may have, and those it may have.

        Some of the rest is for its revision.
        """
        room = self._room(Task.WRITE, profiles)
        characters = sum(profile.characters for profile in profiles) * SHARED
        most = max((profile.sentences for profile in profiles), default=1)
        needed = characters / self.characters_per_token * self._correction
        needed += CITATION_TOKENS * (most + 4)
        share = math.floor(room * SUMMARY_SHARE)
        reply = min(self.model.output_limit, math.ceil(needed), share)
        revision = min(MOST_REVISION, math.floor(room * REVISION_SHARE))
        return room - reply - revision, reply

    def for_verification(self, sentences: int) -> int:
        """Give the tokens that the answers for so many sentences may have."""
        return min(self.model.output_limit, VERIFICATION_TOKENS * sentences + 16)

    def fits(self, prompt: Prompt) -> bool:
        """Whether a prompt and the most of its reply fit the window."""
        used = self.prompt_tokens(prompt.instructions, prompt.data)
        return used + prompt.max_tokens <= self.usable

    def left(self, instructions_text: str, data: str, reply: int) -> int:
        """Give the tokens of the window that a prompt and its reply leave."""
        return self.usable - self.prompt_tokens(instructions_text, data) - reply

    def words(self, tokens: int) -> int:
        """Say how many words a model can write in so many tokens, citations included."""
        characters = tokens * self.characters_per_token / self._correction
        return max(1, math.floor(0.7 * characters / CHARACTERS_PER_WORD))

    def _room(self, task: Task, profiles: Sequence[Profile] = ()) -> int:
        fence = fenced((), language="und", words=1000)
        used = self.prompt_tokens(instructions(task, tuple(profiles)), fence)
        return self.usable - used

    def _tokens(self, text: str, ratio: float) -> int:
        plain = len(text) / ratio
        # Text that is mostly figures, signs or another script has far fewer characters per token.
        marks, wide, astral, glued = _count_signs(text)
        odd = marks + wide * (1.0 if ratio > LATIN else 1 / ratio) + astral * 3
        letters = len(text) - marks - wide - astral - glued
        dense = letters / (1.25 * ratio) + glued / GLUED_RATIO + odd
        return math.ceil(max(plain, dense) * self._correction)


@lru_cache(LAST_COUNTED)
def _count_signs(text: str) -> _Signs:
    has_others = not text.isascii()
    return _Signs(
        marks=len(FIGURES_AND_MARKS.findall(text)),
        wide=len(re.findall(WIDE, text)) if has_others else 0,
        astral=len(re.findall(ASTRAL, text)) if has_others else 0,
        glued=sum(map(len, GLUED.findall(text))),
    )
