"""The edge: AWS calls pass it on their way to a local engine's services, and may fail there.

A fault fails a whole call: boto3 names a call in `amz-sdk-invocation-id`, the same in each of its
retries, which would otherwise mend what fails once.
"""

import json
import re
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs, unquote
from uuid import uuid4

from workbench.local.faults import DESK, STATE_MACHINE, Call, CallFault, Faults
from workbench.local.http_server import AnswerLostError, Application, called

_CALLER = re.compile(r"\bapp/(\S+)")
_SERVICE = re.compile(r"Credential=[^/]+/\d{8}/[^/]+/([^/]+)/aws4_request")
_INVOKE = re.compile(r"/2015-03-31/functions/(?:arn:[^/]*:function:)?([^/:]+)[^/]*/invocations")
_REMEMBERED = 10_000
# What each service answers: a code, and the status that goes with it.
_THROTTLED = {
    "dynamodb": (400, "ProvisionedThroughputExceededException"),
    "lambda": (429, "TooManyRequestsException"),
    "s3": (503, "SlowDown"),
    "sqs": (400, "RequestThrottled"),
}
# boto3 tries 500, 502, 503 and 504 again:
# https://docs.aws.amazon.com/boto3/latest/guide/retries.html
_NOT_TRIED_AGAIN = 501
_FAILED = {
    "dynamodb": "InternalServerError",
    "events": "InternalException",
    "lambda": "ServiceException",
    "s3": "InternalError",
}
# https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
_OBJECTS = {
    "GET": "GetObject",
    "PUT": "PutObject",
    "DELETE": "DeleteObject",
    "HEAD": "HeadObject",
    "POST": "PostObject",
}
_BUCKETS = {
    ("GET", "versions"): "ListObjectVersions",
    ("GET", "list-type"): "ListObjectsV2",
    ("POST", "delete"): "DeleteObjects",
}


def caller_of(environ: Mapping[str, Any]) -> str | None:
    """Say whose request it is: a function's logical id, or a name of faults.py."""
    found = _CALLER.search(environ.get("HTTP_USER_AGENT", ""))
    return found[1] if found else None


def operation_of(environ: Mapping[str, Any], functions: Mapping[str, str]) -> tuple[str, str]:
    """Name the service, as requests are signed for it, and the operation, as its API has it."""
    signed = _SERVICE.search(environ.get("HTTP_AUTHORIZATION", ""))
    service = signed[1] if signed else "unknown"
    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return service, str(target).rpartition(".")[2]
    path, method = unquote(environ["PATH_INFO"]), str(environ["REQUEST_METHOD"])
    if found := _INVOKE.fullmatch(path):
        return service, f"Invoke {functions.get(found[1], found[1])}"
    if service != "s3":
        return service, f"{method} {path}"
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    if path.strip("/").partition("/")[2]:
        return service, _OBJECTS[method]
    named = (name for (verb, key), name in _BUCKETS.items() if verb == method and key in query)
    return service, next(named, f"{method} bucket")


class Edge:
    """WSGI middleware that lets calls fail as its `Faults` say; the desk's calls always pass."""

    def __init__(self, services: Application, faults: Faults, functions: Mapping[str, str]) -> None:
        """`functions` has the logical id of each function's name; it may be filled later."""
        self._services = services
        self._faults = faults
        self._functions = functions
        self._lock = threading.Lock()
        self._decided: OrderedDict[str, tuple[Call, CallFault | None]] = OrderedDict()
        self._ordinals: OrderedDict[str, Counter[str]] = OrderedDict()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Pass a request on, or answer it with its call's fault."""
        caller = caller_of(environ)
        if caller is None or caller == DESK:
            return self._services(environ, start_response)
        call, fault, first = self._decide(caller, environ)
        if fault is None:
            return self._services(environ, start_response)
        if fault in {CallFault.LOST_ANSWER, CallFault.LOST_CONNECTION} and first:
            called(self._services, environ)
        # Step Functions names a lost connection as it does a failure of Lambda; moto does not.
        if fault is CallFault.LOST_CONNECTION and call.caller != STATE_MACHINE:
            raise AnswerLostError(str(call))
        status, code = _failure(call.service, fault)
        return _answer(call.service, status, code, start_response)

    def _decide(
        self, caller: str, environ: Mapping[str, Any]
    ) -> tuple[Call, CallFault | None, bool]:
        """Say what a call is, how it fails, and whether this is its first attempt."""
        attempt_of = environ.get("HTTP_AMZ_SDK_INVOCATION_ID", "")
        with self._lock:
            if attempt_of in self._decided:
                return (*self._decided[attempt_of], False)
            call = self._read(caller, environ)
        fault = self._faults.of_call(call)
        with self._lock:
            _remember(self._decided, attempt_of, (call, fault))
        return call, fault, True

    def _read(self, caller: str, environ: Mapping[str, Any]) -> Call:
        service, operation = operation_of(environ, self._functions)
        # Lambda's runtime gives a trace id to each invocation, and boto3 passes it on.
        trace = environ.get("HTTP_X_AMZN_TRACE_ID")
        if trace is None:
            return Call(caller, service, operation)
        if trace not in self._ordinals:
            _remember(self._ordinals, trace, Counter())
        self._ordinals[trace][f"{service}:{operation}"] += 1
        return Call(caller, service, operation, self._ordinals[trace][f"{service}:{operation}"])


def _failure(service: str, fault: CallFault) -> tuple[int, str]:
    if fault is CallFault.THROTTLED:
        return _THROTTLED.get(service, (400, "ThrottlingException"))
    status = 500 if fault is CallFault.SERVER_ERROR else _NOT_TRIED_AGAIN
    return status, _FAILED.get(service, "InternalFailure")


def _answer(service: str, status: int, code: str, start_response: Any) -> list[bytes]:
    message = f"a fault that was asked for: {code}"
    if service == "s3":
        body = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
        start_response(
            f"{status} {code}",
            [("Content-Type", "application/xml"), ("X-Amz-Request-Id", str(uuid4()))],
        )
        return [body.encode()]
    start_response(
        f"{status} {code}",
        [
            ("Content-Type", "application/x-amz-json-1.0"),
            ("X-Amzn-ErrorType", code),
            ("X-Amzn-RequestId", str(uuid4())),  # the state machine's interpreter needs one
        ],
    )
    return [json.dumps({"__type": code, "message": message}).encode()]


def _remember(known: OrderedDict[str, Any], key: str, value: Any) -> None:
    known[key] = value
    if len(known) > _REMEMBERED:
        known.popitem(last=False)
