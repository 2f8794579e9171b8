"""`summariser serve`: a stack on this machine that other programs find as they find one on AWS."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.workflow.commands import COMMAND

EMPTY = '{"listing_id": "empty-1", "description": ""}\nnot a listing\n'


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@contextmanager
def serving(port: int, api_port: int, env_file: Path) -> Iterator[subprocess.Popen[str]]:
    ports = ["--port", str(port), "--api-port", str(api_port)]
    arguments = ["serve", "-", *ports, "--env-file", str(env_file)]
    with subprocess.Popen(
        [COMMAND, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdin is not None
            process.stdin.write(EMPTY)
            process.stdin.close()
            yield process
        finally:
            process.kill()


def read_until(process: subprocess.Popen[str], start: str) -> list[str]:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith(start):
            return lines
    raise AssertionError(f"serve ended without saying {start!r}: {lines}")


def exported(env_file: Path) -> dict[str, str]:
    lines = env_file.read_text(encoding="utf-8").splitlines()
    return dict(line.removeprefix("export ").split("=", 1) for line in lines)


def dead_letters(environment: dict[str, str]) -> list[str]:
    done = subprocess.run(
        [COMMAND, "dead-letters", "--json"],
        env={"PATH": os.environ["PATH"], "HOME": "/nowhere", **environment},
        capture_output=True,
        check=True,
    )
    return sorted(json.loads(line)["error"] for line in done.stdout.splitlines())


def should_run_the_stack_for_other_terminals_until_it_is_interrupted(tmp_path: Path) -> None:
    port, api_port, env_file = free_port(), free_port(), tmp_path / "stack.env"
    with serving(port, api_port, env_file) as process:
        said = read_until(process, "Press Ctrl-C")
        assert f"export AWS_ENDPOINT_URL=http://127.0.0.1:{port}" in said
        assert f"export SUMMARISER_API=http://127.0.0.1:{api_port}" in said
        assert "2 of 2 listings were sent." in said
        deadline = time.monotonic() + 30
        while dead_letters(exported(env_file)) != ["EventNotUnderstood", "ListingHasNoText"]:
            assert time.monotonic() < deadline, "the events did not become dead letters in 30 s"
        second = subprocess.run(
            [COMMAND, "serve", "--port", str(port)], capture_output=True, text=True, check=False
        )
        process.send_signal(signal.SIGINT)
        read_until(process, "Stopped.")
        assert process.wait(timeout=20) == 0
    assert second.returncode == 2
    assert f"Port {port} cannot be used" in second.stderr
