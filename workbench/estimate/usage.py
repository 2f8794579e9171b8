"""Usage: what listings of a stack took of its models, read from its usage table."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from summariser.adapters.meter import RETENTION
from workbench.errors import UsageError
from workbench.estimate.month import Workload
from workbench.stack import Stack, aws_errors_explained

OF_A_LISTING = "listing#"
LAST = timedelta(days=7)
SUMS = ("calls", "input_tokens", "output_tokens", "seconds")


def workload_of(stack: Stack, *, prefix_tokens: float, now: datetime) -> Workload:
    """Average the listings that models were last called for within the last week.

    Listings that no model was called for, such as those whose draft was used again, are not
    counted: they cost no tokens. Raises `UsageError` where there were none.
    """
    since = (now - LAST + RETENTION).timestamp()  # a row lives for so long from its last call
    with aws_errors_explained():
        rows = [row for row in _rows(stack) if float(row["expires_at"]["N"]) > since]
    listings = len({row["scope"]["S"] for row in rows})
    if not listings:
        raise UsageError(
            f"No model was called in {stack.name} within {LAST.days} days: give --listings-a-day "
            "and --tokens in place of --from-usage."
        )
    calls, read, written, seconds = (
        float(sum(Decimal(row[name]["N"]) for row in rows if name in row)) for name in SUMS
    )
    return Workload(
        listings_a_day=listings / LAST.days,
        input_tokens=read / listings,
        output_tokens=written / listings,
        calls=calls / listings,
        prefix_tokens=prefix_tokens,
        seconds=seconds / calls if calls else 0.0,
    )


def _rows(stack: Stack) -> Iterator[dict[str, Any]]:
    pages = stack.client("dynamodb").get_paginator("scan")
    for page in pages.paginate(
        TableName=stack.usage_table,
        FilterExpression="begins_with(#scope, :listing) AND attribute_exists(expires_at)",
        ExpressionAttributeNames={"#scope": "scope"},
        ExpressionAttributeValues={":listing": {"S": OF_A_LISTING}},
    ):
        yield from page["Items"]
