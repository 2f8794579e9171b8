"""An HTTP/1.1 server of WSGI applications that keeps connections open.

werkzeug's closes them after each request, and parses headers as a mail's: 0.6 ms more a request.
"""

import logging
import socket
import socketserver
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any, cast
from urllib.parse import unquote, urlsplit
from weakref import WeakSet

from botocore.awsrequest import AWSPreparedRequest
from moto.core.request import (
    PRESERVED_HEADER_NAMES_ENVIRON_KEY,
    should_preserve_original_header_name,
)
from werkzeug.serving import DechunkedInput

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

_LOG = logging.getLogger(__name__)
_LONGEST_LINE = 65_536  # bytes, as http.server has it
_WITHOUT_BODY = (204, 304)


class AnswerLostError(Exception):
    """The connection is to be closed without an answer."""


class PortUnusableError(OSError):
    """A server's port is taken, or may not be used."""

    def __init__(self, port: int, error: OSError) -> None:
        super().__init__(error.errno, error.strerror)
        self.port = port


class HttpServer(socketserver.ThreadingTCPServer):
    """Serves every connection in a thread, until asked to drop them all."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, application: Application) -> None:
        self.application = application
        self._connections: WeakSet[socket.socket] = WeakSet()
        try:
            super().__init__((host, port), _Connection)
        except OSError as error:
            raise PortUnusableError(port, error) from error

    @property
    def port(self) -> int:
        """The port it listens on."""
        port: int = self.server_address[1]
        return port

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection."""
        self._connections.add(request)
        super().process_request(request, client_address)

    def disconnect(self) -> None:
        """Wake the threads that wait for another request on a connection kept open."""
        for connection in list(self._connections):
            with suppress(OSError):  # closed already
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about clients that went away; a sandbox may be ended in mid-request."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(server: HttpServer) -> Iterator[None]:
    """Have a server answer until the block ends."""
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        server.disconnect()
        thread.join()


class _Connection(socketserver.StreamRequestHandler):
    """Answers the requests of one connection, one after the other."""

    disable_nagle_algorithm = True
    server: HttpServer

    def handle(self) -> None:
        """Answer until the client goes, or asks for an end."""
        while self._answer():
            pass

    def _answer(self) -> bool:
        line = self.rfile.readline(_LONGEST_LINE)
        if not line.strip():
            return False
        method, target, version = line.decode("latin-1").split()
        asked = self._environ(method, target, version)
        if asked.get("HTTP_EXPECT", "").lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")  # boto3 waits a second for it
        if asked.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked":
            body = DechunkedInput(cast("IO[bytes]", self.rfile)).read()
            asked["wsgi.input_terminated"] = True
        else:
            body = self.rfile.read(int(asked.get("CONTENT_LENGTH") or 0))
        asked["wsgi.input"] = BytesIO(body)
        try:
            status, headers, body = called(self.server.application, asked)
        except AnswerLostError:
            return False
        except Exception as error:  # noqa: BLE001 (answered as 500, which clients try again)
            _LOG.exception("%s %s", method, target)
            status, headers, body = "500 Internal Server Error", [], str(error).encode()
        self._send(method, status, headers, body)
        return version == "HTTP/1.1" and asked.get("HTTP_CONNECTION", "").lower() != "close"

    def _environ(self, method: str, target: str, version: str) -> dict[str, Any]:
        headers = []
        while (line := self.rfile.readline(_LONGEST_LINE)) not in (b"\r\n", b"\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            headers.append((name, value.strip()))
        return environ(method, target, headers, port=self.server.port, version=version)

    def _send(self, method: str, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        lines = [f"HTTP/1.1 {status}"]
        lines += [f"{name}: {value}" for name, value in headers]
        names = {name.lower() for name, _ in headers}
        if "date" not in names:
            lines.append(f"Date: {formatdate(usegmt=True)}")
        if "content-length" not in names:
            lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        sent = method != "HEAD" and int(status[:3]) not in _WITHOUT_BODY
        self.wfile.write(head + body if sent else head)


def environ_of(request: AWSPreparedRequest) -> dict[str, Any]:
    """Return the WSGI environment of a request that boto3 would send."""
    url = urlsplit(request.url)
    headers = [("Host", url.netloc)]
    headers += [(name, _text(value)) for name, value in request.headers.items()]
    target = f"{url.path}?{url.query}" if url.query else url.path
    asked = environ(request.method, target, headers, port=url.port or 80)
    body = request.body or b""
    body = body.encode() if isinstance(body, str) else body
    if not isinstance(body, bytes | bytearray):
        raise TypeError("the interpreter sends whole bodies, and no files")
    asked["wsgi.input"] = BytesIO(body)
    return asked


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def environ(
    method: str,
    target: str,
    headers: Iterable[tuple[str, str]],
    *,
    port: int,
    version: str = "HTTP/1.1",
) -> dict[str, Any]:
    """Return the WSGI environment of a request, but for its body."""
    path, _, query = target.partition("?")
    if "://" in path:  # a client that takes this for a proxy
        path = urlsplit(path).path
    result: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        # WSGI has bytes as characters: https://peps.python.org/pep-3333/#unicode-issues
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": query,
        "RAW_URI": target,
        "REQUEST_URI": target,
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": version,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    preserved: dict[str, str] = {}
    for name, value in headers:
        key = name.upper().replace("-", "_")
        if "_" in name:  # WSGI cannot tell it from a dash; moto keeps the names of metadata
            if not should_preserve_original_header_name(name):
                continue
            preserved[f"HTTP_{key}"] = name
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        result[key] = f"{result[key]},{value}" if key in result else value
    result[PRESERVED_HEADER_NAMES_ENVIRON_KEY] = preserved
    return result


def called(
    application: Application, asked: dict[str, Any]
) -> tuple[str, list[tuple[str, str]], bytes]:
    """Call a WSGI application; return its status line, headers and whole body."""
    started: list[Any] = []
    chunks = application(asked, lambda status, headers, _=None: started.extend((status, headers)))
    body = b"".join(chunks)
    status, headers = started
    return status, headers, body


def status_line(status: int) -> str:
    """Return the status line of a status, e.g. "404 Not Found"."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"
