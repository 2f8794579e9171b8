"""Observing: what a local engine's functions ask of AWS, and how long they take.

An engine shows its `Observer` each request before it is answered, and each invocation after it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol

from workbench.local.edge import caller_of, operation_of
from workbench.local.http_server import Application


@dataclass(frozen=True)
class Request:
    """A request to AWS: who asks which service for what, and with which body."""

    caller: str  # a function's logical id, or a name of faults.py
    service: str  # as AWS signs for it
    operation: str  # as in its API; Invoke has the function's logical id behind it
    body: bytes


class Observer(Protocol):
    """Is shown what happens in an engine; called by many threads at once."""

    def requested(self, request: Request) -> None:
        """See a request."""

    def invoked(self, function: str, seconds: float) -> None:
        """See an invocation of a function, given its logical id, that took so long."""


class Observed:
    """WSGI middleware that shows every request to an observer."""

    def __init__(
        self, services: Application, observer: Observer, functions: Mapping[str, str]
    ) -> None:
        """`functions` has the logical id of each function's name; it may be filled later."""
        self._services = services
        self._observer = observer
        self._functions = functions

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Show a request, and pass it on."""
        caller = caller_of(environ)
        if caller is not None:
            body: bytes = environ["wsgi.input"].read()
            environ["wsgi.input"] = BytesIO(body)
            self._observer.requested(Request(caller, *operation_of(environ, self._functions), body))
        return self._services(environ, start_response)
