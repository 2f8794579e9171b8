"""An input and an output model for each function of batch inference.

They carry references and counts, never text.
"""

from pydantic import BaseModel, ConfigDict, Field

from summariser.steps.states import Output


class BatchInput(BaseModel):
    """The backfill that a function works on."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    execution_name: str | None = None  # for the log
    # What the tag of a job may hold.
    backfill_id: str = Field(pattern=r"^[A-Za-z0-9_ .:/=+@-]+$", max_length=256)


class PrepareBatchInput(BatchInput):
    """A part of a backfill: the messages of its events in S3, one a line."""

    part: int = Field(ge=0)
    events_uri: str


class PrepareBatchOutput(Output):
    """How many records of a part wait for a job, and how many events went on demand."""

    records: int
    on_demand: int


class SubmitBatchInput(BatchInput):
    """A backfill whose parts are all prepared."""


class SubmitBatchOutput(Output):
    """How many of its jobs Bedrock has taken, and how many wait for room."""

    submitted: int
    waiting: int  # ask again later
    on_demand: int  # events of jobs with fewer records than Bedrock takes


class ReconcileBatchOutput(Output):
    """What became of the open jobs."""

    ended: int
    open: int
    drafts: int  # answers that became drafts
    without_draft: int  # records that go on demand
