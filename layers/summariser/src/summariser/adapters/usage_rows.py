"""The rows of the usage table: meter.py, quota.py and capacity.py say what is in theirs."""

from zlib import crc32

# A partition of DynamoDB writes 1,000 small rows a second, and what all calls add to is divided
# among so many of them:
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
SHARDS = 8


def key_of(scope: str, model: str) -> dict[str, dict[str, str]]:
    """Return the key of a row."""
    return {"scope": {"S": scope}, "model": {"S": model}}


def listing_scope(listing_id: str, version: int) -> str:
    """Return the scope of a listing version's rows."""
    return f"listing#{listing_id}#{version}"


def shard_of(scope: str, name: str) -> str:
    """Return the shard of a scope that is written for a name."""
    return shards_of(scope)[crc32(name.encode()) % SHARDS]


def shards_of(scope: str) -> list[str]:
    """Return all shards of a scope; the first one is what release 0.1.0 wrote."""
    return [scope, *(f"{scope}#{number}" for number in range(1, SHARDS))]
