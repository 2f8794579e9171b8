"""A recorder between functions and AWS: which function took which actions, as IAM names them.

It passes every request on. The local engine has functions tell their name in the user agent.
"""

import http.client
import json
import re
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from summariser.llm.providers import PROVIDERS
from workbench.simulator.process import environment

# By service, as requests are signed for it.
CALL_MODELS = {
    row.permission.partition(":")[0]: row.permission for row in PROVIDERS.values() if row.permission
}
SIGNED_FOR = re.compile(r"Credential=[^/]+/[^/]+/[^/]+/([^/]+)/")
TRANSACTIONS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}


class Recorder:
    """What was called, by function; `targets` gives an address for each service, or for all."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.actions: dict[str, set[str]] = defaultdict(set)
        self.writes: list[tuple[str, dict[str, Any]]] = []  # to tables: which, and the row's key
        self.url = ""

    def environment(self) -> dict[str, str]:
        """Give the variables that lead functions here."""
        return {"AWS_ENDPOINT_URL": self.url, **environment(self.url)}

    def take(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> str:
        """Record a request; returns the address that it is for."""
        found = SIGNED_FOR.search(headers["Authorization"])
        assert found, headers["Authorization"]
        service = found[1]
        caller = re.search(r"\bapp/(\S+)", headers["User-Agent"])
        assert caller, headers["User-Agent"]
        self.actions[caller[1].removesuffix("Function")] |= actions_of(
            service, method, path, headers, body
        )
        if service == "dynamodb":
            self.writes += writes_of(headers["X-Amz-Target"].rpartition(".")[2], json.loads(body))
        return self.targets.get(service, self.targets["all"])


def writes_of(operation: str, request: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Find which rows of which tables a request of DynamoDB writes."""
    if operation == "TransactWriteItems":
        found = [write for item in request["TransactItems"] for write in item.values()]
    else:
        found = [request] if operation in TRANSACTIONS.values() else []
    return [(write["TableName"], write.get("Key") or write["Item"]) for write in found]


def actions_of(
    service: str, method: str, path: str, headers: Mapping[str, str], body: bytes
) -> set[str]:
    """Name the actions that a request needs."""
    if service in CALL_MODELS:
        return {CALL_MODELS[service]}
    if service == "s3":
        query = parse_qs(urlsplit(path).query, keep_blank_values=True)
        if "versions" in query:
            return {"s3:ListBucketVersions"}
        if "delete" in query:
            return {"s3:DeleteObjectVersion"}
        return {{"GET": "s3:GetObject", "HEAD": "s3:GetObject", "PUT": "s3:PutObject"}[method]}
    operation = headers["X-Amz-Target"].rpartition(".")[2]
    if operation == "TransactWriteItems":
        items = json.loads(body)["TransactItems"]
        return {f"dynamodb:{TRANSACTIONS[kind]}" for item in items for kind in item}
    return {f"{service}:{operation.removesuffix('Batch')}"}  # IAM knows no batches of SQS


@contextmanager
def recorder() -> Iterator[Recorder]:
    """Record until the block ends."""
    made = Recorder()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            target = urlsplit(made.take(self.command, self.path, dict(self.headers), body))
            connection = http.client.HTTPConnection(target.netloc, timeout=60)
            headers = {name: it for name, it in self.headers.items() if name != "Expect"}
            connection.request(self.command, self.path, body, headers | {"Host": target.netloc})
            reply = connection.getresponse()
            content = reply.read()
            self.send_response(reply.status)
            for name, value in reply.getheaders():
                if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            connection.close()

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = pass_on  # noqa: N815

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
