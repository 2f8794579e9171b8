"""The process that sandboxes are forked from, so that AWS's libraries are loaded once for all.

sandbox_processes.py runs this file by its path, with the Python path that functions share: only
the standard library and what functions themselves may import is imported here.
"""

import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import time
from contextlib import suppress
from typing import Any

# Not awslambdaric: it reads AWS_LAMBDA_RUNTIME_API as it is imported.
_LIBRARIES = ("boto3", "pydantic", "aws_lambda_powertools")
# Those whose API descriptions are read beforehand; a client of any other service reads its own.
_SERVICES = ("dynamodb", "events", "s3", "sqs", "stepfunctions")


def main(channel: socket.socket) -> None:
    """Fork a sandbox for every request on the channel; in the sandbox, run AWS's runtime client."""
    _load_libraries()
    handler = serve(channel)
    if handler is not None:
        sys.argv = ["awslambdaric", handler]
        runpy.run_module("awslambdaric", run_name="__main__", alter_sys=True)


def _load_libraries() -> None:
    for library in _LIBRARIES:
        with suppress(ModuleNotFoundError):  # a function without a layer has only boto3
            importlib.import_module(library)
    # botocore keeps what it read in a session, and sessions read the environment: only the parsed
    # files are kept for the sessions of sandboxes.
    from botocore.loaders import JSONFileLoader  # noqa: PLC0415
    from botocore.session import Session  # noqa: PLC0415

    read, parsed = JSONFileLoader.load_file, dict[str, Any]()

    def load_file(loader: Any, path: str) -> Any:
        if path not in parsed:
            parsed[path] = read(loader, path)
        return parsed[path]

    setattr(JSONFileLoader, "load_file", load_file)  # noqa: B010 (mypy takes it for a mistake)
    session = Session()
    for service in _SERVICES:
        session.create_client(
            service,
            region_name="us-east-1",
            aws_access_key_id="template",
            aws_secret_access_key="template",  # noqa: S106 (opens nothing)
        )
    del session
    gc.collect()
    gc.freeze()  # lest a sandbox's collector writes to, and so copies, the pages that are shared


def serve(channel: socket.socket) -> str | None:
    """Fork until the channel closes; returns None then, and its handler's name in a sandbox.

    A request is a line of JSON and two file descriptors: the sandbox's log, and a pipe on which
    its exit code is written when it has ended. The answer is a line with its process id.
    """
    woken, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    signal.set_wakeup_fd(waker)
    ends: dict[int, int] = {}  # the pipe of each process
    events = selectors.DefaultSelector()
    events.register(channel, selectors.EVENT_READ)
    events.register(woken, selectors.EVENT_READ)
    while True:
        ready = [key.fileobj for key, _ in events.select()]
        if woken in ready:
            os.read(woken, 4096)
            _report_ended(ends)
        if channel not in ready:
            continue
        request, descriptors = _receive(channel)
        if request is None:
            for pid in ends:
                with suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)
            return None
        log, end = descriptors
        pid = os.fork()
        if pid == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            events.close()
            channel.close()
            for descriptor in (woken, waker, end, *ends.values()):
                os.close(descriptor)
            _become(request, log)
            return str(request["handler"])
        os.setpgid(pid, pid)  # so that it can be ended with all that it started
        ends[pid] = end
        os.close(log)
        channel.sendall(b"%d\n" % pid)


def _receive(channel: socket.socket) -> tuple[dict[str, Any] | None, list[int]]:
    line, descriptors, _, _ = socket.recv_fds(channel, 1 << 16, 2)
    while line and not line.endswith(b"\n"):
        line += channel.recv(1 << 16)
    return (json.loads(line) if line else None), list(descriptors)


def _report_ended(ends: dict[int, int]) -> None:
    while ends:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        end = ends.pop(pid)
        with suppress(BrokenPipeError):
            os.write(end, b"%d\n" % os.waitstatus_to_exitcode(status))
        os.close(end)


def _become(request: dict[str, Any], log: int) -> None:
    with suppress(PermissionError):  # the parent was first
        os.setpgid(0, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    os.chdir(request["directory"])
    sys.path.insert(0, request["directory"])


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
