"""A recorder between functions and AWS: which function took which actions, and on what.

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
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

from summariser.adapters.stepfunctions import machine_arn
from summariser.llm.providers import PROVIDERS
from workbench.simulator.process import environment

# By service, as requests are signed for it.
CALL_MODELS = {
    row.permission.partition(":")[0]: row.permission for row in PROVIDERS.values() if row.permission
}
SIGNED_FOR = re.compile(r"Credential=[^/]+/[^/]+/[^/]+/([^/]+)/")
ACCOUNT = "123456789012"  # moto's
TRANSACTIONS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}


class Recorder:
    """What was called, by function; `targets` gives an address for each service, or for all.

    A call is an action and the ARN of its resource, as IAM names both.
    """

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.calls: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.writes: list[tuple[str, dict[str, Any]]] = []  # to tables: which, and the row's key
        self.url = ""

    def environment(self) -> dict[str, str]:
        """Give the variables that lead functions here."""
        return {"AWS_ENDPOINT_URL": self.url, **environment(self.url)}

    def actions(self) -> dict[str, set[str]]:
        """Give the actions that each function took."""
        return {caller: {action for action, _ in calls} for caller, calls in self.calls.items()}

    def take(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> str:
        """Record a request; returns the address that it is for."""
        found = SIGNED_FOR.search(headers["Authorization"])
        assert found, headers["Authorization"]
        service = found[1]
        caller = re.search(r"\bapp/(\S+)", headers["User-Agent"])
        assert caller, headers["User-Agent"]
        calls = calls_of(service, method, path, headers, body)
        self.calls[caller[1].removesuffix("Function")] |= calls
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


def calls_of(
    service: str, method: str, path: str, headers: Mapping[str, str], body: bytes
) -> set[tuple[str, str]]:
    """Name the actions that a request needs, each with the ARN of its resource."""
    region = headers["Authorization"].split("/")[2]
    here = f"arn:aws:{service}:{region}:{ACCOUNT}:"
    if service == "bedrock" and path.startswith("/model-invocation-job"):
        return _calls_of_batch_jobs(method, path, body, here)
    if service in CALL_MODELS:
        name = unquote(path.split("/")[2])
        model = f"arn:aws:{service}:{region}::foundation-model/{name}"
        return {(CALL_MODELS[service], model if service == "bedrock" else f"{here}endpoint/{name}")}
    if service == "s3":
        return _calls_of_s3(method, path, body)
    # S3 Vectors names the operation in the path, others in a header.
    operation = headers.get("X-Amz-Target", path.replace("/", ".")).rpartition(".")[2]
    request = json.loads(body)
    if operation == "TransactWriteItems":
        writes = [
            (kind, write) for item in request["TransactItems"] for kind, write in item.items()
        ]
        return {
            (f"dynamodb:{TRANSACTIONS[kind]}", f"{here}table/{write['TableName']}")
            for kind, write in writes
        }
    action = f"{service}:{operation.removesuffix('Batch')}"  # IAM knows no batches of SQS
    if service == "events":
        return {(action, f"{here}event-bus/{it['EventBusName']}") for it in request["Entries"]}
    return {(action, _resource(request, here))}


def _calls_of_batch_jobs(method: str, path: str, body: bytes, here: str) -> set[tuple[str, str]]:
    if path.startswith("/model-invocation-jobs"):
        return {("bedrock:ListModelInvocationJobs", "*")}
    if method == "GET":
        return {("bedrock:GetModelInvocationJob", unquote(path.partition("-job/")[2]))}
    job, model = f"{here}model-invocation-job/new", json.loads(body)["modelId"]
    create = "bedrock:CreateModelInvocationJob"
    return {
        (create, job),
        (create, f"{here}inference-profile/{model}"),
        ("bedrock:TagResource", job),
    }


def _calls_of_s3(method: str, path: str, body: bytes) -> set[tuple[str, str]]:
    address = urlsplit(path)
    query = parse_qs(address.query, keep_blank_values=True)
    arn = f"arn:aws:s3:::{unquote(address.path).strip('/')}"
    if "list-type" in query:
        return {("s3:ListBucket", arn)}
    if "versions" in query:
        return {("s3:ListBucketVersions", arn)}
    if "list-type" in query:
        return {("s3:ListBucket", arn)}
    if "delete" in query:
        keys = [it.text for it in ElementTree.fromstring(body).iter() if it.tag.endswith("Key")]  # noqa: S314
        return {("s3:DeleteObjectVersion", f"{arn}/{key}") for key in keys}
    return {({"GET": "s3:GetObject", "HEAD": "s3:GetObject", "PUT": "s3:PutObject"}[method], arn)}


def _resource(request: Mapping[str, str], here: str) -> str:
    """Give the ARN of what a request to DynamoDB, SQS, S3 Vectors or Step Functions is about.

    IAM knows a state machine without its alias:
    https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
    """
    if "TableName" in request:
        index = f"/index/{request['IndexName']}" if "IndexName" in request else ""
        return f"{here}table/{request['TableName']}{index}"
    if "QueueUrl" in request:
        return here + request["QueueUrl"].rpartition("/")[2]
    if "indexArn" in request:
        return request["indexArn"]
    if "stateMachineArn" in request:
        return machine_arn(request["stateMachineArn"])
    return request["executionArn"]


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
