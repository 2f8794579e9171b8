"""Evaluation: all numbers of a report; its JSON, tables and page show these and no others."""

from pydantic import BaseModel, ConfigDict

from summariser.domain.findings import Finding
from summariser.domain.summary import Sentence
from workbench.evaluation.sample import Better


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class RunFacts(_Part):
    """What a run was, and how much of it is measured."""

    name: str
    method: str
    listings: int
    held: int
    models: dict[str, int]  # drafts by model
    simulated: bool
    left_out: dict[str, int]  # listing versions by the reason
    calls: int
    cost_usd: float
    seconds: float  # of model time


class MethodFacts(_Part):
    """Who wrote: a run, or a baseline."""

    name: str
    is_baseline: bool


class MeasureFacts(_Part):
    """A measure, without its function."""

    name: str
    label: str
    better: Better


class Estimate(_Part):
    """A mean over listings and its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float
    listings: int


Estimates = dict[str, dict[str, Estimate]]  # by method and measure; none where it has no value


class Comparison(_Part):
    """How a method differs from another on a measure, over the listings that both have."""

    method: str
    other: str
    measure: str
    difference: float  # of the means; above 0 where the method's is higher
    p_value: float
    p_corrected: float  # for the number of measures, after Holm
    listings: int
    winner: str | None  # by the sign alone; none where the measure only describes, or they tie


class AskFacts(_Part):
    """What a guideline asks of a measure, and which methods' means are so."""

    measure: str
    asked: str
    met: dict[str, bool]  # a method without a value is not in it


class GuidelineFacts(_Part):
    """A guideline, and which methods meet all that it asks."""

    says: str
    asks: tuple[AskFacts, ...]
    met: dict[str, bool]


class FindingCount(_Part):
    """How often the checks found something in a method's summaries."""

    method: str
    code: str
    grade: str
    count: int
    per_hundred: float  # summaries


class Worst(_Part):
    """One of the summaries that a person should read first."""

    listing_id: str
    version: int
    language: str
    profile: str
    method: str
    blocked: int  # findings that block
    quality: float | None
    sentences: tuple[Sentence, ...]
    findings: tuple[Finding, ...]

    @property
    def cited(self) -> set[int]:
        """The numbers of the lines that it rests on."""
        return {number for sentence in self.sentences for number in sentence.lines}


class Point(_Part):
    """The mean length and quality of a method's summaries for a profile."""

    method: str
    profile: str
    characters: float
    quality: float


class Evaluation(_Part):
    """What evaluation.json holds."""

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
