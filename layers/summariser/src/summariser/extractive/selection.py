"""Selection: fills a profile's budget with the best candidates of every aspect."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from summariser.document import Section
from summariser.extractive.lists import item_length, lead_of, set_list
from summariser.extractive.phrases import Phrases, Words
from summariser.extractive.ranking import Ranked
from summariser.profiles import BULLET, Form, Profile
from summariser.summary import Sentence

ORDER = (
    Section.INTRODUCTION,
    Section.OTHER,
    Section.DUTIES,
    Section.REQUIREMENTS,
    Section.COMPENSATION,
    Section.LOGISTICS,
    Section.APPLICATION,
)
USABLE = 0.0  # a lower score serves only where there is nothing better
GOOD = 0.4  # the score that a candidate needs to be there as an extra
MOST = 12  # candidates of an aspect that are tried as extras
ECHO = 0.75  # the share of its words in the opening that makes a candidate an echo of it
SAME = 0.6  # the share of its words that makes a candidate a repetition


@dataclass
class _Part:
    """One sentence to be: a whole one, or a list that may grow."""

    aspect: Section
    members: list[Ranked]
    listed: bool
    actions: bool = False
    length: int = 0

    def first_line(self) -> tuple[int, ...]:
        return min(member.candidate.lines for member in self.members)


@dataclass
class Selection:
    """What was chosen for one profile so far; it never grows past the profile's budget."""

    profile: Profile
    phrases: Phrases
    opening: Sentence | None
    parts: list[_Part] = field(default_factory=list)
    said: frozenset[str] = field(init=False)  # the words of the opening

    def __post_init__(self) -> None:
        self.said = Words(self.opening.text).content() if self.opening else frozenset()

    def room(self) -> int:
        """Characters left, with the next sentence's space or bullet taken off."""
        bullets = self.profile.form is Form.BULLETS
        used = [part.length for part in self.parts]
        used += [len(self.opening.text)] if self.opening else []
        between = 1 + len(BULLET) if bullets else 1
        own = len(BULLET) if bullets else 0
        return self.profile.characters - sum(used) - between * len(used) - own

    def add(self, entry: Ranked) -> bool:
        """Take a candidate, into an open list where it is an item; False where it does not fit."""
        if self._repeats(entry):
            return False
        candidate = entry.candidate
        lists = [part for part in self.parts if part.listed and part.aspect is entry.aspect]
        if candidate.item and lists:
            part = lists[0]
            most = max(3, self.profile.characters // 250)
            cost = item_length(candidate, self.phrases)
            if (
                part.actions != entry.actions
                or len(part.members) >= most
                or cost > self.room_in_list()
            ):
                return False
            part.members.append(entry)
            part.length += cost
            return True
        slots = self.profile.sentences - len(self.parts) - (self.opening is not None)
        if slots < 1 or entry.length > self.room():
            return False
        self.parts.append(_Part(entry.aspect, [entry], candidate.item, entry.actions, entry.length))
        return True

    def room_in_list(self) -> int:
        """Characters left for what needs no sentence of its own."""
        return self.room() + 1 + (len(BULLET) if self.profile.form is Form.BULLETS else 0)

    def sentences(self) -> tuple[Sentence, ...]:
        """Everything chosen, in the order in which it reads best."""
        ordered = sorted(self.parts, key=lambda part: (ORDER.index(part.aspect), part.first_line()))
        written = [self._write(part) for part in ordered]
        return (self.opening, *written) if self.opening else tuple(written)

    def count(self, aspect: Section) -> int:
        """How many sentences an aspect has."""
        return sum(part.aspect is aspect for part in self.parts)

    def _write(self, part: _Part) -> Sentence:
        members = sorted((member.candidate for member in part.members), key=lambda c: c.lines)
        lines = tuple(dict.fromkeys(line for member in members for line in member.lines))
        if not part.listed:
            return Sentence(text=members[0].text, lines=lines)
        if part.members[0].salary and len(members) == 1:
            lead = self.phrases.salary
        else:
            short = len(members) == 1 or self.profile.form is Form.BULLETS
            lead = lead_of(part.aspect, self.phrases, short=short, actions=part.actions)
        return Sentence(text=set_list(lead, members, self.phrases), lines=lines)

    def _repeats(self, entry: Ranked) -> bool:
        content, size = entry.content, len(entry.content)
        if size and len(content & self.said) >= ECHO * size:
            return True
        for part in self.parts:
            for other in part.members:
                least = min(size, len(other.content)) or 1
                if len(content & other.content) >= SAME * least:
                    return True
        return False


def select(
    profile: Profile, openings: Sequence[Sentence], ranked: Sequence[Ranked], phrases: Phrases
) -> Selection:
    """Give every aspect of a profile its best candidate, then fill the budget that is left."""
    opening = next((entry for entry in openings if _fits(entry, profile)), None)
    selection = Selection(profile, phrases, opening)
    by_aspect = {
        aspect: [entry for entry in ranked if entry.aspect is aspect and entry.score > USABLE]
        for aspect in Section
    }
    if not any(by_aspect[aspect] for aspect in ORDER[2:5]):  # no section is known
        by_aspect[Section.INTRODUCTION] += by_aspect[Section.OTHER]
    _cover(selection, by_aspect)
    _extend(selection, by_aspect)
    if not (selection.opening or selection.parts):
        _rescue(selection, ranked)
    return selection


def _fits(opening: Sentence, profile: Profile) -> bool:
    return len(opening.text) <= profile.characters - len(BULLET)


def _cover(selection: Selection, by_aspect: dict[Section, list[Ranked]]) -> None:
    wanted = [
        aspect
        for aspect in sorted(selection.profile.aspects, key=lambda a: a is not Section.COMPENSATION)
        if by_aspect[aspect] and not (aspect is Section.INTRODUCTION and selection.opening)
    ]
    least = {aspect: min(entry.length for entry in by_aspect[aspect]) + 3 for aspect in wanted}
    for index, aspect in enumerate(wanted):
        later = wanted[index + 1 :]
        room = selection.room() - sum(least[other] for other in later)
        share = max(least[aspect], selection.room() / (1 + len(later)) * 1.2)
        entries = [
            entry
            for entry in by_aspect[aspect]
            if entry.length <= (selection.room() if entry.salary else room)
        ]
        fair = [entry for entry in entries if entry.salary or entry.length <= share]
        any(selection.add(entry) for entry in fair or entries)


def _extend(selection: Selection, by_aspect: dict[Section, list[Ranked]]) -> None:
    profile = selection.profile
    aspects = [aspect for aspect in ORDER if aspect in profile.aspects]
    aspects.sort(key=lambda aspect: aspect is Section.INTRODUCTION)  # the opening is one already
    most = 1 + profile.characters // 500
    waiting = {
        aspect: [entry for entry in by_aspect[aspect] if entry.score > GOOD][:MOST]
        for aspect in aspects
    }
    grown = True
    while grown:
        grown = False
        for aspect in aspects:
            while waiting[aspect]:
                entry = waiting[aspect].pop(0)
                if not entry.candidate.item and selection.count(aspect) >= most:
                    continue
                if selection.add(entry):
                    grown = True
                    break


def _rescue(selection: Selection, ranked: Sequence[Ranked]) -> None:
    # Nothing was good: the best of the rest is better than an empty page.
    any(selection.add(entry) for entry in ranked)
