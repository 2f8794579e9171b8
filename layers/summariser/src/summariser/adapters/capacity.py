"""OpenExecutions: how many more executions may start, counted from the ledger.

The running rows are counted once for every two seconds, by the first process that needs it; all
processes then add what they start to that number. So nothing has to be given back, and the next
count corrects this one, whatever happened to the executions.

scope                        | model      | attributes
-----------------------------|------------|------------------
open#2026-11-25T07:01:04     | executions | open, expires_at
"""

import math
from collections.abc import Callable
from datetime import datetime, timedelta

from summariser.adapters.aws import client, conditional_write, transient_errors_named
from summariser.adapters.ledger import BY_STANDING
from summariser.adapters.ledger_rows import standings_of
from summariser.adapters.usage_rows import key_of
from summariser.domain.summary import Status

WINDOW_S = 2
EXECUTIONS = "executions"  # in place of a model
RETENTION = timedelta(hours=1)


class OpenExecutions:
    """Implements `Quota`: at most so many executions are open at once; 0 means no limit."""

    def __init__(self, table: str, *, ledger: str, most: int, now: Callable[[], datetime]) -> None:
        self._table = table
        self._ledger = ledger
        self._most = most
        self._now = now
        self._window = ""
        self._reached = 0  # open executions in this window, as far as this process knows
        self._dynamodb = client("dynamodb")

    def admits(self, share: float) -> bool:
        """Tell whether an execution may start now, while less than a share of them is open."""
        if not self._most:
            return True
        self._enter_window()
        limit = max(1, math.floor(self._most * share))
        if limit <= self._reached:
            return False
        admitted = conditional_write(
            "dynamodb:UpdateItem",
            self._dynamodb.update_item,
            TableName=self._table,
            Key=key_of(self._window, EXECUTIONS),
            UpdateExpression="ADD #open :one",
            ConditionExpression="#open < :limit",
            ExpressionAttributeNames={"#open": "open"},
            ExpressionAttributeValues={":one": {"N": "1"}, ":limit": {"N": str(limit)}},
        )
        if not admitted:
            self._reached = limit
        return admitted

    def _enter_window(self) -> None:
        """Have a row for the present two seconds, which starts at the running executions."""
        now = self._now()
        window = f"open#{now:%Y-%m-%dT%H:%M}:{now.second - now.second % WINDOW_S:02}"
        if window == self._window:
            return
        with transient_errors_named("dynamodb:GetItem"):
            known = self._dynamodb.get_item(TableName=self._table, Key=key_of(window, EXECUTIONS))
        if "Item" not in known:
            row = {
                "open": {"N": str(self._running())},
                "expires_at": {"N": str(int((now + RETENTION).timestamp()))},
            }
            conditional_write(  # another process may have been faster
                "dynamodb:PutItem",
                self._dynamodb.put_item,
                TableName=self._table,
                Item=key_of(window, EXECUTIONS) | row,
                ConditionExpression="attribute_not_exists(#open)",
                ExpressionAttributeNames={"#open": "open"},
            )
        self._window, self._reached = window, 0

    def _running(self) -> int:
        """Count the rows of running executions, no further than to the limit."""
        running = 0
        with transient_errors_named("dynamodb:Query"):
            for standing in standings_of(Status.RUNNING):
                pages = self._dynamodb.get_paginator("query").paginate(
                    TableName=self._ledger,
                    IndexName=BY_STANDING,
                    Select="COUNT",
                    KeyConditionExpression="standing = :running",
                    ExpressionAttributeValues={":running": {"S": standing}},
                )
                for page in pages:
                    running += int(page["Count"])
                    if running >= self._most:
                        return running
        return running
