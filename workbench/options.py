"""Options that several commands take, and how they are read."""

# ruff: noqa: PLC0415  # each command imports what it needs, so that --help need not wait for it

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from workbench.simulator.behaviour import Behaviour

DEFAULT_OUT = Path("out")
ModelChain = Annotated[str, typer.Option(help="The model that writes, or a chain of them: a,b.")]
Profiles = Annotated[
    str, typer.Option(metavar="A,B", help="The profiles to write; all of them by default.")
]
Simulate = Annotated[
    bool, typer.Option("--simulate", help="Answer calls of models by the simulator.")
]
Faults = Annotated[
    list[str] | None,
    typer.Option("--fault", metavar="NAME=P", help="Of the simulator: how probable a fault is."),
]
Seed = Annotated[int, typer.Option(help="Of the simulator: the same seed, the same faults.")]
Latency = Annotated[
    float,
    typer.Option(
        min=0, max=45, metavar="S", help="Of the simulator: seconds a call takes at least."
    ),
]
Flat = Annotated[
    bool,
    typer.Option(
        "--flat/--by-length",
        help="Of the simulator: whether every call takes --latency, however long its texts.",
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for results.")]


def behaviour_of(faults: list[str] | None, seed: int, latency: float, *, flat: bool) -> "Behaviour":
    """Read the simulator's options; raises `UsageError` for a fault that there is not."""
    from workbench.simulator.behaviour import Behaviour, parse_faults

    behaviour = Behaviour(faults=parse_faults(faults or ()), seed=seed, base_s=latency)
    return behaviour.model_copy(update={"read_rate": None, "write_rate": None} if flat else {})


def names_of(text: str) -> list[str]:
    """Read names that commas part."""
    return [name.strip() for name in text.split(",") if name.strip()]
