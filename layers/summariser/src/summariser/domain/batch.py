"""Batch: the requests of a part of a backfill, and the job of Bedrock that answers some parts."""

import hashlib
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from summariser.domain.errors import PermanentError, TransientError


class JobStatus(StrEnum):
    """Where Bedrock says that a job stands; whatever it names besides has not ended.

    https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetModelInvocationJob.html
    """

    COMPLETED = "Completed"
    PARTIALLY_COMPLETED = "PartiallyCompleted"
    FAILED = "Failed"
    EXPIRED = "Expired"
    STOPPED = "Stopped"
    NOT_CREATED = "NotCreated"  # ours: it was reserved, and Bedrock never took it


class PreparedPart(BaseModel):
    """A part of a backfill whose requests are written down."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    job: int  # that answers it, of its backfill
    part: int
    model: str  # that its requests are for
    records: int  # that wait for an answer
    on_demand: int  # events that went to the backfill queue at once


class BatchJob(BaseModel):
    """A job: which parts of a backfill it answers, and how far it is.

    Its name is made before Bedrock is asked for it, and kept: see `job_name`.
    """

    model_config = ConfigDict(defer_build=True, frozen=True)

    name: str
    backfill_id: str
    number: int
    model: str
    parts: tuple[int, ...]
    records: int
    tried_at: datetime  # when it was last asked for, or was to be
    arn: str | None = None  # once Bedrock took it
    reconciled: int = 0  # parts whose records are all accounted for
    ended_at: datetime | None = None  # once they are all
    status: JobStatus | None = None  # that it ended with


class BatchQuotaReached(TransientError):
    """As many jobs of a model are open as may be."""

    def __init__(self, model: str) -> None:
        super().__init__(f"As many batch jobs of {model} are open as may be.")


class BatchInferenceOff(PermanentError):
    """A deployment was not prepared for batch inference."""

    def __init__(self) -> None:
        super().__init__("Batch inference is off: deploy with BatchInference=on.")


def job_name(stage: str, backfill_id: str, number: int) -> str:
    """Name a job of Bedrock, at most 63 characters; the name is its idempotency token as well.

    https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateModelInvocationJob.html
    """
    digest = hashlib.sha256(f"{backfill_id}/{number}".encode()).hexdigest()[:32]
    return f"listing-{stage}-{digest}"
