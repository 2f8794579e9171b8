"""The log of calls: a local file that contains the prompts and replies."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Call(BaseModel):
    """One request to the simulator, and its outcome."""

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
    instructions: str  # the prompt before the fenced lines
    listing: str  # the fenced lines
    told: str  # the findings on the previous draft
    claimed: str = ""  # the sentences to verify
    reply: str
    batch: bool = False  # whether a batch job made it


def read_calls(path: Path) -> list[Call]:
    """Read a log."""
    with path.open(encoding="utf-8") as file:
        return [Call.model_validate_json(line) for line in file]
