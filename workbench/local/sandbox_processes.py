"""The processes of sandboxes, forked from one that has AWS's libraries loaded.

A process of its own took 0.9 s of processor time until its first AWS call, a forked one 0.2 s.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from workbench.local.runtime import NO_CREDENTIALS, Function, isolated_environment

_TEMPLATE = Path(__file__).with_name("sandbox_template.py")


class SandboxProcess:
    """A process forked by a `ForkServer`, which says when and how it ended."""

    def __init__(self, pid: int, end: int) -> None:
        self.pid = pid
        self._end = end  # readable once the process has ended
        self._exit_code: int | None = None
        self._reading = threading.Lock()

    def fileno(self) -> int:
        """Return what becomes readable when the process ends."""
        return self._end

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal; None while the process runs."""
        if self._exit_code is None and select.select([self._end], [], [], 0)[0]:
            self.wait()
        return self._exit_code

    def wait(self) -> int:
        """Wait until the process has ended; return its exit code, negative for a signal."""
        with self._reading:
            if self._exit_code is None:
                # Where the fork server says nothing, it has ended, and its processes with it.
                self._exit_code = int(os.read(self._end, 16) or -signal.SIGKILL)
            return self._exit_code

    def kill(self) -> None:
        """End the process, and what it started."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self.wait()

    def close(self) -> None:
        """Forget a process that has ended."""
        os.close(self._end)


class ForkServer:
    """Starts the processes of functions that share all of their Python path but their own code."""

    def __init__(self, shared_path: tuple[Path, ...]) -> None:
        self._lock = threading.Lock()
        self._channel, theirs = socket.socketpair()
        with theirs:
            # Without `site` (-S, -s) the developer's own packages stay out of the function's sight,
            # and with -P this package does.
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-S", "-s", str(_TEMPLATE), str(theirs.fileno())],
                env=isolated_environment(shared_path, NO_CREDENTIALS),
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for the engine, which then ends its sandboxes
            )

    def start(self, function: Function, runtime_api: str, log: IO[bytes]) -> SandboxProcess:
        """Fork a process that runs a function; raises `OSError` where there is no process left."""
        request = {
            "handler": function.handler,
            "directory": str(function.python_path[0]),
            "environment": function.process_environment(runtime_api),
        }
        end, theirs = os.pipe()
        try:
            with self._lock:
                line = json.dumps(request).encode() + b"\n"
                sent = socket.send_fds(self._channel, [line], [log.fileno(), theirs])
                self._channel.sendall(line[sent:])
                answer = self._channel.recv(64)
        except OSError:
            os.close(end)
            raise
        finally:
            os.close(theirs)
        if not answer:
            os.close(end)
            raise ConnectionError("the process that sandboxes are forked from has ended")
        return SandboxProcess(int(answer), end)

    def close(self) -> None:
        """End the server, and every process it started."""
        self._channel.close()
        self._process.wait()
