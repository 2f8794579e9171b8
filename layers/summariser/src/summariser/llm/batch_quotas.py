"""BatchQuotas: what Bedrock takes of batch inference, read from batch_quotas.toml."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

PATH = Path(__file__).with_suffix(".toml")


class BatchQuotas(BaseModel):
    """The quotas of jobs and of their files."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    minimum_records: int  # of a job
    maximum_records: int  # of a job
    file_bytes: int
    job_bytes: int
    jobs_at_once: int


@cache
def load_batch_quotas() -> BatchQuotas:
    """Read the quotas."""
    return BatchQuotas.model_validate(tomllib.loads(PATH.read_text(encoding="utf-8")))
