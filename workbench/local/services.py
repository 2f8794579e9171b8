"""AWS on a port of this machine: moto's server, with functions that really run.

moto's state belongs to the Python process, so one engine at a time lives in a process.
"""

import json
import logging
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, unquote
from uuid import uuid4

from moto.moto_api._internal.models import moto_api_backend

from workbench.local import loops
from workbench.local.concurrency import TooManyRequestsError
from workbench.local.edge import Edge
from workbench.local.event_rules import EventRule, deliver
from workbench.local.faults import Faults
from workbench.local.http_server import Application, HttpServer, serving
from workbench.local.moto_requests import Moto
from workbench.local.observing import Observed, Observer
from workbench.local.patches import interpreter_clients_kept
from workbench.local.sandbox import MAX_PAYLOAD_BYTES, Invocation
from workbench.local.sandboxes import EngineClosedError, FunctionNotFoundError

Invoke = Callable[[str, bytes], Invocation]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

# moto logs every failed task as an error; the terminal belongs to the command.
logging.getLogger("moto").addHandler(logging.NullHandler())
_INVOCATIONS = re.compile(r"/2015-03-31/functions/([^/]+)/invocations")
_REGION = re.compile(r"Credential=[^/]+/\d{8}/([^/]+)/")
# moto reads, decides and writes without a lock: two conditional writes, or two starts of one
# execution, could both win. A request to these services runs alone.
_ONE_AT_A_TIME = ("DynamoDB_20120810", "AWSStepFunctions")


@contextmanager
def services(
    invoke: Invoke,
    port: int = 0,
    *,
    faults: Faults | None = None,
    observer: Observer | None = None,
    functions: Mapping[str, str] | None = None,
    rules: list[EventRule] | None = None,
) -> Iterator[str]:
    """Serve an empty moto on a port of this machine, a free one by default; yield its URL.

    `functions` has the logical id of each function's name, by which `faults` and `observer` know
    it; `rules` are those of the default bus. Both may be filled later. Raises `OSError` where the
    port is taken.
    """
    moto_api_backend.reset()
    moto_api_backend.set_config({"stepfunctions": {"execute_state_machine": True}})
    names = functions if functions is not None else {}
    application: Application = _Gateway(invoke, rules if rules is not None else [])
    if faults is not None:
        application = Edge(application, faults, names)
    if observer is not None:
        application = Observed(application, observer, names)
    server = HttpServer("127.0.0.1", port, application)
    before = os.environ.get("MOTO_PORT")
    os.environ["MOTO_PORT"] = str(server.port)  # where moto's ASL interpreter calls services
    try:
        with serving(server), interpreter_clients_kept(application):
            yield f"http://127.0.0.1:{server.port}"
    finally:
        del os.environ["MOTO_PORT"]
        if before is not None:
            os.environ["MOTO_PORT"] = before


class _Gateway:
    """Answers Lambda's Invoke itself and leaves everything else to moto."""

    def __init__(self, invoke: Invoke, rules: list[EventRule]) -> None:
        self._invoke = invoke
        self._rules = rules
        self._moto = Moto()
        self._locks = {service: threading.Lock() for service in _ONE_AT_A_TIME}
        # A transaction that is rolled back takes its records out of the stream again.
        self._locks["DynamoDBStreams_20120810"] = self._locks["DynamoDB_20120810"]

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if found := _INVOCATIONS.fullmatch(environ["PATH_INFO"]):
            return self._invoke_function(_named(found[1], environ), environ, start_response)
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        if target == "AmazonSQS.SendMessage" and "HTTP_X_AMZN_TRACE_ID" in environ:
            _trace(environ)
        if target == "AWSEvents.PutEvents":
            self._deliver(environ)
        service = target.partition(".")[0]
        if lock := self._locks.get(service):
            with lock:
                return list(self._moto(environ, start_response))
        answer: Iterable[bytes] = self._moto(environ, start_response)
        return answer

    def _deliver(self, environ: dict[str, Any]) -> None:
        """Invoke the functions that events of the default bus are for; moto has the other buses."""
        body = environ["wsgi.input"].read()
        environ["wsgi.input"] = BytesIO(body)
        signed = _REGION.search(environ.get("HTTP_AUTHORIZATION", ""))
        deliver(json.loads(body), self._rules, signed[1] if signed else "", self._invoke)

    def _invoke_function(
        self, name: str, environ: dict[str, Any], start_response: StartResponse
    ) -> list[bytes]:
        payload = environ["wsgi.input"].read()
        if len(payload) > MAX_PAYLOAD_BYTES:
            reason = f"Request must be smaller than {MAX_PAYLOAD_BYTES} bytes"
            return _error(start_response, "413 Too Large", "RequestTooLargeException", reason)
        try:
            if environ.get("HTTP_X_AMZ_INVOCATION_TYPE") == "Event":
                threading.Thread(target=self._invoke, args=(name, payload), daemon=True).start()
                start_response("202 Accepted", [])
                return []
            invocation = self._invoke(name, payload or b"{}")
        except FunctionNotFoundError as error:
            return _error(start_response, "404 Not Found", "ResourceNotFoundException", str(error))
        except TooManyRequestsError:
            reason = "Rate Exceeded."
            return _error(
                start_response, "429 Too Many Requests", "TooManyRequestsException", reason
            )
        except EngineClosedError:  # no error that a state machine tries again
            return _error(start_response, "403 Forbidden", "EngineClosedError", "the engine stops")
        headers = [("Content-Type", "application/json"), ("X-Amz-Executed-Version", "$LATEST")]
        if invocation.function_error:
            headers.append(("X-Amz-Function-Error", invocation.function_error))
        start_response("200 OK", headers)
        return [invocation.payload]


def _named(function: str, environ: dict[str, Any]) -> str:
    """Name the function of a request: a qualifier stands behind its name, or beside it."""
    beside = parse_qs(environ.get("QUERY_STRING", "")).get("Qualifier", [])
    return ":".join([unquote(function), *beside])


def _trace(environ: dict[str, Any]) -> None:
    """Have SQS keep the trace header of a request with its message."""
    request = json.loads(environ["wsgi.input"].read())
    body = json.dumps(loops.traced(request, environ["HTTP_X_AMZN_TRACE_ID"])).encode()
    environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(body), str(len(body))


def _error(start_response: StartResponse, status: str, code: str, message: str) -> list[bytes]:
    start_response(
        status,
        [
            ("Content-Type", "application/json"),
            ("X-Amzn-ErrorType", code),
            ("X-Amzn-RequestId", str(uuid4())),  # the state machine's interpreter needs one
        ],
    )
    return [json.dumps({"Type": "User", "Message": message}).encode()]
