"""The simulator as a separate process, so that it takes no time from its callers."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from summariser.llm.providers import PROVIDERS
from workbench.simulator.behaviour import Behaviour

STARTS_WITHIN_S = 30.0
_OPENER = urllib.request.build_opener(
    urllib.request.ProxyHandler({})
)  # the simulator runs on this machine


class SimulatorFailed(RuntimeError):
    """The simulator's process did not start."""


@contextmanager
def simulator(
    behaviour: Behaviour, *, log: Path | None = None, port: int | None = None
) -> Iterator[str]:
    """Run the simulator until the block ends; yields its URL. Raises `SimulatorFailed`."""
    port = port or _free_port()
    url = f"http://127.0.0.1:{port}"
    arguments = ["--behaviour", behaviour.model_dump_json(), "--port", str(port)]
    arguments += ["--parent", str(os.getpid())]
    if log is not None:
        log.write_text("", encoding="utf-8")
        arguments += ["--log", str(log)]
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "workbench.simulator", *arguments],
        start_new_session=True,  # Ctrl-C reaches only the parent, which then stops it
    )
    try:
        _wait(process, url)
        yield url
    finally:
        process.terminate()
        process.wait()


def behave(url: str, behaviour: Behaviour) -> None:
    """Change the behaviour of a running simulator; raises `URLError` when it cannot be reached."""
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{url}/behaviour", data=behaviour.model_dump_json().encode(), method="PUT"
    )
    _OPENER.open(request, timeout=10).close()


def environment(url: str) -> dict[str, str]:
    """Return the variables with which boto3 finds the simulator."""
    rows = PROVIDERS.values()
    return {row.endpoint_variable: url for row in rows if row.endpoint_variable is not None}


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SimulatorFailed(
                f"The simulator exited with {process.returncode}; see its output above."
            )
        try:
            _OPENER.open(f"{url}/health", timeout=1).close()
        except (URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise SimulatorFailed(f"The simulator did not start within {STARTS_WITHIN_S:.0f} s.")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
