"""Prompts: what a model is asked, from the versioned files of prompts/.

A published version never changes; better words are a new folder and a new `VERSION`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from summariser.domain.document import Document, Line, LineKind
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import Sentence
from summariser.llm.notes import Note

VERSION = "v3"
STOP = "END"
FENCE = re.compile(r"<(?=\s*/?\s*(?:listing|findings|sentences)\b)", re.IGNORECASE)
MARKS = {LineKind.HEADING: "## ", LineKind.BULLET: "- "}


class Task(StrEnum):
    """What a model is asked for; each has its file, but for the one that takes no prompt."""

    NOTES = "notes"
    REDUCE = "reduce"
    WRITE = "write"
    VERIFY = "verify"
    EMBED = "embed"


@dataclass(frozen=True)
class Prompt:
    """One request: what stays the same for every listing, then the listing as fenced data."""

    task: Task
    instructions: str  # the cached prefix, where a model caches
    data: str
    max_tokens: int
    document: Document  # for a model that reads no prompt
    profiles: tuple[Profile, ...] = ()
    findings: tuple[Finding, ...] = ()  # what was wrong with the draft before
    sentences: tuple[Sentence, ...] = ()  # to verify

    @property
    def text(self) -> str:
        """The whole prompt, for a model that takes no system prompt."""
        return f"{self.instructions}\n{self.data}"

    @property
    def quotable(self) -> tuple[str, ...]:
        """The texts of the listing that an answer, or an error, might repeat."""
        return tuple(line.text for line in self.document.lines)


@cache
def instructions(task: Task, profiles: tuple[Profile, ...] = ()) -> str:
    """Read a task's instructions, with the profiles that are to be written."""
    text = _read(task)
    if task is not Task.WRITE:
        return text
    return text.format(profiles="\n".join(map(_describe, profiles)), example=_example(profiles))


# Whole sentences, a snippet of its own, one for the longest text alone, a plus that stays one.
_EXAMPLE = (
    "Nurse on a 40-bed ward in Kassel, mostly on night shifts. [3,7]",
    "Night nurse in Kassel for 3,400 to 3,900 euros a month. [1][3][12]",
    "You need a nursing diploma; experience in geriatrics is a plus. [9-10]",
)


def _example(profiles: tuple[Profile, ...]) -> str:
    """Write the example with names of the profiles: the roomy ones, the tightest, the roomiest."""
    by_room = sorted(profiles, key=lambda profile: profile.characters)
    tightest, roomiest = by_room[:1], by_room[-1:]
    others = [profile for profile in profiles if profile not in tightest][:2] or tightest
    rows = zip((others, tightest, roomiest), _EXAMPLE, strict=True)
    return "\n".join(f"{','.join(profile.name for profile in row)}| {text}" for row, text in rows)


def _describe(profile: Profile) -> str:
    each = profile.characters // profile.sentences // 10 * 10
    room = f"{profile.characters} characters in {profile.sentences} sentences, about {each} each"
    language = f"; in {profile.language}" if profile.language else ""
    address = f"; {profile.address} address" if profile.address else ""
    aspects = ", ".join(profile.aspects)
    limits = f"at most {room}, {profile.form}{language}{address}"
    return f"{profile.name} ({limits}): {aspects}. For: {profile.audience}"


def fenced(lines: Iterable[str], *, language: str, words: int | None = None) -> str:
    """Fence lines as data, and name the language to answer in and the most words."""
    known = "" if language == "und" else f", which is {language}"
    limit = f" Use at most {words} words." if words else ""
    body = "\n".join(lines)
    return f"<listing>\n{body}\n</listing>\nAnswer in the listing's language{known}.{limit}"


def to_verify(sentences: Iterable[Sentence]) -> str:
    """Fence sentences as data, each with its own number and the lines it cites."""
    rows = (
        f"{number}| {unfenced(sentence.text)} [{_ranges(sentence.lines)}]"
        for number, sentence in enumerate(sentences, start=1)
    )
    return "\n<sentences>\n" + "\n".join(rows) + "\n</sentences>"


def _ranges(numbers: Sequence[int]) -> str:
    """Write line numbers in few tokens: 1-3,5."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def shown(lines: Iterable[str]) -> str:
    """Fence lines as data, with nothing asked behind them."""
    return "<listing>\n" + "\n".join(lines) + "\n</listing>"


def revision(findings: Iterable[Finding]) -> str:
    """Say what is wrong with the sentences of a draft, each fenced as data too."""
    text = _read("revise")
    return "\n" + text.format(findings="\n".join(map(_told, findings)))


def _told(finding: Finding) -> str:
    where = f"{finding.profile}| " if finding.profile else ""
    sentence = f"{finding.sentence} -> " if finding.sentence else ""
    return unfenced(f"{where}{sentence}{finding.message}")


@cache
def _read(name: str) -> str:
    path = Path(__file__).parent / "prompts" / VERSION / f"{name}.txt"
    return path.read_text(encoding="utf-8")


def numbered(lines: Sequence[Line], *, bullets: bool = True) -> list[str]:
    """Write a document's lines as a prompt shows them: number, bar, text."""
    return [f"{line.number}| {_mark(line, bullets)}{unfenced(line.text)}" for line in lines]


def _mark(line: Line, bullets: bool) -> str:
    if line.field:
        return f"{line.field}: "
    return MARKS.get(line.kind, "") if bullets or line.kind is LineKind.HEADING else ""


def noted(notes: Iterable[Note]) -> list[str]:
    """Write notes as a prompt shows them: aspect, bar, text, the lines they rest on."""
    return [
        f"{note.aspect}| {unfenced(note.text)} [{','.join(map(str, note.lines))}]" for note in notes
    ]


def unfenced(text: str) -> str:
    """Take from a text what could end the fence around it."""
    return FENCE.sub("‹", text)
