"""Samples whose values do not matter, and two measures."""

from collections.abc import Sequence
from typing import Any

from summariser.domain.document import Document
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile, load_profiles
from summariser.domain.summary import ProfileSummary, Sentence, Usage
from tests.unit.running.lines import any_document
from workbench.evaluation.guidelines import Ask, Guideline
from workbench.evaluation.sample import Better, Measure, Sample
from workbench.evaluation.summaries.evaluating import evaluate
from workbench.evaluation.summaries.evaluation import Evaluation
from workbench.evaluation.summaries.runs import Run
from workbench.evaluation.summaries.scoring import Scored
from workbench.evaluation.summaries.strata import Strata

(PREVIEW,) = load_profiles(["preview"])
USAGE = Usage(calls=1, input_tokens=0, output_tokens=0, cost_usd=0.5, seconds=2.0)
GOOD = Measure("good", "goodness", Better.HIGHER, lambda it: float(len(it.summary.text)))
LENGTH = Measure("characters", "characters", Better.NEITHER, lambda it: float(len(it.summary.text)))
MEASURES = (GOOD, LENGTH)
GUIDELINES = (Guideline(says="Be good.", asks={"good": Ask(at_least=0.5)}),)


def blocked(code: FindingCode = FindingCode.SENTENCE_CUT) -> Finding:
    return Finding(code=code, profile="preview", message="It is cut.")


def scored(
    method: str,
    listing_id: str,
    good: float | None,
    *,
    findings: tuple[Finding, ...] = (),
    text: str = "A baker bakes.",
    document: Document | None = None,
    profile: Profile = PREVIEW,
) -> Scored:
    summary = ProfileSummary(text=text, sentences=(Sentence(text=text, lines=(2,)),))
    document = document or any_document(listing_id)
    sample = Sample(method, profile, document, summary, findings, USAGE)
    return Scored(sample, (good, float(len(text))))


def goodness(method: str, values: Sequence[float | None]) -> list[Scored]:
    return [scored(method, f"listing-{at}", value) for at, value in enumerate(values)]


def any_run(method: str = "embedded", **changes: Any) -> Run:
    values: dict[str, Any] = {
        "name": "run",
        "method": method,
        "drafts": {},
        "documents": {},
        "held": 0,
    }
    return Run(**values | changes)


def evaluated(
    samples: Sequence[Scored],
    *,
    runs: Sequence[Run] | None = None,
    sources: dict[str, str] | None = None,
) -> Evaluation:
    documents = [it.sample.document for it in samples]
    strata = Strata(documents, sources or {})
    return evaluate(runs or [any_run()], samples, MEASURES, GUIDELINES, strata, seed=1)
