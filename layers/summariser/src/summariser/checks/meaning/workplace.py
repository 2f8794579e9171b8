"""Workplace: a job that is done from home, in part or not, otherwise than the lines say."""

from collections.abc import Iterable, Sequence

from summariser.checks.meaning.passages import Passage


def changed_workplace(
    claim: Sequence[Passage], lines: Sequence[Passage], fields: Sequence[Passage]
) -> str | None:
    """Give what a text says of the place of work and its lines do not."""
    told = _keys(claim)
    if not told:
        return None
    known = _keys([*lines, *fields])
    cited = _keys(lines)
    if "full" in told and "full" not in known:
        limited = bool(known & {"hybrid", "onsite"}) or _is_counted(lines)
        if limited or "remote" not in known:
            return "full"
    if "hybrid" in told and not known & {"hybrid", "remote", "full"}:
        return "hybrid"
    if told & {"remote"} and not told & {"hybrid", "full"} and "remote" not in known | {
        "remote" for _ in known & {"full"}
    }:
        return "remote"
    if "onsite" in told and not told - {"onsite"} and cited and "onsite" not in known:
        return "onsite"
    return None


def _keys(passages: Iterable[Passage]) -> set[str]:
    return {key for passage in passages for key in passage.keys("workplace")}


def _is_counted(lines: Iterable[Passage]) -> bool:
    """Whether a line gives a figure beside the work from home, such as days a week."""
    return any(
        mark.key == "remote" and any(word[0].isdigit() for word in passage.words)
        for passage in lines
        for mark in passage.marks("workplace")
    )
