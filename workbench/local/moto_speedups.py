"""What makes moto quick with many rows and objects, each change with its reason.

moto copies or looks through everything that it holds for calls that need a small part of it.
"""

import copy
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from moto.dynamodb import models as dynamodb_models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.s3.models import S3Backend


@contextmanager
def quick() -> Iterator[None]:
    """Make moto quick until the block ends."""
    with transactions_light(), queries_narrow(), versions_narrow():
        yield


@contextmanager
def transactions_light() -> Iterator[None]:
    """Keep a transaction's way back without a copy of every item in the table for each write.

    A Put replaces an item; only an Update changes one where it stands, so those are copied.
    """
    transact = DynamoDBBackend.transact_write_items

    def transact_write_items(backend: DynamoDBBackend, transact_items: list[Any]) -> None:
        updates = [item["Update"] for item in transact_items if "Update" in item]

        def table_as_it_is(value: Any) -> Any:
            if not isinstance(value, Table):
                return copy.deepcopy(value)
            table = copy.copy(value)
            ranges = value.has_range_key
            rows = {key: dict(it) if ranges else it for key, it in value.items.items()}
            for update in updates:
                if update["TableName"] == value.name:
                    key = DynamoType(update["Key"][value.hash_key_attr])
                    rows |= {key: copy.deepcopy(rows[key])} if key in rows else {}
            table.items = defaultdict(dict, rows)
            return table

        # Requests to DynamoDB run one at a time: see services.py.
        with patch.object(dynamodb_models, "copy", SimpleNamespace(deepcopy=table_as_it_is)):
            transact(backend, transact_items)

    with patch.object(DynamoDBBackend, "transact_write_items", transact_write_items):
        yield


@contextmanager
def queries_narrow() -> Iterator[None]:
    """Look for the rows of a hash key among those rows, and not among all of the table."""
    query = Table.query

    def query_narrow(table: Table, hash_key: DynamoType, *args: Any, **options: Any) -> Any:
        index_name = args[6] if len(args) > 6 else options.get("index_name")
        if index_name is None and table.has_range_key and hash_key in table.items:
            whole, table = table, copy.copy(table)
            table.items = defaultdict(dict, {hash_key: whole.items[hash_key]})
        return query(table, hash_key, *args, **options)

    with patch.object(Table, "query", query_narrow):
        yield


@contextmanager
def versions_narrow() -> Iterator[None]:
    """List the versions of objects below a prefix without a copy of every object there is."""
    list_versions = S3Backend.list_object_versions

    def list_object_versions(backend: S3Backend, bucket_name: str, **options: Any) -> Any:
        bucket, prefix = backend.get_bucket(bucket_name), options.get("prefix") or ""

        def below() -> list[Any]:
            return [it for it in list(bucket.keys.iterlists()) if it[0].startswith(prefix)]

        narrow = SimpleNamespace(keys=SimpleNamespace(iterlists=below))
        stand_in: Any = SimpleNamespace(get_bucket=lambda _: narrow)
        return list_versions(stand_in, bucket_name, **options)

    with patch.object(S3Backend, "list_object_versions", list_object_versions):
        yield
