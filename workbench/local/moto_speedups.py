"""What makes moto quick with many rows and objects, each change with its reason.

moto copies or looks through everything that it holds for calls that need a small part of it.
"""

import copy
import string
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from jsonpath_ng import ext as jsonpath
from moto.core import responses
from moto.core.serialize import AttributePickerContext, XFormedAttributePicker
from moto.dynamodb import models as dynamodb_models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.moto_api._internal.moto_random import MotoRandom
from moto.s3.models import S3Backend
from moto.sqs import models as sqs_models


@contextmanager
def quick() -> Iterator[None]:
    """Make moto quick until the block ends."""
    with (
        transactions_light(),
        queries_narrow(),
        versions_narrow(),
        actions_listed_once(),
        attributes_named_once(),
        identifiers_drawn_at_once(),
        templates_parsed_once(),
        time_taken_quickly(),
    ):
        yield


@contextmanager
def transactions_light() -> Iterator[None]:
    """Keep a transaction's way back without a copy of every item in the table for each write.

    A Put replaces an item; only an Update changes one where it stands, so those are copied. What a
    cancelled transaction had written leaves the stream of its table again.
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

        names = {write["TableName"] for item in transact_items for write in item.values()}
        tables = [backend.tables.get(name) for name in names]
        shards = [it.stream_shard for it in tables if it is not None and it.stream_shard]
        lengths = [len(shard.items) for shard in shards]
        # Requests to DynamoDB run one at a time: see services.py.
        with patch.object(dynamodb_models, "copy", SimpleNamespace(deepcopy=table_as_it_is)):
            try:
                transact(backend, transact_items)
            except Exception:
                for shard, length in zip(shards, lengths, strict=True):
                    del shard.items[length:]
                raise

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


@contextmanager
def actions_listed_once() -> Iterator[None]:
    """List the actions of a service's class once, and not for each request to it."""
    names = cache(vars(responses)["method_names_from_class"])
    with patch.object(responses, "method_names_from_class", names):
        yield


@contextmanager
def attributes_named_once() -> Iterator[None]:
    """Work out once by which names a response's member may be found, and not for each value."""
    possible_keys = XFormedAttributePicker.get_possible_keys
    known: dict[Any, tuple[str, ...]] = {}

    def get_possible_keys(
        picker: XFormedAttributePicker, context: AttributePickerContext
    ) -> Iterable[str]:
        # What an alias depends on: see the providers in moto/core/serialize.py.
        what = (type(picker), context.key, context.shape, type(context.obj))
        if what not in known:
            known[what] = tuple(possible_keys(picker, context))
        return known[what]

    with patch.object(XFormedAttributePicker, "get_possible_keys", get_possible_keys):
        yield


@contextmanager
def identifiers_drawn_at_once() -> Iterator[None]:
    """Draw the letters of a request's identifier in one go, and not one by one."""

    def get_random_string(
        random: MotoRandom, length: int = 20, include_digits: bool = True, lower_case: bool = False
    ) -> str:
        letters = string.ascii_letters + (string.digits if include_digits else "")
        drawn = "".join(random.choices(letters, k=length))
        return drawn.lower() if lower_case else drawn

    with patch.object(MotoRandom, "get_random_string", get_random_string):
        yield


@contextmanager
def templates_parsed_once() -> Iterator[None]:
    """Parse the JSONPaths of EventBridge's rules once, and not for each event."""
    with patch.object(jsonpath, "parse", cache(vars(jsonpath)["parse"])):
        yield


@contextmanager
def time_taken_quickly() -> Iterator[None]:
    """Tell SQS the time without a calendar: it asks six times for each message it looks at."""
    with patch.object(sqs_models, "unix_time_millis", lambda: time.time() * 1000):
        yield
