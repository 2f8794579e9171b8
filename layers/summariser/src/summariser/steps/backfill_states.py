"""An input and an output model for each state of statemachine/backfill.asl.yaml.

They carry references and counts, never text.
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from summariser.domain.backfill import BackfillRequest
from summariser.steps.states import Output


class SplitBackfillInput(BaseModel):
    """What a backfill is asked to do; its execution's name is its id, unless it goes on."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    execution_name: str
    request: BackfillRequest

    @property
    def backfill_id(self) -> str:
        """The backfill's id."""
        return self.request.backfill_id or self.execution_name


class SplitBackfillOutput(Output):
    """How far a backfill is split, where its parts are, and how they are to be staged."""

    backfill_id: str
    split: bool  # whether all of it is in parts
    parts: int
    bucket: str
    prefix: str
    concurrency: int
    tolerated_failure_percentage: float


class StageListingsInput(BaseModel):
    """A part in S3, by its key."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    execution_name: str
    backfill_id: str
    part_key: str


class StageListingsOutput(Output):
    """What was staged of a part; none of it yet if it is to wait."""

    staged: int
    rejected: int
    wait_until: datetime | None = None
