"""Filing: which aspect a candidate tells, by its line's section and by what its own words say.

A heading that was not recognised leaves the lines below it in the section above.
"""

from collections.abc import Sequence
from typing import NamedTuple

from summariser.domain.document import Section
from summariser.extractive.sentences import Candidate
from summariser.extractive.wording import Wording
from summariser.language.money import names_amount

TOLD = (Section.DUTIES, Section.REQUIREMENTS, Section.COMPENSATION)
WORK = (Section.DUTIES, Section.REQUIREMENTS)
ASIDE = {Section.INTRODUCTION, Section.LOGISTICS, Section.OTHER}  # a phrase of these says little
NEAR_START = 3  # words
FEW = 2  # items that a section may consist of without a word that speaks for it
# What speaks against an aspect, on the scale of a candidate's score.
MOVED, UNSURE, UNLIKELY, CONTRARY, ACTS, ASTRAY = 0.3, 0.1, 0.5, 0.5, 0.8, 1.0


class Filed(NamedTuple):
    """The aspect a candidate tells, and how much speaks against that: 0 for nothing."""

    aspect: Section
    doubt: float = 0.0
    known: bool = False  # its words speak for the aspect
    unsure: bool = False  # those of an item do not, and those of others in its section do


def file_all(candidates: Sequence[Candidate], wording: Wording) -> list[Filed]:
    """File candidates under their sections, or under the aspect that all of their words speak for.

    A list goes on past its end where the next heading was lost, so an item whose words say nothing
    is unsure, and doubted where none that follows belongs to its section for certain.
    """
    filed = [_file(candidate, wording) for candidate in candidates]
    if not (wording.own_evidence and wording.clauses.finite):
        return filed
    for section in WORK:
        _doubt_strangers(section, candidates, filed)
    return filed


def _doubt_strangers(section: Section, candidates: Sequence[Candidate], filed: list[Filed]) -> None:
    """Doubt the items of a section of which nothing but their place says that they belong to it."""
    places = [at for at, candidate in enumerate(candidates) if candidate.section is section]
    items = [at for at in places if candidates[at].item]
    known = [at for at in items if filed[at].known and filed[at].aspect is section]
    lines = {candidates[at].lines for at in known}
    holds_offers = any(filed[at].aspect is Section.COMPENSATION for at in items)
    is_profile = section is Section.REQUIREMENTS
    above = section
    for at in places:
        entry = filed[at]
        if entry.known or entry.aspect is not section:
            above = entry.aspect
        elif candidates[at].item and candidates[at].lines not in lines:
            if known:
                is_astray = above is not section or (is_profile and at > known[-1])
                doubt = entry.doubt + UNSURE
            else:
                is_astray = holds_offers or (is_profile and len(items) > FEW)
                doubt = entry.doubt
            filed[at] = entry._replace(doubt=ASTRAY if is_astray else doubt, unsure=bool(known))


def _file(candidate: Candidate, wording: Wording) -> Filed:
    if candidate.section not in TOLD:
        return Filed(candidate.section)
    return (_file_item if candidate.item else _file_sentence)(candidate, wording)


def _file_item(candidate: Candidate, wording: Wording) -> Filed:
    section, line = candidate.section, candidate.words.line
    if section in WORK and wording.cues["pay"].found_in(line[:2]):
        return Filed(Section.COMPENSATION, known=True)
    if acts := _acts(candidate, wording):
        return acts
    evidence = wording.evidence.values(line)
    certain = {it.section for it in evidence if it.certain}
    if section is Section.DUTIES and certain == {Section.COMPENSATION}:
        return Filed(Section.COMPENSATION, MOVED, known=True)
    if section is Section.DUTIES and wording.cues["credentials"].found_in(line[:NEAR_START]):
        return Filed(Section.REQUIREMENTS, MOVED, known=True)
    known = any(it.section is section for it in evidence)
    doubt = CONTRARY * (bool(certain) and section not in certain and not certain <= ASIDE)
    if known or not wording.own_evidence:
        return Filed(section, doubt, known)
    return _move(candidate, {it.section for it in evidence}, wording) or Filed(
        section, doubt + UNSURE
    )


def _acts(candidate: Candidate, wording: Wording) -> Filed | None:
    """File an item that says what one does: it is no requirement, and no offer."""
    section, first = candidate.section, candidate.words.line[:1]
    by_others = not wording.verbs_of_others.isdisjoint(first)
    if section is Section.COMPENSATION:
        # "Guides others", "Shape your future with us": nobody offers that
        calls = not wording.verbs.isdisjoint(first) and not wording.readers.isdisjoint(
            candidate.words.line[1:2]
        )
        return Filed(section, ACTS) if by_others or calls else None
    if by_others or not wording.verbs.isdisjoint(first) or wording.infinitive.match(candidate.text):
        is_duty = section is Section.DUTIES
        return Filed(section, ACTS * (not is_duty), is_duty)
    return None


def _move(candidate: Candidate, told: set[Section], wording: Wording) -> Filed | None:
    """File an item elsewhere whose words speak for another aspect than its section."""
    section, line = candidate.section, candidate.words.line
    if section is Section.DUTIES and wording.cues["hours"].found_in(line[:NEAR_START]):
        return Filed(Section.COMPENSATION, MOVED)
    begins = {match.value.section for match in wording.evidence.find(line, (0,))} if line else set()
    if section is Section.DUTIES and begins == told == {Section.REQUIREMENTS}:
        return Filed(Section.REQUIREMENTS, MOVED, known=True)
    if begins == {Section.DUTIES} and section is not Section.DUTIES:
        if section is Section.COMPENSATION:  # "Take part in our parties"
            return Filed(section, ACTS)
        return Filed(Section.DUTIES, MOVED, known=True)
    if told == {Section.COMPENSATION}:
        offers = wording.cues["benefits"].found_in(line)
        sure = offers or len(wording.evidence.values(line)) > 1
        return Filed(Section.COMPENSATION, MOVED, known=True) if sure else Filed(section, UNLIKELY)
    return None


def _file_sentence(candidate: Candidate, wording: Wording) -> Filed:
    """Doubt a sentence that tells of the company, or of nothing; it needs no lead to agree with."""
    section, line = candidate.section, candidate.words.line
    if not wording.readers or not wording.readers.isdisjoint(line):
        return Filed(section, known=section is not Section.COMPENSATION)
    evidence = {it.section for it in wording.evidence.values(line)}
    if section in evidence:
        return Filed(section, known=True)
    digits = any(map(str.isdigit, candidate.text))
    plain = (
        Section.REQUIREMENTS in evidence
        or wording.cues["role"].found_in(line)
        or (digits and (section is Section.COMPENSATION or names_amount(candidate.text)))
        or (section is Section.COMPENSATION and wording.cues["benefits"].found_in(line))
    )
    return Filed(section, UNLIKELY * (not plain))
