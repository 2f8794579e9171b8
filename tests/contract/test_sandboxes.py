"""A sandbox does with a handler what Lambda does."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.contract.processes import is_running
from workbench.local.runtime import Function, python_path, service_environment
from workbench.local.sandbox import Invocation
from workbench.local.sandbox_processes import ForkServer
from workbench.local.sandboxes import EngineClosedError, SandboxPool

MakePool = Callable[..., SandboxPool]


@pytest.fixture
def fork_server(tmp_path: Path) -> Iterator[ForkServer]:
    server = ForkServer(python_path((tmp_path,))[1:])
    yield server
    server.close()


@pytest.fixture
def pool_of(tmp_path: Path, fork_server: ForkServer) -> Iterator[MakePool]:
    pools: list[SandboxPool] = []

    def make(code: str, size: int = 1, timeout: float = 10) -> SandboxPool:
        (tmp_path / "app.py").write_text(code)
        function = Function(
            logical_id="LettersFunction",
            name="letters",
            arn="arn:aws:lambda:eu-central-1:123456789012:function:letters",
            handler="app.handler",
            timeout=timeout,
            memory=256,
            python_path=python_path((tmp_path,)),
            environment=service_environment({}, "eu-central-1", "http://127.0.0.1:1"),
        )
        pools.append(SandboxPool(function, size, tmp_path / "letters.log", fork_server))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()


def answer(invocation: Invocation) -> Any:
    assert invocation.function_error is None, invocation.payload
    return json.loads(invocation.payload)


def error(invocation: Invocation) -> dict[str, Any]:
    assert invocation.function_error == "Unhandled"
    cause: dict[str, Any] = json.loads(invocation.payload)
    return cause


def should_use_a_warm_process_again(pool_of: MakePool) -> None:
    pool = pool_of(
        """
import os
def handler(event, context):
    return {"pid": os.getpid(), "letter": event["letter"], "name": context.function_name,
            "arn": context.invoked_function_arn, "ms": context.get_remaining_time_in_millis()}
"""
    )
    first, second = (answer(pool.invoke(b'{"letter": "\xc3\xa9t\xc3\xa9"}')) for _ in range(2))
    assert first["pid"] == second["pid"]
    assert first["letter"] == "été"
    assert (first["name"], first["arn"].rpartition(":")[2]) == ("letters", "letters")
    assert 9_000 < first["ms"] <= 10_000


def should_report_an_exception(pool_of: MakePool) -> None:
    pool = pool_of("def handler(event, context): raise ValueError('no stamp')")
    cause = error(pool.invoke(b"{}"))
    assert (cause["errorType"], cause["errorMessage"]) == ("ValueError", "no stamp")


def should_end_a_handler_that_runs_over_its_timeout(pool_of: MakePool) -> None:
    pool = pool_of(
        """
import time
def handler(event, context):
    time.sleep(event["seconds"])
    return "in time"
""",
        timeout=0.5,
    )
    assert answer(pool.invoke(b'{"seconds": 0}')) == "in time"
    cause = error(pool.invoke(b'{"seconds": 30}'))
    assert cause["errorType"] == "Sandbox.Timedout"
    assert cause["errorMessage"].endswith("Task timed out after 0.50 seconds")
    assert answer(pool.invoke(b'{"seconds": 0}')) == "in time"


def should_replace_a_process_that_exits(pool_of: MakePool) -> None:
    pool = pool_of(
        """
import os, signal
def handler(event, context):
    if event == "exit":
        os._exit(3)
    if event == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    return "alive"
"""
    )
    assert error(pool.invoke(b'"exit"'))["errorType"] == "Runtime.ExitError"
    assert "exit status 3" in error(pool.invoke(b'"exit"'))["errorMessage"]
    assert "SIGKILL" in error(pool.invoke(b'"kill"'))["errorMessage"]
    assert answer(pool.invoke(b'"stay"')) == "alive"


def should_replace_a_process_that_died_while_it_was_idle(pool_of: MakePool) -> None:
    pool = pool_of(
        """
