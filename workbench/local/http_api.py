"""HTTP APIs: a request becomes API Gateway's payload in format 2.0, and runs the real function.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
Nobody has to sign: everything on this machine is open to its users.
"""

import base64
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote
from uuid import uuid4

from workbench.local.concurrency import TooManyRequestsError
from workbench.local.http_server import HttpServer, serving, status_line
from workbench.local.sandbox import MAX_PAYLOAD_BYTES, Invocation
from workbench.local.sandboxes import EngineClosedError

Invoke = Callable[[str, bytes], Invocation]

KIND = "AWS::ApiGatewayV2::"
LOCAL_ID = "local"  # of an API, for what names one in the template
ROUTE = "ANY /{proxy+}"
# Bodies of other types, and encoded ones, come to the function in Base64:
# https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
TEXT_TYPES = ("text/", "application/json", "application/javascript", "application/xml")


class UnknownRouteError(ValueError):
    """An API has other routes than one that takes every request."""


def take_http_apis(cloudformation: dict[str, Any]) -> list[dict[str, Any]]:
    """Take the HTTP APIs out of a template, which moto's CloudFormation does not know.

    Returns of each the Function, and the names of the Outputs that have its address. Raises
    `UnknownRouteError`.
    """
    resources, outputs = cloudformation["Resources"], cloudformation.get("Outputs", {})
    taken = {key: resources[key] for key in resources if resources[key]["Type"].startswith(KIND)}
    apis = []
    for key, api in taken.items():
        if api["Type"] != f"{KIND}Api":
            continue
        own = [it for it in taken.values() if it["Properties"].get("ApiId") == {"Ref": key}]
        routes = [it["Properties"]["RouteKey"] for it in own if it["Type"] == f"{KIND}Route"]
        if routes != [ROUTE]:
            raise UnknownRouteError(f"{key} has the routes {routes}: only {ROUTE} is served here")
        (integration,) = (it for it in own if it["Type"] == f"{KIND}Integration")
        address = {"Fn::GetAtt": [key, "ApiEndpoint"]}
        named = [name for name, it in outputs.items() if it["Value"] == address]
        apis.append({"Function": integration["Properties"]["IntegrationUri"], "Outputs": named})
        for name in named:
            del outputs[name]
    for key in taken:
        del resources[key]
    cloudformation["Resources"] = _with_local_ids(resources, taken)
    return apis


class HttpApi:
    """A WSGI application that answers as API Gateway does in front of a function."""

    def __init__(self, function: str, invoke: Invoke) -> None:
        self._function = function
        self._invoke = invoke

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request."""
        status, headers, body = self._answer(environ)
        start_response(status_line(status), list(headers.items()))
        return [body]

    def _answer(self, environ: Mapping[str, Any]) -> tuple[int, dict[str, str], bytes]:
        payload = json.dumps(event_of(environ)).encode()
        if len(payload) > MAX_PAYLOAD_BYTES:
            return _message(413, "Request Entity Too Large")
        try:
            invocation = self._invoke(self._function, payload)
        except (TooManyRequestsError, EngineClosedError):
            return _message(503, "Service Unavailable")
        if invocation.function_error:
            return _message(500, "Internal Server Error")
        return _read(json.loads(invocation.payload))


@contextmanager
def http_api(function: str, invoke: Invoke, port: int) -> Iterator[HttpServer]:
    """Serve an API on a port of this machine, a free one for 0."""
    server = HttpServer("127.0.0.1", port, HttpApi(function, invoke))
    with serving(server):
        yield server


def event_of(environ: Mapping[str, Any]) -> dict[str, Any]:
    """Write a request as the event of a function.

    API Gateway decodes the path, and cuts it where that makes a question mark.
    """
    raw_path = environ["RAW_URI"].partition("?")[0]
    path = unquote(raw_path, errors="replace").partition("?")[0]
    method, query = environ["REQUEST_METHOD"], environ["QUERY_STRING"]
    headers = _headers(environ)
    body: bytes = environ["wsgi.input"].read()
    text = _text(body, headers)
    now = datetime.now(UTC)
    event = {
        "version": "2.0",
        "routeKey": ROUTE,
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers,
        "pathParameters": {"proxy": path.removeprefix("/")},
        "requestContext": {
            "accountId": "123456789012",
            "apiId": LOCAL_ID,
            "domainName": headers.get("host", ""),
            "domainPrefix": LOCAL_ID,
            "http": {
                "method": method,
                "path": path,
                "protocol": environ["SERVER_PROTOCOL"],
                "sourceIp": environ["REMOTE_ADDR"],
                "userAgent": headers.get("user-agent", ""),
            },
            "requestId": str(uuid4()),
            "routeKey": ROUTE,
            "stage": "$default",
            "time": f"{now:%d/%b/%Y:%H:%M:%S %z}",
            "timeEpoch": int(time.time() * 1000),
        },
        "isBase64Encoded": text is None,
    }
    if query:
        event["queryStringParameters"] = _joined(parse_qsl(query, keep_blank_values=True))
    if body:
        event["body"] = base64.b64encode(body).decode() if text is None else text
    return event


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    names = {
        key: key.removeprefix("HTTP_").replace("_", "-").lower()
        for key in environ
        if key.startswith("HTTP_") or key in ("CONTENT_TYPE", "CONTENT_LENGTH")
    }
    return {name: str(environ[key]) for key, name in names.items()}


def _text(body: bytes, headers: Mapping[str, str]) -> str | None:
    """Read a body as text; None if API Gateway gives it in Base64."""
    kind = headers.get("content-type", "").lower()
    if "content-encoding" in headers or not kind.startswith(TEXT_TYPES):
        return None if body else ""
    return body.decode(errors="replace")


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _read(answer: Any) -> tuple[int, dict[str, str], bytes]:
    """Read what a function answered; a value without a status is the body itself."""
    if not isinstance(answer, dict) or "statusCode" not in answer:
        return 200, {"Content-Type": "application/json"}, json.dumps(answer).encode()
    body = answer.get("body") or ""
    content = base64.b64decode(body) if answer.get("isBase64Encoded") else body.encode()
    headers = {name: str(value) for name, value in (answer.get("headers") or {}).items()}
    return int(answer["statusCode"]), headers, content


def _message(status: int, message: str) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "application/json"}, json.dumps({"message": message}).encode()


def _with_local_ids(value: Any, taken: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"Ref"} and value["Ref"] in taken:
            return LOCAL_ID
        return {key: _with_local_ids(item, taken) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_local_ids(item, taken) for item in value]
    if isinstance(value, str):  # of Fn::Sub
        return re.sub(r"\$\{(\w+)\}", lambda it: LOCAL_ID if it[1] in taken else it[0], value)
    return value
