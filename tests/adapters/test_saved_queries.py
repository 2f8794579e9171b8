"""The saved queries ask for fields that functions log."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from summariser.adapters.meter import CallMeter
from summariser.adapters.metrics import Metrics
from summariser.adapters.outcomes import SummaryOutcomes
from summariser.domain.finding_codes import FindingCode
from summariser.domain.findings import Finding
from summariser.domain.profiles import load_profiles
from summariser.domain.verdict import Verdict
from summariser.llm.metering import Call
from tests.adapters.emitted import lines_of
from tests.contract.deployable import resources
from tests.models import any_model, any_reply
from tests.values import any_draft, any_summary

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
QUERIES = resources("AWS::Logs::QueryDefinition")
PROFILES = tuple(profile.name for profile in load_profiles())
WORDS = {"and", "as", "avg", "by", "count", "desc", "display", "fields", "filter", "ispresent"}
WORDS |= {"limit", "pct", "sort", "stats", "sum"}
OF_EVERY_LINE = {"@timestamp", "message", "xray_trace_id", "correlation_id"}
FIELD = re.compile(r"`[^`]+`|@?[A-Za-z_][\w.]*")


def asked(query: str) -> set[str]:
    """Find the fields of a query that it does not name itself."""
    text = re.sub(r'"[^"]*"', "", query)
    named = set(re.findall(r"\bas (\w+)", text))
    return {found.strip("`") for found in FIELD.findall(text)} - WORDS - named


def flat(value: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """Name the fields of a line as Logs Insights does."""
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield from flat(inner, f"{prefix}{name}.")
        else:
            yield prefix + name


@pytest.fixture
def logged(usage_table: str, capsys: pytest.CaptureFixture[str]) -> list[set[str]]:
    """Give the fields of a line of each kind."""
    metrics = Metrics("dev", models=["small"], correlation_id=lambda: "baker-1-v1")
    meter = CallMeter(usage_table, metrics=metrics, now=lambda: NOON)
    failed = Call("baker-1", 1, "en", any_model(), any_reply("x"), 100, PROFILES, error="No")
    meter.record(failed)
    finding = Finding(code=FindingCode.MONEY_UNSUPPORTED, profile="seo", message="No.")
    draft = any_draft().model_copy(update={"findings": (finding,)})
    meter.judged(draft, Verdict.REVISE)
    SummaryOutcomes(metrics).stored(any_summary(), 2.0)
    return [{*flat(line), *OF_EVERY_LINE} for line in lines_of(capsys.readouterr().out)]


@pytest.mark.parametrize("name", sorted(QUERIES.keys() - {"ExecutionQuery"}))
def should_ask_for_fields_that_one_line_has(name: str, logged: list[set[str]]) -> None:
    fields = asked(QUERIES[name]["QueryString"])
    assert fields
    assert [line for line in logged if fields <= line]


def should_ask_for_fields_of_any_line_of_an_execution(logged: list[set[str]]) -> None:
    assert asked(QUERIES["ExecutionQuery"]["QueryString"]) <= set().union(*logged)


def should_sum_up_the_cost_of_every_profile() -> None:
    fields = asked(QUERIES["CostByProfileQuery"]["QueryString"])
    assert {name for name in fields if name.startswith("shares.")} == {
        f"shares.{profile}" for profile in PROFILES
    }


@pytest.mark.parametrize("name", QUERIES)
def should_look_where_functions_log_and_be_found_under_the_stage(name: str) -> None:
    query = QUERIES[name]
    assert query["LogGroupNames"] == [{"Ref": "FunctionLogs"}]
    assert query["Name"]["Fn::Sub"].startswith("listing-summariser-${Stage}/")
