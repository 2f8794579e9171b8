"""Writes to tables are counted with those that follow in their indexes."""

from typing import Any

import pytest

from workbench.estimate.table_writes import TableWrites

TABLE = {
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "GlobalSecondaryIndexes": [
        {
            "KeySchema": [{"AttributeName": "status", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
        },
        {
            "KeySchema": [{"AttributeName": "due", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["name"]},
        },
    ],
}
ROW = {"id": {"S": "1"}}


@pytest.fixture
def writes() -> TableWrites:
    return TableWrites({"ledger": TABLE, "usage": {"KeySchema": TABLE["KeySchema"]}})


def put(**attributes: str) -> dict[str, Any]:
    return {"TableName": "ledger", "Item": ROW | {key: {"S": it} for key, it in attributes.items()}}


def update(expression: str, **names: str) -> dict[str, Any]:
    given = {f"#{short}": name for short, name in names.items()}
    return {
        "TableName": "ledger",
        "Key": ROW,
        "UpdateExpression": expression,
        "ExpressionAttributeNames": given,
    }


def spent(writes: TableWrites, operation: str, body: dict[str, Any]) -> int:
    before = writes.units["ledger"]
    writes.request(operation, body)
    return writes.units["ledger"] - before


def should_count_an_entry_in_each_index_that_has_the_row(writes: TableWrites) -> None:
    assert spent(writes, "PutItem", put(note="x")) == 1
    assert spent(writes, "PutItem", put(status="new")) == 2
    assert spent(writes, "PutItem", put(status="new", due="soon")) == 4  # it moves in the first


def should_count_twice_what_moves_within_an_index(writes: TableWrites) -> None:
    writes.request("PutItem", put(status="new"))
    assert spent(writes, "UpdateItem", update("SET #s = :s", s="status")) == 3
    assert spent(writes, "UpdateItem", update("SET note = :n")) == 2  # projected, not its key


def should_count_what_comes_into_an_index_and_leaves_it(writes: TableWrites) -> None:
    writes.request("PutItem", put(note="x"))
    assert spent(writes, "UpdateItem", update("SET due = :d ADD hits :one")) == 2
    assert spent(writes, "UpdateItem", update("SET note = :n")) == 1  # not projected
    assert spent(writes, "UpdateItem", update("SET #n = if_not_exists(#n, :n)", n="name")) == 2
    assert spent(writes, "UpdateItem", update("REMOVE due, note")) == 2
    assert spent(writes, "DeleteItem", {"TableName": "ledger", "Key": ROW}) == 1


def should_count_a_transaction_twice(writes: TableWrites) -> None:
    body = {"TransactItems": [{"Put": put(status="new")}, {"ConditionCheck": {}}]}
    assert spent(writes, "TransactWriteItems", body) == 4


def should_count_nothing_of_what_reads(writes: TableWrites) -> None:
    assert spent(writes, "GetItem", {"TableName": "ledger", "Key": ROW}) == 0


def should_count_a_table_without_indexes(writes: TableWrites) -> None:
    writes.request("UpdateItem", update("ADD calls :one") | {"TableName": "usage"})
    assert writes.units["usage"] == 1
