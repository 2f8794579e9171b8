"""Workplace: a job that is done from home, in part or not, otherwise than the lines say."""

from collections.abc import Iterable, Iterator

from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.passages import Passage
from summariser.checks.meaning.statement import Statement
from summariser.domain.finding_codes import FindingCode
from summariser.language.lexicon import units

AWAY = frozenset({"hybrid", "remote", "full"})


def changed_workplace(statement: Statement) -> Iterator[Problem]:
    """Find a place of work that the lines do not tell, or tell with a limit."""
    told, cited = _keys(statement.told), _keys(statement.known)
    known = cited | _keys(statement.fields)
    limited = bool(known & {"hybrid", "onsite"}) or _is_counted(statement.known)
    wrong = {
        "full": "full" not in known and (limited or "remote" not in known),
        "hybrid": not known & AWAY,
        "remote": not told & {"hybrid", "full"} and not known & {"remote", "full"},
        "onsite": told == {"onsite"} and bool(cited) and "onsite" not in known,
    }
    for place in sorted(told):
        if wrong[place]:
            yield Problem(
                FindingCode.WORKPLACE_CHANGED, place, "is not the place of work in the lines"
            )
            return


def _keys(passages: Iterable[Passage]) -> set[str]:
    return {key for passage in passages for key in passage.keys("workplace")}


def _is_counted(lines: Iterable[Passage]) -> bool:
    """Whether a line gives days or a share beside the work from home."""
    return any(
        "%" in passage.words or units().values(passage.words)
        for passage in lines
        if "remote" in passage.keys("workplace")
    )
