"""Options of the commands that run the stack or the simulator."""

# ruff: noqa: PLC0415  # the simulator is imported when a command runs, so that --help is fast

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.running.model_service import LlmServer
    from workbench.simulator.behaviour import Behaviour

DEFAULT_OUT = Path("out")
DEFAULT_API_PORT = 8080
ModelChain = Annotated[
    str,
    typer.Option(
        metavar="A,B",
        help="Model, or a chain of models: each takes over when the one before it fails.",
    ),
]
Profiles = Annotated[
    str, typer.Option(metavar="A,B", help="Profiles to write, separated by commas. Default: all.")
]
EmbeddingModel = Annotated[
    str,
    typer.Option(
        "--embedding-model",
        metavar="NAME",
        help="Model that makes vectors of the summaries, for `similar`.",
    ),
]
Simulate = Annotated[
    bool, typer.Option("--simulate", help="Answer all model calls with the simulator.")
]
Llm = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Server of OpenAI's chat completions (llama.cpp, vLLM, Ollama) that answers for "
        "SageMaker's models.",
    ),
]
LlmModel = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Model that --llm is asked for. Default: the first that it lists."
    ),
]
Faults = Annotated[
    list[str] | None,
    typer.Option(
        "--fault",
        metavar="NAME=P",
        help="Simulator: probability of a fault of a call, as throttled=0.1, or of a verified "
        "sentence, verifier_error=0.05; repeat the option for several.",
    ),
]
Seed = Annotated[int, typer.Option(metavar="N", help="Simulator: seed for the faults.")]
Latency = Annotated[
    float,
    typer.Option(
        min=0, max=45, metavar="S", help="Simulator: minimum latency of a call in seconds."
    ),
]
Flat = Annotated[
    bool,
    typer.Option(
        "--flat/--by-length",
        help="Simulator: take --latency for every call, or longer for longer texts.",
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the results.")]


def behaviour_of(faults: list[str] | None, seed: int, latency: float, *, flat: bool) -> "Behaviour":
    """Read the simulator's options; raises `UsageError` for an unknown fault."""
    from workbench.simulator.behaviour import Behaviour, parse_faults

    behaviour = Behaviour(faults=parse_faults(faults or ()), seed=seed, base_s=latency)
    return behaviour.model_copy(update={"read_rate": None, "write_rate": None} if flat else {})


def llm_server(url: str | None, model: str | None, *, simulate: bool) -> "LlmServer | None":
    """Read the options of a server; raises `UsageError` when it cannot be used."""
    if url is None:
        if model is not None:
            raise UsageError("--llm-model names a model of a server: add --llm URL.")
        return None
    if simulate:
        raise UsageError("Choose one of --llm and --simulate: either answers all model calls.")
    from workbench.proxy.upstream import find_model
    from workbench.running.model_service import LlmServer

    return LlmServer(url, find_model(url, model))


def names_of(text: str) -> list[str]:
    """Split names at commas."""
    return [name.strip() for name in text.split(",") if name.strip()]
