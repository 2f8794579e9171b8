"""Idempotency keys: what each was first used for.

scope                             | model   | attributes
----------------------------------|---------|------------------------------
idempotency#{hash of id and key}  | listing | version, content, expires_at
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from summariser.adapters.aws import client, conditional_write, transient_errors_named
from summariser.adapters.usage_rows import key_of
from summariser.ports import Claim

RETENTION = timedelta(days=1)


class DynamoDBIdempotencyKeys:
    """Implements `IdempotencyKeys` in the usage table, which has what is only kept for a while."""

    def __init__(self, table: str, *, now: Callable[[], datetime]) -> None:
        self._table = table
        self._now = now
        self._dynamodb = client("dynamodb")

    def claim(self, listing_id: str, key: str, claim: Claim) -> Claim:
        """Remember what a listing's key is used for; returns what it was first used for."""
        # Each has its own length in front, lest another id and key make the same text.
        digest = hashlib.sha256(f"{len(listing_id)} {listing_id} {key}".encode()).hexdigest()
        row = key_of(f"idempotency#{digest}", "listing")
        expires_at = int((self._now() + RETENTION).timestamp())
        if conditional_write(
            "dynamodb:PutItem",
            self._dynamodb.put_item,
            TableName=self._table,
            Item=row
            | {
                "version": {"N": str(claim.version)},
                "content": {"S": claim.content},
                "expires_at": {"N": str(expires_at)},
            },
            ConditionExpression="attribute_not_exists(content)",
        ):
            return claim
        with transient_errors_named("dynamodb:GetItem"):
            reply = self._dynamodb.get_item(TableName=self._table, Key=row, ConsistentRead=True)
        first = reply.get("Item")
        if first is None:  # it expired in between
            return claim
        return Claim(int(first["version"]["N"]), first["content"]["S"])
