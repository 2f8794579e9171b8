"""Filter criteria: which records of an event source invoke a function.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
A pattern is JSON of the shape of a record; a list names what may stand there. Of its rules only
those are known that a template here uses: any other is refused, and not taken for a match.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any


class UnknownFilterError(ValueError):
    """A pattern has a rule that is not known here."""


class EventFilter:
    """The filter criteria of an event source mapping; without any, every record matches."""

    def __init__(self, criteria: Mapping[str, Any] | None) -> None:
        """Read the criteria; raises `UnknownFilterError`."""
        filters = (criteria or {}).get("Filters", [])
        self._patterns = [json.loads(it["Pattern"]) for it in filters]
        for pattern in self._patterns:
            _check(pattern)

    def matches(self, record: Mapping[str, Any]) -> bool:
        """Say whether a record matches one of the patterns."""
        return not self._patterns or any(_matches(it, record) for it in self._patterns)


def _check(pattern: Mapping[str, Any]) -> None:
    for rule in pattern.values():
        if isinstance(rule, dict):
            _check(rule)
            continue
        for one in rule:
            if isinstance(one, dict) and one.keys() not in ({"exists"}, {"prefix"}):
                raise UnknownFilterError(f"{one} is no rule that is known here")


def _matches(pattern: Mapping[str, Any], value: object) -> bool:
    members = value if isinstance(value, Mapping) else {}
    return all(_allows(rule, name, members) for name, rule in pattern.items())


def _allows(rule: Any, name: str, members: Mapping[str, Any]) -> bool:
    if isinstance(rule, dict):
        return _matches(rule, members.get(name))
    return any(_is(one, name, members) for one in _listed(rule))


def _is(allowed: Any, name: str, members: Mapping[str, Any]) -> bool:
    if isinstance(allowed, dict) and "prefix" in allowed:
        return str(members.get(name, "")).startswith(allowed["prefix"])
    if isinstance(allowed, dict):
        # Of a leaf alone, as Lambda has it.
        there = name in members and not isinstance(members[name], Mapping)
        return bool(there == allowed["exists"])
    return name in members and members[name] == allowed


def _listed(rule: Any) -> Sequence[Any]:
    if not isinstance(rule, list):
        raise UnknownFilterError(f"{rule} is no list of what may stand there")
    return rule
