"""Cold starts: each function beside a bare handler that makes a boto3 client and nothing else.

A machine's speed is in both, so their ratio is what a change can be judged by. Both run as Lambda
runs them: AWS's runtime client, without the developer's own packages.
"""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from workbench.errors import UsageError
from workbench.local.runtime import DEFAULT_REGION, Function, python_path, service_environment
from workbench.paths import ROOT

LAYER = ROOT / "layers" / "summariser" / "src"
BARE = "import boto3\nboto3.client('s3')\ndef handler(event, context): ...\n"
TIMED = "import time; began = time.process_time(); import app; print(time.process_time() - began)"
STARTS_WITHIN_S = 60
# https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-next
NEXT_INVOCATION = b"/runtime/invocation/next"


class FunctionNotReady(RuntimeError):
    """A function's process did not ask for an invocation."""


@dataclass(frozen=True)
class Start:
    """One cold start."""

    import_s: float  # of the processor, to import app.py
    ready_s: float  # wall clock, from the process's start until it asks for its first invocation


@dataclass(frozen=True)
class ColdStart:
    """A function's cold starts, and those of the bare handler that took turns with them."""

    function: str
    starts: Sequence[Start]
    bare: Sequence[Start]

    @property
    def import_ratio(self) -> float:
        """Divide import times, the median over the rounds: other work disturbs single ones."""
        return median(
            own.import_s / bare.import_s for own, bare in zip(self.starts, self.bare, strict=True)
        )

    @property
    def ready_ratio(self) -> float:
        """Divide the times to the first invocation, the median over the rounds."""
        return median(
            own.ready_s / bare.ready_s for own, bare in zip(self.starts, self.bare, strict=True)
        )


def function_names() -> list[str]:
    """List the folders of functions/."""
    return sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))


def benchmark(functions: Sequence[str], rounds: int) -> list[ColdStart]:
    """Measure functions, or all of them where none is named, and print a table.

    Raises `UsageError` for a function that does not exist.
    """
    known = function_names()
    unknown = sorted(set(functions) - set(known))
    if unknown:
        raise UsageError(f"There is no function {', '.join(unknown)}; known: {', '.join(known)}.")
    measured = []
    with Console(stderr=True).status("") as status:
        for name in functions or known:
            status.update(f"{name}: {rounds} cold starts ...")
            measured.append(measure(name, rounds))
    console = Console()
    (console if console.is_terminal else Console(width=100)).print(_table(measured, rounds))
    return measured


def measure(function: str, rounds: int) -> ColdStart:
    """Start a function and the bare handler in turns; a first start of each is not counted."""
    folder = ROOT / "functions" / function
    with _bare_handler() as bare:
        pairs = [(_start((folder, LAYER)), _start((bare, LAYER))) for _ in range(rounds + 1)][1:]
    return ColdStart(function, [own for own, _ in pairs], [other for _, other in pairs])


@contextmanager
def _bare_handler() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="cold-start-") as folder:
        (Path(folder) / "app.py").write_text(BARE, encoding="utf-8")
        yield Path(folder)


def _start(code: tuple[Path, ...]) -> Start:
    function = Function(
        logical_id="ColdStart",
        name="cold-start",
        arn=f"arn:aws:lambda:{DEFAULT_REGION}:123456789012:function:cold-start",
        handler="app.handler",
        timeout=10,
        memory=512,
        python_path=python_path(code),
        environment=service_environment({}, DEFAULT_REGION, "http://127.0.0.1:1"),
    )
    return Start(import_s=_import_seconds(function), ready_s=_ready_seconds(function))


def _import_seconds(function: Function) -> float:
    result = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-S", "-s", "-c", TIMED],
        cwd=function.python_path[0],
        env=function.process_environment("127.0.0.1:1"),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(result.stdout)


def _ready_seconds(function: Function) -> float:
    """Start a process of its own, which has nothing loaded, and listen in place of Lambda."""
    with socket.create_server(("127.0.0.1", 0)) as runtime_api:
        runtime_api.settimeout(STARTS_WITHIN_S)
        address = f"127.0.0.1:{runtime_api.getsockname()[1]}"
        began = time.perf_counter()
        with subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-S", "-s", "-m", "awslambdaric", function.handler],
            cwd=function.python_path[0],
            env=function.process_environment(address),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                connection, _ = runtime_api.accept()
                ready_s = time.perf_counter() - began
                with connection:
                    request = connection.recv(1024)
            finally:
                process.kill()
    if NEXT_INVOCATION not in request:
        raise FunctionNotReady(f"{function.python_path[0]} cannot be imported")
    return ready_s


def _table(measured: Sequence[ColdStart], rounds: int) -> Table:
    table = Table(
        title="Cold starts, beside a bare handler with a boto3 client",
        caption=f"Medians of {rounds} rounds. Import: processor time. Ready: wall-clock time from "
        "the start of the process to its first invocation.",
        title_justify="left",
        caption_justify="left",
    )
    table.add_column("function")
    for heading in ("import", "to bare", "ready", "to bare"):
        table.add_column(heading, justify="right")
    for row in measured:
        table.add_row(
            row.function,
            _milliseconds([start.import_s for start in row.starts]),
            f"{row.import_ratio:.2f}",
            _milliseconds([start.ready_s for start in row.starts]),
            f"{row.ready_ratio:.2f}",
        )
    bare = [start for row in measured for start in row.bare]
    table.add_section()
    table.add_row(
        "bare handler",
        _milliseconds([start.import_s for start in bare]),
        "1.00",
        _milliseconds([start.ready_s for start in bare]),
        "1.00",
    )
    return table


def _milliseconds(seconds: Sequence[float]) -> str:
    return f"{1000 * median(seconds):,.0f} ms"
