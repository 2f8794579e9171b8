"""Metrics are few, whatever is counted, and valid in CloudWatch's embedded format."""

from datetime import UTC, datetime

import pytest

from summariser.adapters.meter import CallMeter
from summariser.adapters.metrics import BY_MODEL, BY_STAGE, MOST_MODELS, OTHER, Metrics
from summariser.adapters.outcomes import BatchOutcomes, SummaryOutcomes
from summariser.domain.batch import BatchJob, JobStatus
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import load_profiles
from summariser.domain.reply import NOTHING
from summariser.domain.summary import Status
from summariser.domain.verdict import Verdict
from summariser.llm.metering import Call
from tests.adapters.emitted import lines_of, series_of
from tests.models import any_model, any_reply
from tests.values import any_draft, any_summary

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MOST_SERIES = 60  # of a stage, at $0.30 a month each
MODELS = [f"model-{number}" for number in range(24)]
LANGUAGES = ["en", "de", "fr", "pl", "uk", "und"]
PROFILES = tuple(profile.name for profile in load_profiles())


JOB = BatchJob(
    name="listing-dev-1",
    backfill_id="monday",
    number=0,
    model="small",
    parts=(0,),
    records=100,
    tried_at=NOON,
)


def emit_much(metrics: Metrics, table: str) -> None:
    """Emit what a stage does that has many models, languages, profiles and findings."""
    meter = CallMeter(table, metrics=metrics, now=lambda: NOON)
    for number, name in enumerate(MODELS):
        language = LANGUAGES[number % len(LANGUAGES)]
        model = any_model(name)
        meter.record(Call("baker-1", number, language, model, any_reply("x"), 100, PROFILES))
        for other in LANGUAGES:
            call = Call("baker-1", number, other, model, NOTHING, 100, error="ModelThrottled")
            meter.record(call)
            codes = list(FindingCode)[number :: len(MODELS)]
            found = [Finding(code=code, profile="seo", sentence=code, message="") for code in codes]
            changes = {"model": name, "language": other, "findings": tuple(found)}
            for verdict in Verdict:
                meter.judged(any_draft().model_copy(update=changes), verdict)
            for status in (Status.PUBLISHED, Status.HELD):
                summary = any_summary().model_copy(update={**changes, "status": status})
                SummaryOutcomes(metrics).stored(summary, 3.5)
    for ended in JobStatus:
        BatchOutcomes(metrics).ended(JOB, ended, 3)
    meter.ceiling_reached()
    metrics.emit({"EventsWaitingLong": 1})
    metrics.emit({"DeadLetters": 1})


def should_emit_few_series_however_many_models_languages_and_codes_there_are(
    usage_table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    emit_much(Metrics("dev", models=MODELS), usage_table)
    series = series_of(lines_of(capsys.readouterr().out))
    assert {name for name, _ in series} == BY_STAGE.keys() | BY_MODEL.keys()
    assert len(series) == len(BY_STAGE) + len(BY_MODEL) * (MOST_MODELS + 1)
    assert len(series) <= MOST_SERIES


def should_tell_the_first_models_of_a_chain_apart(capsys: pytest.CaptureFixture[str]) -> None:
    metrics = Metrics("dev", models=["a", "b", "a", *MODELS])
    for model in ("a", "b", MODELS[0], MODELS[-1], "in no chain"):
        metrics.emit({"Calls": 1}, model=model, properties={"model_name": model})
    lines = lines_of(capsys.readouterr().out)
    assert [line["model"] for line in lines] == ["a", "b", MODELS[0], OTHER, OTHER]
    assert [line["model_name"] for line in lines][-2:] == [MODELS[-1], "in no chain"]


def should_emit_no_metric_that_is_not_on_the_list() -> None:
    metrics = Metrics("dev")
    with pytest.raises(KeyError):
        metrics.emit({"Guesses": 1})
    with pytest.raises(KeyError):
        metrics.emit({"Calls": 1})  # which is told by model


def should_name_the_execution_in_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    Metrics("dev", correlation_id=lambda: "baker-1-v1").emit({"DeadLetters": 1})
    Metrics("dev").emit({"DeadLetters": 1})
    of_execution, of_none = lines_of(capsys.readouterr().out)
    assert of_execution["correlation_id"] == "baker-1-v1"
    assert "correlation_id" not in of_none


def should_measure_the_latency_of_what_is_published_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcomes = SummaryOutcomes(Metrics("dev"))
    held = any_summary().model_copy(update={"status": Status.HELD})
    outcomes.stored(any_summary(), 3.5)
    outcomes.stored(any_summary(), None)
    outcomes.stored(held, 3.5)
    measured, of_backfill, of_held = lines_of(capsys.readouterr().out)
    assert (measured["SummariesPublished"], measured["PublishLatency"]) == ([1.0], [3.5])
    assert measured["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["stage"]]
    assert of_backfill["SummariesPublished"] == [1.0]
    assert of_held["SummariesHeld"] == [1.0]
    assert not [line for line in (of_backfill, of_held) if "PublishLatency" in line]


# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
def should_emit_valid_embedded_metrics(
    usage_table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    emit_much(Metrics("dev", models=MODELS), usage_table)
    for blob in lines_of(capsys.readouterr().out):
        assert isinstance(blob["_aws"]["Timestamp"], int)
        (directive,) = blob["_aws"]["CloudWatchMetrics"]
        assert directive["Namespace"] == "ListingSummariser"
        assert 0 < len(directive["Metrics"]) <= 100
        for dimensions in directive["Dimensions"]:
            assert 0 < len(dimensions) <= 30
            assert all(isinstance(blob[name], str) and blob[name] for name in dimensions)
        for metric in directive["Metrics"]:
            assert all(isinstance(value, float) for value in blob[metric["Name"]])
