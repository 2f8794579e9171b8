"""Cold starts: each function beside a bare handler that makes a boto3 client and nothing else.

A machine's speed is in both, so their ratio is what a change can be judged by. Both run as Lambda
runs them: AWS's runtime client, without the developer's own packages.
"""

import os
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
from workbench.local.sandbox import Sandbox
from workbench.local.sandbox_processes import ForkServer
from workbench.paths import ROOT

LAYER = ROOT / "layers" / "summariser" / "src"
BARE = "import boto3\nboto3.client('s3')\ndef handler(event, context): ...\n"
TIMED = "import time; began = time.process_time(); import app; print(time.process_time() - began)"


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
    with Path(os.devnull).open("wb") as log:
        began = time.perf_counter()
        fork_server = ForkServer(function.python_path[1:])
        try:
            sandbox = Sandbox(function, log, fork_server)
            sandbox.initialise()
            sandbox.close()
        finally:
            fork_server.close()
        return time.perf_counter() - began


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
