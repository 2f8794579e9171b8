"""Table writes: what writes to DynamoDB cost, with those that follow in a table's indexes.

An index entry is written when a row comes into the index, leaves it or changes in what is
projected; a row that moves within the index is deleted there and written again.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

CLAUSE = re.compile(r"\b(SET|REMOVE|ADD|DELETE)\b")
ASSIGNED = re.compile(r"([#\w]+)\s*=")
TRANSACTION = 2  # a write within one costs twice as much
KEYS = "KEYS_ONLY"


@dataclass(frozen=True)
class Index:
    """A global secondary index: the attributes of its key, and the others that it has."""

    keys: frozenset[str]
    projected: frozenset[str] | None  # None: all of them

    @classmethod
    def of(cls, description: Mapping[str, Any]) -> "Index":
        """Read an index as DescribeTable describes it."""
        keys = frozenset(it["AttributeName"] for it in description["KeySchema"])
        projection = description["Projection"]
        some = frozenset(projection.get("NonKeyAttributes", ()))
        return cls(keys, None if projection["ProjectionType"] == "ALL" else some)

    def writes(self, before: frozenset[str], after: frozenset[str], touched: frozenset[str]) -> int:
        """Count the writes of entries when a row with some attributes gets others."""
        was, is_ = self.keys <= before, self.keys <= after
        if was != is_:
            return 1
        if not was:
            return 0
        if touched & self.keys:
            return 2
        return int(self.projected is None or bool(touched & self.projected))


class TableWrites:
    """Counts writes by table, in units for a row of at most 1 KB."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        """`tables` are described by DescribeTable, by their names."""
        self._keys = {
            name: [it["AttributeName"] for it in table["KeySchema"]]
            for name, table in tables.items()
        }
        self._indexes = {
            name: [Index.of(it) for it in table.get("GlobalSecondaryIndexes", ())]
            for name, table in tables.items()
        }
        self._rows: dict[tuple[Any, ...], frozenset[str]] = defaultdict(frozenset)
        self.units: Counter[str] = Counter()

    def request(self, operation: str, body: Mapping[str, Any]) -> None:
        """Count the writes of a request; what only reads counts for nothing."""
        for kind, write, times in _writes(operation, body):
            self.units[write["TableName"]] += times * self._write(kind, write)

    def _write(self, kind: str, write: Mapping[str, Any]) -> int:
        table = write["TableName"]
        given = write["Item"] if kind == "Put" else write["Key"]
        row = (table, *(str(given[key]) for key in self._keys[table]))
        before = self._rows[row]
        names = write.get("ExpressionAttributeNames", {})
        if kind == "Update":
            added, removed = _changes(write["UpdateExpression"], names)
            after, touched = (before | added | given.keys()) - removed, added | removed
        else:
            after = frozenset(given) if kind == "Put" else frozenset()
            touched = before | after
        self._rows[row] = after
        return 1 + sum(index.writes(before, after, touched) for index in self._indexes[table])


def _writes(
    operation: str, body: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any], int]]:
    if operation in {"PutItem", "UpdateItem", "DeleteItem"}:
        yield operation.removesuffix("Item"), body, 1
    if operation == "TransactWriteItems":
        for item in body["TransactItems"]:
            for kind, write in item.items():
                if kind != "ConditionCheck":
                    yield kind, write, TRANSACTION


def _changes(expression: str, names: Mapping[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    """Read which attributes an update expression gives a value, and which it removes."""
    given: set[str] = set()
    removed: set[str] = set()
    _, *parts = CLAUSE.split(expression)
    for clause, text in zip(parts[::2], parts[1::2], strict=True):
        if clause == "SET":
            given.update(ASSIGNED.findall(text))
        else:
            first = {part.split()[0] for part in text.split(",") if part.split()}
            (removed if clause == "REMOVE" else given).update(first)
    return (
        frozenset(names.get(name, name) for name in given),
        frozenset(names.get(name, name) for name in removed),
    )
