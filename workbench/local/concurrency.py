"""Concurrency: how many invocations an account runs at once, and what functions have reserved.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

_SHARED = ""


class TooManyRequestsError(Exception):
    """As many invocations run as may: Lambda answers TooManyRequestsException."""


class Concurrency:
    """Lets a function run while its reserve, or what the others share, has room.

    Without a limit of the account only the reserves bound anything.
    """

    def __init__(self, limit: int | None, reserved: Mapping[str, int]) -> None:
        """`reserved` has the reserve of each function that has one, by its name."""
        self._limits: dict[str, int] = dict(reserved)
        if limit is not None:
            self._limits[_SHARED] = limit - sum(reserved.values())
        self._running: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.refused: Counter[str] = Counter()

    @contextmanager
    def slot(self, function: str) -> Iterator[None]:
        """Take a slot until the block ends; raises `TooManyRequestsError` where none is free."""
        pool = function if function in self._limits else _SHARED
        with self._lock:
            if self._running[pool] >= self._limits.get(pool, self._running[pool] + 1):
                self.refused[function] += 1
                raise TooManyRequestsError(function)
            self._running[pool] += 1
        try:
            yield
        finally:
            with self._lock:
                self._running[pool] -= 1


def reserves(lambda_: Any, functions: Iterable[str]) -> dict[str, int]:
    """Read which functions have a reserve: moto evaluates what the template says of it."""
    replies = {it: lambda_.get_function_concurrency(FunctionName=it) for it in functions}
    found = {it: reply.get("ReservedConcurrentExecutions") for it, reply in replies.items()}
    return {name: int(most) for name, most in found.items() if most is not None}
