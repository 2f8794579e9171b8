"""Requests put to moto without a network, and its answers in a form that can be compared."""

import re
from io import BytesIO
from typing import Any

from moto.core.request import PRESERVED_HEADER_NAMES_ENVIRON_KEY

from workbench.local.http_server import called

# What differs from one answer to the next, or what Flask adds to each.
INCIDENTAL = {
    "date",
    "server",
    "x-amzn-requestid",
    "x-amz-version-id",
    "access-control-allow-origin",
}
Answer = tuple[str, dict[str, str], bytes]


def request(
    method: str, path: str, body: bytes = b"", service: str = "s3", **options: Any
) -> dict[str, Any]:
    scope = f"AWS4-HMAC-SHA256 Credential=local/20261125/us-east-1/{service}/aws4_request"
    headers = {"Authorization": f"{scope}, SignedHeaders=host, Signature=0", "Host": "localhost:1"}
    environ = {
        f"HTTP_{name.upper().replace('-', '_')}": value
        for name, value in (headers | options.get("headers", {})).items()
    }
    return {
        **environ,
        "CONTENT_TYPE": options.get("content_type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "RAW_URI": path.replace(" ", "%20"),
        "QUERY_STRING": options.get("query", ""),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        PRESERVED_HEADER_NAMES_ENVIRON_KEY: {},
    }


def answered(application: Any, environ: dict[str, Any]) -> Answer:
    status, headers, body = called(application, {**environ, "wsgi.input": again(environ)})
    kept = {name.lower(): str(value) for name, value in headers}
    if kept.get("content-type", "").startswith("text/html") or not body:
        kept.pop("content-type", None)  # Flask's own
    if kept.get("content-length", "0") == str(len(body)):
        kept.pop("content-length", None)  # the HTTP server's, where it is missing
    body = re.sub(rb"<(RequestId|HostId)>[^<]*<", b"<", body)
    return status.split()[0], {k: v for k, v in kept.items() if k not in INCIDENTAL}, body


def again(environ: dict[str, Any]) -> BytesIO:
    environ["wsgi.input"].seek(0)
    return BytesIO(environ["wsgi.input"].read())
