"""The log of calls: a file on the desk of whoever runs the simulator, with the prompts' lines."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Call(BaseModel):
    """One request that reached the simulator, and what became of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: float  # seconds since the epoch
    model: str
    language: str
    task: str
    input_tokens: int
    instruction_tokens: int
    max_tokens: int
    window: int
    over_window: bool
    output_tokens: int
    outcome: str  # answered, or the name of a fault
    seconds: float
    instructions: str  # what stands before the fence
    listing: str  # the fenced lines
    told: str  # what was wrong with the draft before
    reply: str


def read_calls(path: Path) -> list[Call]:
    """Read a log."""
    with path.open(encoding="utf-8") as file:
        return [Call.model_validate_json(line) for line in file]
