"""Requests to moto, by the shortest way to the code that answers them.

moto's server sends each through an application of Flask, which takes as long as the answer itself.
The calls that make up an execution are handed to moto's own handlers here; all others go to that
server.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from botocore.exceptions import ClientError
from moto.backends import get_backend
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.moto_server.werkzeug_app import (
    BackendRequest,
    DomainDispatcherApplication,
    create_backend_app,
)

from workbench.local import s3_objects
from workbench.local.http_server import status_line

_Answer = tuple[int, dict[str, Any], str | bytes]
_Handler = Callable[[BackendRequest, str, dict[str, str]], _Answer]
# Each has one handler for all calls of a protocol that names the call in a header.
_ONE_HANDLER = {
    "DynamoDB_20120810": "dynamodb",
    "AWSEvents": "events",
    "AWSStepFunctions": "stepfunctions",
    "AmazonSQS": "sqs",
}


class Moto:
    """The WSGI application of all of moto's services."""

    def __init__(self) -> None:
        self._server = _Dispatcher(create_backend_app)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request of any AWS client."""
        answer = None
        # What browsers ask is answered with the headers that they need, by the server alone.
        if "HTTP_AUTHORIZATION" in environ and "HTTP_ORIGIN" not in environ:
            target = environ.get("HTTP_X_AMZ_TARGET", "").partition(".")[0]
            if target in _ONE_HANDLER:
                answer = _handled(_ONE_HANDLER[target], environ)
            elif not target:
                answer = s3_objects.answered(environ)
        if answer is None:
            chunks: Iterable[bytes] = self._server(environ, start_response)
            return chunks
        status, headers, body = answer
        start_response(status_line(status), [(name, str(it)) for name, it in headers.items()])
        return [body.encode() if isinstance(body, str) else body]


class _Dispatcher(DomainDispatcherApplication):
    """Remembers which backend answers for a host: moto looks through its folders for each call."""

    def __init__(self, create_app: Any) -> None:
        super().__init__(create_app)
        self._known: dict[str | None, Any] = {}

    def get_backend_for_host(self, host: str | None) -> Any:
        """Find a host's backend, the first time by moto's own search."""
        if host not in self._known:
            self._known[host] = super().get_backend_for_host(host)
        return self._known[host]


def _handled(service: str, environ: dict[str, Any]) -> _Answer:
    request = BackendRequest(environ)
    try:
        return _handler(service)(request, request.raw_url, dict(request.headers))
    except ClientError as error:  # as moto's server answers it
        return 400, {}, error.response["Error"]["Message"]


@cache
def _handler(service: str) -> _Handler:
    backend = get_backend(service)[DEFAULT_ACCOUNT_ID]["us-east-1"]  # type: ignore[call-overload]
    handlers: dict[str, _Handler] = backend.flask_paths
    return handlers["/"]
