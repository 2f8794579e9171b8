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
from summariser.llm.notes import Note

VERSION = "v2"
STOP = "END"
FENCE = re.compile(r"<(?=\s*/?\s*(?:listing|findings)\b)", re.IGNORECASE)
MARKS = {LineKind.HEADING: "## ", LineKind.BULLET: "- "}


class Task(StrEnum):
    """What a model is asked for; each has its file."""

    NOTES = "notes"
    REDUCE = "reduce"
    WRITE = "write"


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

    @property
    def text(self) -> str:
        """The whole prompt, for a model that takes no system prompt."""
        return f"{self.instructions}\n{self.data}"


@cache
def instructions(task: Task, profiles: tuple[Profile, ...] = ()) -> str:
    """Read a task's instructions, with the profiles that are to be written."""
    text = _read(task)
    if task is not Task.WRITE:
        return text
    example = ",".join(profile.name for profile in profiles[:2])
    return text.format(profiles="\n".join(map(_describe, profiles)), example=example)


def _describe(profile: Profile) -> str:
    language = f", in {profile.language}" if profile.language else ""
    language += f", {profile.address} address" if profile.address else ""
    room = f"{profile.form}, {profile.characters} characters, {profile.sentences} sentences"
    told = ", ".join(profile.aspects)
    return f"{profile.name} ({room}{language}): {told}. For: {profile.audience}"


def fenced(lines: Iterable[str], *, language: str, words: int | None = None) -> str:
    """Fence lines as data, and name the language to answer in and the most words."""
    known = "" if language == "und" else f", which is {language}"
    limit = f" Use at most {words} words." if words else ""
    body = "\n".join(lines)
    return f"<listing>\n{body}\n</listing>\nAnswer in the listing's language{known}.{limit}"


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


def numbered(lines: Sequence[Line]) -> list[str]:
    """Write a document's lines as a prompt shows them: number, bar, text."""
    return [f"{line.number}| {_mark(line)}{unfenced(line.text)}" for line in lines]


def _mark(line: Line) -> str:
    return f"{line.field}: " if line.field else MARKS.get(line.kind, "")


def noted(notes: Iterable[Note]) -> list[str]:
    """Write notes as a prompt shows them: aspect, bar, text, the lines they rest on."""
    return [
        f"{note.aspect}| {unfenced(note.text)} [{','.join(map(str, note.lines))}]" for note in notes
    ]


def unfenced(text: str) -> str:
    """Take from a text what could end the fence around it."""
    return FENCE.sub("‹", text)
