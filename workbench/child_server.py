"""A server of the workbench as a separate process, so that it takes no time from its callers."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.error import URLError

STARTS_WITHIN_S = 30.0
_OPENER = urllib.request.build_opener(
    urllib.request.ProxyHandler({})
)  # the server runs on this machine


class ServerFailed(RuntimeError):
    """The server's process did not start."""


@contextmanager
def child_server(module: str, arguments: Sequence[str], port: int | None = None) -> Iterator[str]:
    """Run a module that serves HTTP, with `--port` and `--parent`, until the block ends.

    Yields its URL once `/health` answers. Raises `ServerFailed`.
    """
    port = port or _free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(  # noqa: S603
        [
            sys.executable,
            "-m",
            module,
            *arguments,
            "--port",
            f"{port}",
            "--parent",
            f"{os.getpid()}",
        ],
        start_new_session=True,  # Ctrl-C reaches only the parent, which then stops it
    )
    try:
        _wait(process, module, url)
        yield url
    finally:
        process.terminate()
        process.wait()


def exit_with(parent: int) -> None:
    """Exit this process as soon as `parent` is no longer its parent."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def _wait(process: subprocess.Popen[bytes], module: str, url: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerFailed(f"{module} exited with {process.returncode}; see its output above.")
        try:
            _OPENER.open(f"{url}/health", timeout=1).close()
        except (URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise ServerFailed(f"{module} did not start within {STARTS_WITHIN_S:.0f} s.")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
