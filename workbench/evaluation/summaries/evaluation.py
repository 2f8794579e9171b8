"""Evaluation: the numbers of a report, which its JSON, tables and page share."""

from pydantic import BaseModel, ConfigDict

from summariser.domain.findings import Finding
from summariser.domain.summary import Sentence
from workbench.evaluation.sample import Better


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class RunFacts(_Part):
    """A run, and how much of it was measured."""

    name: str
    method: str
    listings: int
    held: int
    models: dict[str, int]  # drafts by model
    simulated: bool
    left_out: dict[str, int]  # listing versions by reason
    calls: int
    cost_usd: float
    seconds: float  # of model time


class MethodFacts(_Part):
    """The author of summaries: a run or a baseline."""

    name: str
    is_baseline: bool


class MeasureFacts(_Part):
    """A measure, without its function."""

    name: str
    label: str
    better: Better


class Estimate(_Part):
    """A mean over listings with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float
    listings: int


Estimates = dict[str, dict[str, Estimate]]  # by method and measure, if it has a value


class Comparison(_Part):
    """The difference of two methods on a measure, over the listings that both have."""

    method: str
    other: str
    measure: str
    difference: float  # of the means; positive if the method is higher
    p_value: float
    p_corrected: float  # for the number of measures (Holm)
    listings: int
    winner: str | None  # by sign alone; None for a tie or a descriptive measure


class AskFacts(_Part):
    """The bound of a measure, and which methods meet it."""

    measure: str
    asked: str
    met: dict[str, bool]  # without methods that have no value


class GuidelineFacts(_Part):
    """A guideline, and which methods meet all its bounds."""

    says: str
    asks: tuple[AskFacts, ...]
    met: dict[str, bool]


class FindingCount(_Part):
    """The number of findings with one code in the summaries of a method."""

    method: str
    code: str
    grade: str
    count: int
    per_hundred: float  # summaries


class Worst(_Part):
    """One of the worst summaries, to be read by a person."""

    listing_id: str
    version: int
    language: str
    profile: str
    method: str
    blocked: int  # number of blocking findings
    quality: float | None
    sentences: tuple[Sentence, ...]
    findings: tuple[Finding, ...]

    @property
    def cited(self) -> set[int]:
        """The numbers of the cited lines."""
        return {number for sentence in self.sentences for number in sentence.lines}


class Point(_Part):
    """The mean length and quality of the summaries of a method for a profile."""

    method: str
    profile: str
    characters: float
    quality: float


class Evaluation(_Part):
    """The content of evaluation.json."""

    seed: int
    resamples: int
    permutations: int
    summaries: int
    listings: int
    runs: tuple[RunFacts, ...]
    methods: tuple[MethodFacts, ...]
    measures: tuple[MeasureFacts, ...]
    guidelines: tuple[GuidelineFacts, ...]
    overall: Estimates
    losing: dict[str, tuple[str, ...]]  # by method: measures on which random is better
    comparisons: tuple[Comparison, ...]
    groups: dict[str, dict[str, Estimates]]  # by dimension and group
    findings: tuple[FindingCount, ...]
    lengths: tuple[Point, ...]
    worst: tuple[Worst, ...]
