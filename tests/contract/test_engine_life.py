"""An engine begins empty, and leaves nothing behind when it is closed."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.contract.post_office import finished, open_post_office, start, wait_until
from tests.contract.processes import processes, running
from workbench.local.runtime import (
    LambdaFolderMissingError,
    own_settings,
    python_path,
    service_environment,
)
from workbench.local.state_machines import UnknownSubstitutionError, read_definition

_SLOW = """
from tests.contract.processes import processes, running
from tests.contract.post_office import open_post_office, start
import signal
import time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
with open_post_office() as engine:
    start(engine, "slow", "lead")
    print("running", flush=True)
    time.sleep(60)
"""


def should_leave_nothing_behind_while_executions_still_run() -> None:
    before = set(threading.enumerate())
    with open_post_office() as engine:
        for number in range(20):
            start(engine, f"slow-{number}", "lead")
        logs = engine.logs
        wait_until(lambda: len(processes(of=os.getpid())) >= 2)
        started = processes(of=os.getpid())
        began = time.monotonic()
    assert time.monotonic() - began < 3
    wait_until(lambda: not running(started), seconds=5)
    assert not logs.exists()
    assert "MOTO_PORT" not in os.environ
    wait_until(lambda: set(threading.enumerate()) <= before, seconds=5)


def should_begin_empty_with_its_own_parameters_and_keep_its_logs(tmp_path: Path) -> None:
    for country, stamp in [("BE", "Manneken"), ("FR", "Marianne")]:
        with open_post_office(logs=tmp_path / country, Country=country) as engine:
            # The name is free again: nothing is left of the engine before.
            execution = finished(engine, start(engine, "postcard", "postcard"))
            assert f"{stamp} on postcard" in execution["output"]
        assert (tmp_path / country / "StampLetterFunction.log").exists()


def should_refuse_a_second_engine_in_the_same_process() -> None:
    with open_post_office(), pytest.raises(RuntimeError, match="close it first"):
        open_post_office()


def should_end_everything_on_ctrl_c() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SLOW],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"running\n"
        wait_until(lambda: len(processes(of=process.pid)) >= 2)
        started = processes(of=process.pid)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert errors.decode().rstrip().endswith("KeyboardInterrupt")
    wait_until(lambda: not running(started), seconds=5)


def should_end_its_sandboxes_when_it_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SLOW], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"running\n"
        wait_until(lambda: len(processes(of=process.pid)) >= 2)
        started = processes(of=process.pid)
        process.kill()
    wait_until(lambda: not running(started), seconds=5)


# Whose AWS a function talks to


def should_give_a_function_no_credentials_of_the_developer() -> None:
    own = own_settings({"AWS_ACCESS_KEY_ID": "mine", "AWS_REGION": "us-east-1", "HOME": "/home/me"})
    environment = service_environment(own, "eu-central-1", "http://127.0.0.1:1")
    assert environment["AWS_ACCESS_KEY_ID"] == "local"
    assert environment["AWS_REGION"] == "eu-central-1"
    assert "HOME" not in environment


def should_give_a_function_an_endpoint_of_the_developer_with_its_credentials() -> None:
    own = own_settings(
        {
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "https://bedrock-runtime.us-east-1.amazonaws.com",
            "AWS_ACCESS_KEY_ID": "mine",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "us-east-1",
            "OWN_SECRET": "hidden",
        }
    )
    environment = service_environment(own, own["AWS_REGION"], "http://127.0.0.1:1")
    assert environment["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"].startswith("https://bedrock")
    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    assert environment["AWS_ACCESS_KEY_ID"] == "mine"
    assert environment["AWS_REGION"] == "us-east-1"
    assert "OWN_SECRET" not in environment


def should_leave_the_choice_of_credentials_to_a_profile_of_the_developer() -> None:
    endpoint = {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "https://bedrock.example"}
    own = own_settings({**endpoint, "AWS_PROFILE": "work", "HOME": "/home/me"})
    environment = service_environment(own, "eu-central-1", "http://127.0.0.1:1")
    assert (environment["AWS_PROFILE"], environment["HOME"]) == ("work", "/home/me")
    assert "AWS_ACCESS_KEY_ID" not in environment
    assert "AWS_SHARED_CREDENTIALS_FILE" not in environment


def should_say_what_to_do_when_the_lambda_folders_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(LambdaFolderMissingError, match="make install"):
        python_path((tmp_path,))


def should_name_a_substitution_that_the_template_forgot(tmp_path: Path) -> None:
    path = tmp_path / "machine.asl.yaml"
    path.write_text("StartAt: A\nStates: {A: {Type: Succeed, Comment: '${Missing} ${Given}'}}")
    with pytest.raises(UnknownSubstitutionError, match="Missing"):
        read_definition(path, {"Given": "x"})
    given = json.loads(read_definition(path, {"Given": 'a "b"', "Missing": "c"}))
    assert given["States"]["A"]["Comment"] == 'c a "b"'
