"""Replies in the line protocol, made from the lines of the prompt."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from summariser.domain.document import LineKind, Section
from summariser.domain.errors import ListingHasNoText
from summariser.domain.profiles import Profile
from summariser.domain.summary import Sentence
from summariser.extractive.summarise import summarise
from summariser.llm.prompts import Task
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.prompts import Request
from workbench.simulator.token_count import count_tokens
from workbench.simulator.verifying import verify

MAX_NOTE = 150  # characters
SECTION_ORDER = (
    Section.INTRODUCTION,
    Section.DUTIES,
    Section.REQUIREMENTS,
    Section.COMPENSATION,
    Section.LOGISTICS,
    Section.OTHER,
    Section.APPLICATION,
)


def write_reply(request: Request, max_tokens: int, behaviour: Behaviour) -> str:
    """Write the reply to a request within a number of tokens."""
    if request.task is Task.VERIFY:
        lines = verify(request, behaviour)
    else:
        lines = _summaries(request) if request.task is Task.WRITE else _notes(request)
    kept: list[str] = []
    room = max_tokens - 4
    for line in lines:
        room -= count_tokens(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join(kept)


def _notes(request: Request) -> list[str]:
    """Take lines of each section in turn until the words are used up; returned in line order."""
    lines = [line for line in request.document.lines if line.kind is not LineKind.HEADING]
    sections = [[line for line in lines if line.section is section] for section in SECTION_ORDER]
    chosen: list[tuple[int, str]] = []
    words = request.words
    for line in (line for row in zip_longest(*sections) for line in row if line is not None):
        text = _clip(line.text, MAX_NOTE)
        words -= len(text.split()) + 2
        if words < 0 and chosen:
            break
        numbers = ",".join(map(str, request.cited[line.number]))
        if text:
            chosen.append((line.number, f"{line.section}| {text} [{numbers}]"))
    return [text for _, text in sorted(chosen)]


def _summaries(request: Request) -> list[str]:
    """Write the sentences of all products; one that several products share is written once."""
    try:
        written = summarise(request.document, request.profiles)
    except ListingHasNoText:
        written = {profile.name: () for profile in request.profiles}
    by_sentence: dict[str, tuple[list[str], Sentence]] = {}
    for profile in request.profiles:
        for sentence in written[profile.name] or tuple(_lead(request, profile)):
            by_sentence.setdefault(sentence.text, ([], sentence))[0].append(profile.name)
    return [
        f"{','.join(names)}| {sentence.text} [{_cited(request, sentence.lines)}]"
        for names, sentence in _most_shared_first(by_sentence.values())
    ]


def _most_shared_first(
    rows: Iterable[tuple[list[str], Sentence]],
) -> list[tuple[list[str], Sentence]]:
    # If the reply is cut off at its end, then only sentences of a single product are lost.
    seen: set[str] = set()
    first: list[tuple[list[str], Sentence]] = []
    rest: list[tuple[list[str], Sentence]] = []
    for row in rows:
        (rest if seen.issuperset(row[0]) else first).append(row)
        seen.update(row[0])
    return first + rest


def _lead(request: Request, profile: Profile) -> Iterator[Sentence]:
    line = next(
        (line for line in request.document.lines if line.kind is not LineKind.HEADING),
        request.document.lines[0],
    )
    yield Sentence(text=_clip(line.text, profile.characters - 4) or "-", lines=(line.number,))


def _cited(request: Request, lines: tuple[int, ...]) -> str:
    numbers = dict.fromkeys(number for line in lines for number in request.cited[line])
    return ",".join(map(str, numbers))


def _clip(text: str, characters: int) -> str:
    text = " ".join(text.replace("[", "(").replace("]", ")").split())
    if len(text) <= characters:
        return text
    return text[:characters].rpartition(" ")[0] or text[:characters]
