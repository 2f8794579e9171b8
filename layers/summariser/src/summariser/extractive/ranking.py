"""Ranking: how well a candidate serves its aspect; the weights were set by reading results."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from summariser.domain.document import Document, Field, Section
from summariser.extractive.filing import Filed, file_all
from summariser.extractive.jobs import Job, find_jobs
from summariser.extractive.lists import Manner, item_length, lead_of, manner_of, small_start
from summariser.extractive.salary import readable_salary
from summariser.extractive.sentences import Candidate
from summariser.extractive.wording import Wording
from summariser.extractive.words import FIRST, Words
from summariser.language.money import amounts, names_amount

LABELLED = (Section.DUTIES, Section.REQUIREMENTS)
WELL_TOLD = 2.0  # the score of a sentence that can stand in for the salary field
LONGEST_PAY = 200  # characters of such a sentence
DIGIT = re.compile(r"\d")


class Ranked(NamedTuple):
    """A candidate, the aspect that it serves, how well, and the characters that it takes."""

    candidate: Candidate
    aspect: Section
    score: float
    job: Job | None  # the one of several that it is about
    salary: bool  # it says what the job pays, in figures
    manner: Manner
    content: frozenset[str]
    length: int  # as a sentence of its own
    growth: int  # as one more item of a list
    thin: bool = False  # an item of a word or two that no list can consist of
    from_field: bool = False
    names_role: bool = False  # it says whom the listing is for
    about_job: bool = False  # it tells what one does, can or is paid
    unsure: bool = False  # nothing but its section says which aspect it tells


def rank(document: Document, candidates: Sequence[Candidate], wording: Wording) -> list[Ranked]:
    """Score every candidate, and the salary field, for the aspect it serves; best first."""
    fields = document.fields
    title, company = (
        Words(fields[name].text).content() if name in fields else frozenset()
        for name in (Field.TITLE, Field.COMPANY)
    )
    jobs = find_jobs(document, wording)
    ranked = [
        _of_job(_rank(candidate, filed, title, company, wording), jobs.job_of(candidate.lines))
        for candidate, filed in zip(candidates, file_all(candidates, wording), strict=True)
        if not (jobs.named and any(job.line in candidate.lines for job in jobs.named))
    ]
    if field := _salary_field(document, wording):
        asked = amounts(field.text)
        told = [
            entry
            for entry in ranked
            if entry.score > WELL_TOLD
            and entry.length <= LONGEST_PAY
            and not entry.candidate.item
            and asked <= amounts(entry.candidate.text)
        ]
        if not (asked and told):  # else the description says it better than a field can
            entry = _entry(field, Section.COMPENSATION, 5.0, True, wording)
            ranked.append(entry._replace(from_field=True))
    return sorted(ranked, key=lambda entry: (-entry.score, entry.candidate.lines))


def _salary_field(document: Document, wording: Wording) -> Candidate | None:
    salary = readable_salary(document, wording.pay)
    if salary is None:
        return None
    if wording.cues["pay"].found_in(
        Words(salary).line[:3]
    ):  # "a salary between": it says so itself
        text = salary[0].upper() + salary[1:] + wording.stop
    else:
        space = "" if wording.salary.endswith("：") else " "
        value = small_start(salary, wording) or salary
        text = f"{wording.salary}{space}{value}".strip() + wording.stop
    lines = (document.fields[Field.SALARY].number,)
    return Candidate(text, lines, Section.COMPENSATION, False, 0, Words(text))


def _of_job(entry: Ranked, job: Job | None) -> Ranked:
    if job is None:
        return entry
    bare = entry.growth if entry.candidate.item else entry.length
    return entry._replace(job=job, length=bare + len(job.name) + 2)


def _rank(
    candidate: Candidate,
    filed: Filed,
    title: frozenset[str],
    company: frozenset[str],
    wording: Wording,
) -> Ranked:
    words, text = candidate.words, candidate.text
    traits = set(wording.traits.values(words.line))
    digits = bool(DIGIT.search(text))
    money = digits and names_amount(text)
    # Elsewhere "£38,000 monthly" may be a bill: only where pay is named is it one.
    paid = candidate.section is Section.COMPENSATION or wording.cues["pay"].found_in(words.line)
    salary = money and ((paid and "pay" in traits) or not wording.names_pay)
    if salary and "extras" in traits:  # "50 € a month for your pension", unless pay comes first
        salary = wording.cues["pay"].found_in(words.line[:5])
    if salary and candidate.item and wording.cues["pay"].found_in(words.line[:3]):
        text = text[0].upper() + text[1:]  # "Salary: 30 € an hour" needs no lead
        candidate = candidate._replace(text=text + wording.stop, item=False)
    if salary:
        filed = Filed(Section.COMPENSATION, known=True)
    aspect = filed.aspect
    score = 1.0 - 0.05 * min(candidate.position, 10) - _length_penalty(candidate)
    score -= 2.0 * ("unwanted" in traits) + filed.doubt
    score -= 0.9 * ("slogans" in traits) + 0.4 * ("vague" in traits)
    score -= (0.3 if money else 0.7) * (
        "additive" in traits and wording.cues["additive"].found_in(words.line[:FIRST])
    )
    thin = candidate.item and _is_thin(text, words, digits, wording)
    score -= 0.3 * thin + 0.4 * (thin and " " not in text)
    if not candidate.item and aspect in LABELLED and not words.spaceless:
        score -= 0.25 * (not wording.sentence.match(text))  # who acts is less plain
    content = words.content()
    if aspect is Section.COMPENSATION:
        score += 2.0 * salary + 0.6 * money + 0.2 * digits
        known = filed.known or digits or wording.cues["benefits"].found_in(words.line)
        score -= 0.0 if known else 0.3
    elif aspect is Section.REQUIREMENTS:
        score -= 0.5 * ("optional" in traits)
    elif aspect is not Section.DUTIES:
        score += 0.4 * ("role" in traits) + 0.3 * ("company" in traits)
        score += 0.2 * (not title.isdisjoint(content)) + 0.3 * (not company.isdisjoint(content))
        score -= 0.5 * candidate.item + 0.7 * (not words.spaceless and len(words.all) < 6)
    entry = _entry(candidate, aspect, score, salary, wording, content)
    told = salary or aspect in (Section.DUTIES, Section.REQUIREMENTS)
    about_job = not thin and "slogans" not in traits and (told or "role" in traits)
    return entry._replace(
        thin=thin, about_job=about_job, names_role="role" in traits, unsure=filed.unsure
    )


def _entry(
    candidate: Candidate,
    aspect: Section,
    score: float,
    salary: bool,
    wording: Wording,
    content: frozenset[str] | None = None,
) -> Ranked:
    content = candidate.words.content() if content is None else content
    manner = manner_of(candidate, aspect, wording) if candidate.item else Manner.PLAIN
    length, growth = len(candidate.text), 0
    if candidate.item:
        leads = [lead_of(aspect, wording, short=short, manner=manner) for short in (True, False)]
        growth = item_length(candidate, wording)
        length = growth + max(map(len, leads))
    return Ranked(candidate, aspect, score, None, salary, manner, content, length, growth)


def _is_thin(text: str, words: Words, digits: bool, wording: Wording) -> bool:
    if digits or words.spaceless or len(text.split()) > 2:
        return False
    return not wording.cues["credentials"].found_in(words.line)


def _length_penalty(candidate: Candidate) -> float:
    length = len(candidate.text) * (2 if candidate.words.spaceless else 1)
    if candidate.item:
        return 0.25 * (length > 95) + 0.35 * (length > 130) + 0.3 * (length < 12)
    return 0.4 * (length < 35) + 0.3 * (length > 180) + 0.4 * (length > 240)
