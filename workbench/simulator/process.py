"""The simulator as a separate process, so that it takes no time from its callers."""

import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from summariser.llm.providers import PROVIDERS
from workbench.child_server import child_server
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.recordings import write_recordings

_OPENER = urllib.request.build_opener(
    urllib.request.ProxyHandler({})
)  # the simulator runs on this machine


@contextmanager
def simulator(
    behaviour: Behaviour,
    *,
    log: Path | None = None,
    port: int | None = None,
    replies: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Run the simulator until the block ends; yields its URL.

    `replies` are recorded ones, by the digest of the lines that they answer. Raises `ServerFailed`.
    """
    arguments = ["--behaviour", behaviour.model_dump_json()]
    if log is not None:
        log.write_text("", encoding="utf-8")
        arguments += ["--log", str(log)]
    with TemporaryDirectory() as folder:
        if replies:
            recordings = Path(folder) / "replies.json"
            write_recordings(recordings, replies)
            arguments += ["--replies", str(recordings)]
        with child_server("workbench.simulator", arguments, port) as url:
            yield url


def behave(url: str, behaviour: Behaviour) -> None:
    """Change the behaviour of a running simulator; raises `URLError` when it cannot be reached."""
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{url}/behaviour", data=behaviour.model_dump_json().encode(), method="PUT"
    )
    _OPENER.open(request, timeout=10).close()


def store_in(url: str, endpoint_url: str) -> None:
    """Say where a running simulator finds S3, which batch jobs read and write.

    Their ends are announced on the event bus there. Raises `URLError` when it cannot be reached.
    """
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{url}/storage", data=endpoint_url.encode(), method="PUT"
    )
    _OPENER.open(request, timeout=10).close()


def environment(url: str) -> dict[str, str]:
    """Return the variables with which boto3 finds the simulator."""
    rows = PROVIDERS.values()
    found = {row.endpoint_variable: url for row in rows if row.endpoint_variable is not None}
    return found | {"AWS_ENDPOINT_URL_BEDROCK": url}  # inference profiles, batch jobs
