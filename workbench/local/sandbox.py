"""One Lambda execution environment: a process running AWS's own runtime client.

The process asks the Runtime API for its next invocation and posts the result there:
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
The caller serves that API, on a port that belongs to this sandbox alone.
"""

import http.client
import json
import selectors
import signal
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO
from uuid import uuid4

from workbench.local.faults import InvocationFault
from workbench.local.runtime import Function
from workbench.local.sandbox_processes import ForkServer

# Lambda allows 10 s; a laptop compiles every module on its first run.
INIT_SECONDS = 60
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
MAX_PAYLOAD_BYTES = 6 * 1024 * 1024


@dataclass(frozen=True)
class Invocation:
    """The result of an invocation as Lambda's Invoke returns it."""

    payload: bytes
    function_error: str | None = None


class Crashed(Exception):
    """The process has ended, or must be: its sandbox cannot be used again."""

    def __init__(self, invocation: Invocation) -> None:
        super().__init__(invocation.payload.decode())
        self.invocation = invocation


class Sandbox:
    """A warm process of a function, for one invocation at a time."""

    def __init__(self, function: Function, log: IO[bytes], fork_server: ForkServer) -> None:
        self.function = function
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._connection: socket.socket | None = None
        self._requests: IO[bytes] | None = None
        port = self._listener.getsockname()[1]
        try:
            self._process = fork_server.start(function, f"127.0.0.1:{port}", log)
        except OSError:
            self._listener.close()
            raise
        self._events = selectors.DefaultSelector()
        self._events.register(self._listener, selectors.EVENT_READ)
        self._events.register(self._process, selectors.EVENT_READ)
        self._ready = False

    def invoke(
        self,
        payload: bytes,
        *,
        dies: InvocationFault | None = None,
        after: float = 0.0,
        lineage: str = "",
    ) -> Invocation:
        """Run the handler once; raise Crashed when no process is left to run it again.

        `dies` ends the process that many seconds later, and before it has answered. `lineage` is
        the chain of invocations that led to this one (see loops.py).
        """
        self.initialise()
        self._ready = False
        request_id = str(uuid4())
        deadline_ms = int((time.time() + self.function.timeout) * 1000)
        try:
            self._reply(
                "200 OK",
                payload,
                {
                    "Content-Type": "application/json",
                    "Lambda-Runtime-Aws-Request-Id": request_id,
                    "Lambda-Runtime-Deadline-Ms": str(deadline_ms),
                    "Lambda-Runtime-Invoked-Function-Arn": self.function.arn,
                    "Lambda-Runtime-Trace-Id": _trace_id(lineage),
                },
            )
            path, body = self._next_request(after if dies else self.function.timeout)
            if dies:
                raise TimeoutError
            self._reply("202 Accepted", b"", {})
        except TimeoutError:
            self.kill()
            if dies is InvocationFault.KILLED:
                raise Crashed(_failure("Runtime.ExitError", self._exit(), request_id)) from None
            reason = f"Task timed out after {self.function.timeout:.2f} seconds"
            raise Crashed(_failure("Sandbox.Timedout", reason, request_id)) from None
        except (EOFError, ConnectionError):
            raise Crashed(_failure("Runtime.ExitError", self._exit(), request_id)) from None
        if path.endswith("/error"):
            return Invocation(body, function_error="Unhandled")
        if len(body) > MAX_PAYLOAD_BYTES:
            return _failure(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size "
                f"({MAX_PAYLOAD_BYTES} bytes).",
                request_id,
            )
        return Invocation(body)

    def initialise(self) -> None:
        """Wait until the process asks for an invocation; raise Crashed when it never does."""
        if self._ready:
            return
        try:
            path, body = self._next_request(INIT_SECONDS)
            if path.endswith("/init/error"):
                self._reply("202 Accepted", b"", {})
                raise Crashed(Invocation(body, function_error="Unhandled"))
        except TimeoutError:
            reason = f"Init timed out after {INIT_SECONDS} seconds"
            raise Crashed(_failure("Sandbox.Timedout", reason)) from None
        except (EOFError, ConnectionError):
            raise Crashed(_failure("Runtime.ExitError", self._exit())) from None
        self._ready = True

    def alive(self) -> bool:
        """Say whether the process still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process, and an invocation that another thread has in it."""
        self._process.kill()

    def close(self) -> None:
        """End the process and give back its ports."""
        self.kill()
        self._events.close()
        self._listener.close()
        self._process.close()
        self._disconnect()

    def _next_request(self, seconds: float) -> tuple[str, bytes]:
        deadline = time.monotonic() + seconds
        while True:
            ready = self._events.select(max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            sources = [key.fileobj for key, _ in ready]
            # A dying process may have posted its error just before: requests go first.
            if self._connection in sources:
                if request := self._read_request():
                    return request
                self._disconnect()
            elif self._listener in sources:
                self._disconnect()
                self._connection, _ = self._listener.accept()
                self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._requests = self._connection.makefile("rb")
                self._events.register(self._connection, selectors.EVENT_READ)
            else:
                raise EOFError

    def _read_request(self) -> tuple[str, bytes] | None:
        assert self._requests is not None  # noqa: S101
        line = self._requests.readline()
        if not line:
            return None
        headers = http.client.parse_headers(self._requests)
        return line.split()[1].decode(), self._requests.read(int(headers["Content-Length"] or 0))

    def _reply(self, status: str, body: bytes, headers: Mapping[str, str]) -> None:
        assert self._connection is not None  # noqa: S101
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
        head = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""])
        self._connection.sendall(head.encode() + body)

    def _disconnect(self) -> None:
        if self._connection is not None and self._requests is not None:
            with suppress(KeyError, RuntimeError):  # the selector may be closed already
                self._events.unregister(self._connection)
            self._requests.close()
            self._connection.close()
            self._connection = self._requests = None

    def _exit(self) -> str:
        code = self._process.wait()
        ended = f"signal: {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
        return f"Runtime exited with error: {ended}"


def _trace_id(lineage: str) -> str:
    # https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
    root = f"Root=1-{int(time.time()):08x}-{uuid4().hex[:24]};Sampled=0"
    return f"{root};Lineage={lineage}" if lineage else root


def _failure(error_type: str, message: str, request_id: str = "") -> Invocation:
    text = f"RequestId: {request_id} Error: {message}"
    error = {"errorType": error_type, "errorMessage": text}
    return Invocation(json.dumps(error).encode(), function_error="Unhandled")
