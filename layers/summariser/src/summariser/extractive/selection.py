"""Selection: fills a profile's budget with the best candidates of every aspect."""

from collections.abc import Mapping, Sequence

from summariser.domain.document import Section
from summariser.domain.profiles import BULLET, Profile
from summariser.domain.summary import Sentence
from summariser.extractive.composition import ORDER, Composition
from summariser.extractive.ranking import Ranked
from summariser.extractive.wording import Wording

LABELLED = (Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION)
TOLD_NEXT = (
    Section.DUTIES,
    Section.COMPENSATION,
    Section.INTRODUCTION,
    Section.OTHER,
    Section.REQUIREMENTS,
)
USABLE = 0.0  # a lower score serves only where there is nothing better
FEWEST = 3  # sentences, if there are as many
GOOD = 0.5  # the score that a candidate needs to be there as an extra
GOOD_SENTENCE = 0.7  # and a sentence where there are enough
MOST = 12  # candidates of an aspect that are tried as extras


def group(ranked: Sequence[Ranked]) -> dict[Section, list[Ranked]]:
    """Put the usable entries of each aspect together, best first."""
    by_aspect: dict[Section, list[Ranked]] = {aspect: [] for aspect in Section}
    for entry in ranked:
        # Without a lead, an item is no sentence.
        if entry.score > USABLE and (entry.aspect in LABELLED or not entry.candidate.item):
            by_aspect[entry.aspect].append(entry)
    if not any(by_aspect[aspect] for aspect in LABELLED):  # no section is known
        by_aspect[Section.INTRODUCTION] += by_aspect[Section.OTHER] + by_aspect[Section.LOGISTICS]
    return by_aspect


def select(
    profile: Profile,
    openings: Sequence[Sentence],
    by_aspect: Mapping[Section, Sequence[Ranked]],
    wording: Wording,
) -> Composition:
    """Give every aspect of a profile its best candidate, then fill the budget that is left."""
    opening = next((entry for entry in openings if _fits(entry, profile)), None)
    chosen = Composition(profile, wording, opening)
    _cover(chosen, by_aspect)
    if opening and not chosen.parts and Section.DUTIES not in profile.aspects:
        # The opening told the role: what one does, or earns, says more than a word of welcome.
        best = [entry for aspect in TOLD_NEXT for entry in by_aspect[aspect][:MOST]]
        any(chosen.add(entry) for entry in best if entry.about_job and entry.score > GOOD)
    else:
        _extend(chosen, by_aspect)
    if chosen.drop_thin(by_aspect):
        _extend(chosen, by_aspect)
        chosen.drop_thin(by_aspect)
    return chosen


def _fits(opening: Sentence, profile: Profile) -> bool:
    return len(opening.text) <= profile.characters - len(BULLET)


def _cover(chosen: Composition, by_aspect: Mapping[Section, Sequence[Ranked]]) -> None:
    wanted = [
        aspect
        for aspect in sorted(chosen.profile.aspects, key=lambda a: a is not Section.COMPENSATION)
        if by_aspect[aspect] and not (aspect is Section.INTRODUCTION and chosen.has_opening)
    ]
    least = {aspect: min(entry.length for entry in by_aspect[aspect]) + 3 for aspect in wanted}
    for index, aspect in enumerate(wanted):
        later = wanted[index + 1 :]
        room = chosen.room() - sum(least[other] for other in later)
        share = max(least[aspect], chosen.room() / (1 + len(later)) * 1.2)
        entries = [
            entry
            for entry in by_aspect[aspect]
            if entry.length <= (chosen.room() if entry.salary else room)
        ]
        fair = [entry for entry in entries if entry.salary or entry.length <= share]
        any(chosen.add(entry) for entry in fair or entries)


def _extend(chosen: Composition, by_aspect: Mapping[Section, Sequence[Ranked]]) -> None:
    profile = chosen.profile
    aspects = [aspect for aspect in ORDER if aspect in profile.aspects]
    aspects.sort(key=lambda aspect: aspect is Section.INTRODUCTION)  # the opening is one already
    most = 1 + profile.characters // 500
    if len(chosen.parts) + chosen.has_opening < FEWEST:
        most += FEWEST - len(chosen.parts)  # where other aspects have nothing to tell
    waiting = {
        aspect: [
            entry for entry in by_aspect[aspect][:MOST] if entry.score > GOOD and not entry.unsure
        ]
        for aspect in aspects
    }
    grown = True
    while grown:
        grown = False
        for aspect in aspects:
            while waiting[aspect]:
                entry = waiting[aspect].pop(0)
                if not entry.candidate.item and chosen.count(aspect) >= most:
                    continue
                if len(chosen.parts) + chosen.has_opening >= FEWEST and not _says_more(entry):
                    continue
                if chosen.add(entry):
                    grown = True
                    break


def _says_more(entry: Ranked) -> bool:
    """Whether an entry is worth its place where enough is told: welcomes and doubtful ones not."""
    if entry.aspect is Section.INTRODUCTION and not entry.about_job:
        return False
    return entry.candidate.item or entry.score > GOOD_SENTENCE


def rescue(chosen: Composition, ranked: Sequence[Ranked]) -> Composition:
    """Add the best of what was not good enough: better than an empty page."""
    any(chosen.add(entry) for entry in ranked)
    return chosen
