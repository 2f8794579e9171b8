"""Behaviour: how slow, how limited and how faulty the simulated services are."""

import hashlib
import random
from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat, PositiveFloat, PositiveInt

from workbench.errors import UsageError


class Fault(StrEnum):
    """What can go wrong with a call."""

    THROTTLED = "throttled"
    SERVER_ERROR = "server_error"
    HANGING = "hanging"  # no answer until the client disconnects
    MALFORMED = "malformed"  # chatter instead of the line protocol
    TRUNCATED = "truncated"  # cut off in the middle, and reported as such
    FILTERED = "filtered"
    WORDY = "wordy"  # repeats itself until no token is left
    HALLUCINATED = "hallucinated"  # a figure that is not in the listing
    CARELESS = "careless"  # the same, until the prompt says what was wrong
    OBEDIENT = "obedient"  # does what a line of the listing asks a model to do
    MERGED = "merged"  # a sentence joins parts of two lines, and cites only the first
    VERIFIER_MALFORMED = "verifier_malformed"  # chatter in answer to a verification alone
    VERIFIER_ERROR = "verifier_error"  # of a sentence: a true one is refused, a false one supported


class BatchFault(StrEnum):
    """What can go wrong with a batch job, or with a record of it."""

    CREATION_THROTTLED = "creation_throttled"
    JOB_FAILED = "job_failed"  # before any record was answered
    JOB_EXPIRED = "job_expired"  # half of the records were
    JOB_PARTIAL = "job_partial"  # the same: the job is PartiallyCompleted
    OUT_OF_ORDER = "out_of_order"
    RECORD_FAILED = "record_failed"
    RECORD_MISSING = "record_missing"  # was never answered, and nobody says so
    RECORD_DUPLICATED = "record_duplicated"  # stands in the output twice
    LINE_MALFORMED = "line_malformed"  # its record was not answered


class BatchBehaviour(BaseModel):
    """How long batch jobs take, and the probabilities of their faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    turnaround_s: NonNegativeFloat = 0.0
    faults: dict[BatchFault, float] = Field(default_factory=dict)


class Behaviour(BaseModel):
    """Latency in seconds, tokens per second, quotas per minute, and probabilities of faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_s: NonNegativeFloat = 0.2
    read_rate: PositiveFloat | None = 5000.0  # None: takes no time, whatever the length
    write_rate: PositiveFloat | None = 400.0
    requests_per_minute: PositiveInt | None = None
    tokens_per_minute: PositiveInt | None = None
    faults: dict[Fault, float] = Field(default_factory=dict)
    batch: BatchBehaviour = BatchBehaviour()
    seed: int = 0

    def seconds(self, read: int, written: int) -> float:
        """Return the duration of a call, from the tokens read and written."""
        reading = read / self.read_rate if self.read_rate else 0.0
        writing = written / self.write_rate if self.write_rate else 0.0
        return self.base_s + reading + writing

    def faults_of(self, body: bytes, times_before: int) -> frozenset[Fault]:
        """Draw the faults of a call from the seed and the request, independently of other calls."""
        digest = hashlib.sha256(body).hexdigest()
        return frozenset(
            fault
            for fault, probability in self.faults.items()
            if fault is not Fault.VERIFIER_ERROR
            and self._draw(f"{digest}/{times_before}/{fault}") < probability
        )

    def batch_faults_of(self, name: str) -> frozenset[BatchFault]:
        """Draw the faults of a job, or of a record, from the seed and its name."""
        return frozenset(
            fault
            for fault, probability in self.batch.faults.items()
            if self._draw(f"{name}/{fault}") < probability
        )

    def misjudges(self, sentence: str) -> bool:
        """Draw from the seed whether a verifier's answer for a sentence is wrong; always alike."""
        return self._draw(sentence) < self.faults.get(Fault.VERIFIER_ERROR, 0.0)

    def _draw(self, event: str) -> float:
        return random.Random(f"{self.seed}/{event}").random()  # noqa: S311


def parse_faults(texts: Iterable[str]) -> dict[Fault, float]:
    """Read `NAME=P` pairs; raises `UsageError`, which lists the known faults."""
    faults = {}
    for text in texts:
        name, _, probability = text.partition("=")
        try:
            fault, value = Fault(name.strip()), float(probability)
        except ValueError as error:
            known = ", ".join(Fault)
            raise UsageError(f"--fault {text}: write NAME=P; the names are: {known}.") from error
        if not 0 <= value <= 1:
            raise UsageError(f"--fault {text}: a probability is between 0 and 1.")
        faults[fault] = value
    return faults
