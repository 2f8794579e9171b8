"""Prompts, read as a model would read them: task, fenced lines, products and limits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summariser.domain.document import Document, Field, Line, LineKind, Section
from summariser.domain.profiles import Form, Profile
from summariser.domain.summary import Sentence
from summariser.llm.prompts import Task
from summariser.preparation.blocks import Block
from summariser.preparation.sections import label_sections

TASKS = {
    "You take notes": Task.NOTES,
    "You shorten": Task.REDUCE,
    "You write": Task.WRITE,
    "Check sentences": Task.VERIFY,
}
FENCED = re.compile(r"<listing>\n(.*)\n</listing>", re.DOTALL)
SENTENCES = re.compile(r"<sentences>\n(.*)\n</sentences>", re.DOTALL)
FINDINGS = re.compile(r"<findings>\n(.*)\n</findings>", re.DOTALL)
LANGUAGE = re.compile(r"which is ([a-z]{2,3})\b")
WORDS = re.compile(r"Use at most (\d+) words")
PRODUCT = re.compile(
    r"^(?P<name>[\w-]+) \(at most (?P<characters>\d+) characters in (?P<sentences>\d+) sentences, "
    r"about \d+ each, (?P<form>\w+)[^)]*\): (?P<aspects>[^.]*)\. For:",
    re.MULTILINE,
)
NUMBERED = re.compile(r"(\d+)\| ?(.*)")
CLAIMED = re.compile(r"\d+\| (.*) \[([\d,-]+)\]")
NOTED = re.compile(r"(\w+)\| ?(.*?) ?\[([\d,]+)\]")
# Pydantic completes these models on first use. Inside a coroutine, such as a request handler, that
# crashes Python 3.13.0, so they are completed here.
for deferred in (Document, Line, Profile, Sentence):
    deferred.model_rebuild()
FIELDS = {f"{field}: ": field for field in Field}


@dataclass(frozen=True)
class Request:
    """What a prompt asks for; `cited` maps document lines to the lines of the listing."""

    task: Task
    document: Document
    cited: dict[int, tuple[int, ...]]
    profiles: tuple[Profile, ...]
    words: int
    instructions: str  # the prompt before the fenced lines
    fenced: str
    findings: str  # on the previous draft; empty for a first draft
    claimed: str = ""  # the fenced sentences that are to be verified

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences to verify, with the lines of the listing that they cite."""
        return tuple(
            Sentence(text=found[1], lines=tuple(_numbers(found[2])))
            for found in map(CLAIMED.fullmatch, self.claimed.split("\n"))
            if found
        )


def read_prompt(prompt: str) -> Request:
    """Read a prompt; raises `ValueError` if it is not one of this project."""
    task = next((task for start, task in TASKS.items() if start in prompt[:200]), None)
    fence = FENCED.search(prompt)
    if task is None or fence is None:
        raise ValueError("the simulator understands only the prompts of this project")
    language = LANGUAGE.search(prompt, fence.end())
    words = WORDS.search(prompt, fence.end())
    findings = FINDINGS.search(prompt, fence.end())
    claimed = SENTENCES.search(prompt, fence.end())
    code = language[1] if language else "en"
    rows = fence[1].split("\n")
    lines, cited = _notes(rows) if NOTED.fullmatch(rows[0]) else _lines(rows, code)
    return Request(
        task=task,
        document=Document(listing_id="prompt", version=1, language=code, lines=tuple(lines)),
        cited=cited,
        profiles=tuple(_profiles(prompt[: fence.start()])) if task is Task.WRITE else (),
        words=int(words[1]) if words else 200,
        instructions=prompt[: fence.start()],
        fenced=fence[1],
        findings=findings[1] if findings else "",
        claimed=claimed[1] if claimed else "",
    )


def _numbers(ranges: str) -> Iterator[int]:
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _profiles(instructions: str) -> list[Profile]:
    return [
        Profile(
            name=found["name"],
            audience="a reader",
            form=Form(found["form"]),
            characters=int(found["characters"]),
            sentences=int(found["sentences"]),
            aspects=tuple(Section(name) for name in found["aspects"].split(", ") if name),
        )
        for found in PRODUCT.finditer(instructions)
    ]


def _notes(rows: list[str]) -> tuple[list[Line], dict[int, tuple[int, ...]]]:
    lines, cited = [], {}
    for number, row in enumerate(rows, start=1):
        if found := NOTED.fullmatch(row):
            start = next((start for start in FIELDS if found[2].startswith(start)), "")
            line = Line(
                number=number,
                text=found[2].removeprefix(start),
                kind=LineKind.FIELD if start else LineKind.TEXT,
                section=Section(found[1]),
                field=FIELDS.get(start),
            )
            lines.append(line)
            cited[number] = tuple(map(int, found[3].split(",")))
    return lines, cited


def _lines(rows: list[str], language: str) -> tuple[list[Line], dict[int, tuple[int, ...]]]:
    read: list[tuple[int, LineKind, Field | None, str]] = []
    for row in rows:
        if not (found := NUMBERED.match(row)):
            continue
        number, text = int(found[1]), found[2]
        start = next((start for start in FIELDS if text.startswith(start)), None)
        if start:
            read.append((number, LineKind.FIELD, FIELDS[start], text[len(start) :]))
        elif text.startswith("## "):
            read.append((number, LineKind.HEADING, None, text[3:]))
        elif text.startswith("- "):
            read.append((number, LineKind.BULLET, None, text[2:]))
        else:
            read.append((number, LineKind.TEXT, None, text))
    blocks = [Block(kind, text, False) for _, kind, field, text in read if field is None]
    sections = iter(label_sections(blocks, language) if blocks else ())
    lines = [
        Line(
            number=position,
            text=text,
            kind=kind,
            section=Section.INTRODUCTION if field else next(sections),
            field=field,
        )
        for position, (_, kind, field, text) in enumerate(read, start=1)
    ]
    return lines, {position: (row[0],) for position, row in enumerate(read, start=1)}
