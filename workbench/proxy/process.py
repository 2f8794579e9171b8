"""The proxy as a separate process, so that it takes no time from its callers."""

from collections.abc import Iterator
from contextlib import contextmanager

from summariser.llm.providers import PROVIDERS
from workbench.child_server import child_server


@contextmanager
def proxy(upstream: str, model: str) -> Iterator[str]:
    """Run the proxy to a server until the block ends; yields its URL. Raises `ServerFailed`."""
    arguments = ["--upstream", upstream, "--model", model]
    with child_server("workbench.proxy", arguments) as url:
        yield url


def environment(url: str) -> dict[str, str]:
    """Return the variable with which boto3 finds the proxy."""
    variable = PROVIDERS["sagemaker"].endpoint_variable
    return {variable: url} if variable else {}