import os, threading
def handler(event, context):
    threading.Timer(0.1, os._exit, [0]).start()
    return "alive"
"""
    )
    assert answer(pool.invoke(b"{}")) == "alive"
    time.sleep(0.4)
    assert answer(pool.invoke(b"{}")) == "alive"


def should_end_with_the_process_that_it_was_forked_from(
    pool_of: MakePool, fork_server: ForkServer
) -> None:
    pool = pool_of("import os\ndef handler(event, context): return os.getpid()")
    pid = answer(pool.invoke(b"{}"))
    fork_server.close()
    while is_running(pid):
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("code", "error_type"),
    [
        ("import no_such_module", "Runtime.ImportModuleError"),
        ("handler = None = 1", "Runtime.UserCodeSyntaxError"),
        ("x = 1", "Runtime.HandlerNotFound"),
        ("import os; os._exit(4)", "Runtime.ExitError"),
    ],
)
def should_report_code_that_cannot_be_imported_every_time(
    code: str, error_type: str, pool_of: MakePool
) -> None:
    pool = pool_of(code)
    assert [error(pool.invoke(b"{}"))["errorType"] for _ in range(2)] == [error_type] * 2


def should_see_nothing_of_the_developer(
    pool_of: MakePool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OWN_SECRET", "hidden")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "real")
    pool = pool_of(
        """
import importlib, os
def found(name):
    try:
        return bool(importlib.import_module(name))
    except ImportError:
        return False
def handler(event, context):
    return {"found": [name for name in event if found(name)], "environ": dict(os.environ),
            "cwd": os.getcwd()}
"""
    )
    names = ["boto3", "moto", "typer", "pytest", "pip", "workbench", "summariser", "pydantic"]
    seen = answer(pool.invoke(json.dumps(names).encode()))
    assert seen["found"] == ["boto3"]
    assert seen["cwd"] == str(tmp_path)
    assert "OWN_SECRET" not in seen["environ"]
    assert seen["environ"]["AWS_ACCESS_KEY_ID"] == "local"
    assert seen["environ"]["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"


def should_refuse_an_answer_beyond_lambdas_limit(pool_of: MakePool) -> None:
    pool = pool_of("def handler(event, context): return 'x' * event")
    assert len(answer(pool.invoke(b"6000000"))) == 6_000_000
    assert error(pool.invoke(b"7000000"))["errorType"] == "Function.ResponseSizeTooLarge"


def should_let_a_burst_wait_for_its_few_sandboxes(pool_of: MakePool) -> None:
    pool = pool_of(
        """
import os, time
def handler(event, context):
    time.sleep(0.05)
    return [event, os.getpid()]
""",
        size=2,
    )
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda n: answer(pool.invoke(str(n).encode())), range(12)))
    assert [number for number, _ in answers] == list(range(12))
    assert len({pid for _, pid in answers}) == 2
    assert pool.waiting == 0


def should_release_the_waiting_when_it_closes(pool_of: MakePool) -> None:
    pool = pool_of("import time\ndef handler(event, context): time.sleep(30)", timeout=60)
    refused: list[EngineClosedError] = []

    def invoke() -> None:
        with pytest.raises(EngineClosedError) as caught:
            pool.invoke(b"{}")
        refused.append(caught.value)

    threads = [threading.Thread(target=invoke) for _ in range(3)]
    for thread in threads:
        thread.start()
    while pool.waiting < 2:
        time.sleep(0.01)
    pool.close()
    for thread in threads:
        thread.join(timeout=5)
    assert len(refused) == 3


def should_write_what_a_handler_prints_to_its_log(pool_of: MakePool, tmp_path: Path) -> None:
    pool = pool_of("def handler(event, context): print('stamped', event)")
    pool.invoke(b'"a letter"')
    assert "stamped a letter" in (tmp_path / "letters.log").read_text()
