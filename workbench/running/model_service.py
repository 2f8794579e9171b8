"""Model service: what a stack needs to call its models on this machine instead of in AWS."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from workbench.proxy.process import environment, proxy

PROCESSES = 2  # of each function: a server on a laptop answers one or two calls at a time


@dataclass(frozen=True)
class ModelService:
    """Parameters and environment of the stack, and how many processes each function needs."""

    parameters: dict[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    processes: int | None = None
    url: str | None = None


@dataclass(frozen=True)
class LlmServer:
    """A server of OpenAI's chat completions, and the model that it is asked for."""

    url: str
    model: str


@contextmanager
def proxied(server: LlmServer) -> Iterator[ModelService]:
    """Have a server answer for SageMaker until the block ends."""
    with proxy(server.url, server.model) as url:
        yield ModelService(environment=environment(url), processes=PROCESSES, url=url)
