"""Jobs: the headings of a listing that offers several jobs, and the lines below each."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from summariser.domain.document import Document, Line, LineKind
from summariser.extractive.fields import GENDER
from summariser.extractive.wording import Wording
from summariser.language.contents import Words
from summariser.language.packs import PACKS
from summariser.language.words import compounds
from summariser.preparation.headings import heading_section

ALIKE = 0.5  # the share of its words above which a name is another one over again
LONGEST = 70  # characters of a job's heading
NUMBERED = re.compile(r"^(?:([^\W\d_]+)\s*)?#?\d{1,2}\s*[.:)–-]\s*(?=\S)")
NOBODY: Mapping[int, int] = {}


class Job(NamedTuple):
    """One of several jobs: the line of its heading, and its name."""

    line: int
    name: str


class Jobs(NamedTuple):
    """The jobs of a listing, and which of them a line is about; one that is about all is absent."""

    named: Sequence[Job] = ()
    by_line: Mapping[int, int] = NOBODY

    def job_of(self, lines: Sequence[int]) -> Job | None:
        """Give the job that lines are about; None for what all jobs have in common."""
        found = [self.by_line[number] for number in lines if number in self.by_line]
        return self.named[found[0]] if found else None


def find_jobs(document: Document, wording: Wording) -> Jobs:
    """Find the headings of jobs; none where there are fewer than two.

    What stands above the first is about all of them, and so is a section below the last that the
    other jobs do not have.
    """
    jobs = [
        Job(line.number, name)
        for line in document.body
        if (line.kind is LineKind.HEADING or "/" in line.text)
        if (name := _job_name(line, wording))
    ]
    if not _are_several(jobs, document):
        return Jobs()
    by_line: dict[int, int] = {}
    for index, (job, following) in enumerate(zip(jobs, [*jobs[1:], None], strict=True)):
        end = following.line if following else document.lines[-1].number + 1
        for number in range(job.line, end):
            by_line[number] = index
    last = jobs[-1].line
    others = {line.section for line in document.body if jobs[0].line < line.number < last}
    if others:
        for line in document.body:
            if line.number > last and line.section not in others:
                by_line.pop(line.number, None)
    return Jobs(jobs, by_line)


def bare_name(job: Job) -> str:
    """Give a job's name without a mark such as (m/w/d)."""
    return " ".join(GENDER.sub(" ", job.name).split())


def _are_several(jobs: Sequence[Job], document: Document) -> bool:
    """Whether headings name different jobs, each with something below it, and not one twice."""
    if len(jobs) < 2:
        return False
    bodies = {line.number for line in document.body if line.kind is not LineKind.HEADING}
    if any(job.line + 1 not in bodies and job.line + 2 not in bodies for job in jobs):
        return False
    names = [frozenset(compounds(bare_name(job))) for job in jobs]
    return all(
        len(one & other) <= ALIKE * min(len(one), len(other))
        for index, one in enumerate(names)
        for other in names[:index]
    )


def _job_name(line: Line, wording: Wording) -> str | None:
    if line.kind is LineKind.BULLET:
        return None
    text = line.text.strip(" :.–-")
    if not 2 < len(text) <= LONGEST or text.endswith("?"):
        return None
    numbered = NUMBERED.match(text)
    label = numbered[1] if numbered else None
    if numbered and label and label.lower() in _labels():
        return text[numbered.end() :]
    heads = line.kind is LineKind.HEADING or not line.text.rstrip().endswith((".", "!", ","))
    if not heads or not GENDER.search(text) or heading_section(text) is not None:
        return None
    if wording.clauses.finite and wording.clauses.has_verb(compounds(text)):
        return None  # "Brindle is looking for a cook (m/f/d)"
    return text[numbered.end() :] if numbered else text


@cache
def _labels() -> frozenset[str]:
    return frozenset(PACKS.union(Words, "numbered_jobs"))
