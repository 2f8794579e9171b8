"""Recursive loops: how often the chain of a message has invoked each function, in its trace header.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
Lambda writes the chain into the trace header of an invocation, boto3 passes it on with each call,
SQS keeps it with the message, and Lambda reads it from there before it delivers the message.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

MOST_INVOCATIONS = 16
_LINEAGE = re.compile(r"Lineage=([0-9a-z:|]+)")
_HEADER = "AWSTraceHeader"


def in_a_loop(message: Mapping[str, Any], function: str) -> bool:
    """Say whether a received message's chain has invoked a function as often as Lambda lets it."""
    return _invocations(message)[_id(function)] >= MOST_INVOCATIONS


def lineage(messages: Sequence[Mapping[str, Any]], function: str) -> str:
    """Return the chain of the invocation that is to process these messages: the longest of each."""
    longest: Counter[str] = Counter()
    for message in messages:
        longest |= _invocations(message)
    longest[_id(function)] += 1
    return "|".join(f"{name}:{times}" for name, times in sorted(longest.items()))


def traced(message: dict[str, Any], trace_header: str) -> dict[str, Any]:
    """Return SendMessage's request with the trace header of its caller, as SQS keeps it."""
    attribute = {"DataType": "String", "StringValue": trace_header}
    return message | {"MessageSystemAttributes": {_HEADER: attribute}}


def _invocations(message: Mapping[str, Any]) -> Counter[str]:
    found = _LINEAGE.search(message.get("Attributes", {}).get(_HEADER, ""))
    pairs: Iterable[list[str]] = (it.split(":") for it in found[1].split("|")) if found else ()
    return Counter({name: int(times) for name, times in pairs})


def _id(function: str) -> str:
    return sha256(function.encode()).hexdigest()[:8]
