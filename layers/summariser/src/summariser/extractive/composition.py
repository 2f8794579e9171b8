"""Composition: what was chosen for one profile so far, never more than its budget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summariser.domain.document import Section
from summariser.domain.profiles import BULLET, Form, Profile
from summariser.domain.summary import Sentence
from summariser.extractive.lists import lead_of, set_list
from summariser.extractive.ranking import Ranked
from summariser.extractive.wording import Wording
from summariser.extractive.words import Words
from summariser.language.money import amounts

ORDER = (
    Section.INTRODUCTION,
    Section.OTHER,
    Section.DUTIES,
    Section.REQUIREMENTS,
    Section.COMPENSATION,
    Section.LOGISTICS,
    Section.APPLICATION,
)
ECHO = 0.75  # the share of its words in the opening that makes a candidate an echo of it
SAME = 0.6  # the share of its words that makes a candidate a repetition


@dataclass(slots=True)
class Part:
    """One sentence to be: a whole one, or a list that may grow."""

    aspect: Section
    members: list[Ranked]
    listed: bool

    def place(self) -> tuple[int, bool, int, int]:
        """Sort by aspect, pay before benefits, then as the listing has it."""
        first = min((m.candidate.lines[0], m.candidate.position) for m in self.members)
        return (ORDER.index(self.aspect), not any(m.salary for m in self.members), *first)


class Composition:
    """The opening and the parts of one profile's text; it takes nothing that does not fit."""

    def __init__(self, profile: Profile, wording: Wording, opening: Sentence | None) -> None:
        self.profile = profile
        self.parts: list[Part] = []
        self._wording = wording
        self._opening = opening
        self._said = Words(opening.text).content() if opening else frozenset()
        self._between = 1 + (len(BULLET) if profile.form is Form.BULLETS else 0)
        self._longest_list = max(3, profile.characters // 250)  # items
        self._taken = len(opening.text) + self._between if opening else 0
        self._only_thin: set[Section] = set()
        self._slots = profile.sentences - (opening is not None)

    @property
    def has_opening(self) -> bool:
        """Whether the role is told already."""
        return self._opening is not None

    def room(self) -> int:
        """Count the characters that one more sentence may have."""
        return self.profile.characters - self._taken - self._between + 1

    def add(self, entry: Ranked) -> bool:
        """Take a candidate, an item into its aspect's list; False where it does not fit."""
        part = self._open_list(entry) if entry.candidate.item else None
        if part:
            mixed = part.members[0].manner is not entry.manner and entry.job is None
            full = len(part.members) >= self._longest_list or entry.growth > self._room_in_lists()
            if full or mixed or self._repeats(entry):
                return False
            part.members.append(entry)
            self._taken += entry.growth
            return True
        if self._slots < 1 or entry.length > self.room() or self._repeats(entry):
            return False
        self.parts.append(Part(entry.aspect, [entry], entry.candidate.item))
        self._slots -= 1
        self._taken += entry.length + self._between
        return True

    def count(self, aspect: Section) -> int:
        """Count the sentences of an aspect."""
        return sum(part.aspect is aspect for part in self.parts)

    def drop_thin(self, by_aspect: Mapping[Section, Sequence[Ranked]]) -> bool:
        """Take out the lists of a word or two, which say too little; whether there were any.

        One stays that is all the listing has of its aspect.
        """
        self._only_thin = {
            aspect for aspect, entries in by_aspect.items() if all(it.thin for it in entries)
        }
        thin = [p for p in self.parts if self._is_thin(p)]
        for part in thin:
            first, *others = part.members
            self.parts.remove(part)
            self._slots += 1
            self._taken -= first.length + self._between + sum(m.growth for m in others)
        return bool(thin)

    def sentences(self) -> tuple[Sentence, ...]:
        """Write everything chosen, in the order in which it reads best."""
        parts = sorted(self.parts, key=Part.place)
        if not self._opening:  # who is looked for comes first
            parts.sort(key=lambda part: not (part.members[0].names_role and not part.listed))
        written = [self._write(part) for part in parts]
        return (self._opening, *written) if self._opening else tuple(written)

    def _is_thin(self, part: Part) -> bool:
        if part.aspect in self._only_thin and any(" " in m.candidate.text for m in part.members):
            return False
        return len(part.members) < 3 and all(member.thin for member in part.members)

    def _open_list(self, entry: Ranked) -> Part | None:
        for part in self.parts:
            same_job = part.members[0].job == entry.job
            if part.listed and part.aspect is entry.aspect and same_job:
                return part
        return None

    def _room_in_lists(self) -> int:
        return self.profile.characters - self._taken + 1

    def _write(self, part: Part) -> Sentence:
        members = sorted(
            (member.candidate for member in part.members), key=lambda c: (c.lines, c.position)
        )
        lines = tuple(dict.fromkeys(line for member in members for line in member.lines))
        if job := part.members[0].job:
            text = f"{job.name}: {members[0].text}"
            if part.listed:
                text = set_list(f"{job.name}:", members, self._wording)
            return Sentence(text=text, lines=(job.line, *lines))
        if not part.listed:
            return Sentence(text=members[0].text, lines=lines)
        short = len(members) == 1 or self.profile.form is Form.BULLETS
        manner = part.members[0].manner
        lead = lead_of(part.aspect, self._wording, short=short, manner=manner)
        return Sentence(text=set_list(lead, members, self._wording), lines=lines)

    def _repeats(self, entry: Ranked) -> bool:
        if entry.salary and self._tells_pay(entry):
            return True
        content, size = entry.content, len(entry.content)
        if size and len(content & self._said) >= ECHO * size:
            return True
        for part in self.parts:
            for other in part.members:
                least = min(size, len(other.content)) or 1
                if len(content & other.content) >= SAME * least:
                    return True
        return False

    def _tells_pay(self, entry: Ranked) -> bool:
        # The field and the description name one salary: once is enough.
        told = [m for part in self.parts for m in part.members if m.salary]
        if any(member.from_field for member in told):
            return True
        asked = amounts(entry.candidate.text) if told else frozenset()
        return any(asked <= amounts(member.candidate.text) for member in told)
