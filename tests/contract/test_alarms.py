"""Each alarm watches what is emitted, tells somebody, and says what to do."""

import json
import re
from typing import Any

import pytest

from tests.contract.deployable import ROOT, resources, template
from tests.contract.watched import emitted, watched_by_alarm

ALARMS = resources("AWS::CloudWatch::Alarm")
RUNBOOK = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
TOPIC = [{"Fn::If": ["OwnTopic", {"Ref": "AlarmTopic"}, {"Ref": "AlarmTopicArn"}]}]
EVERY_ALARM = pytest.mark.parametrize("name", ALARMS)


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", it.lower()).replace(" ", "-") for it in headings}


def section(anchor: str) -> str:
    """Find what the runbook says below a heading, up to the next of its rank or above."""
    for found in re.finditer(r"^(#+) (.+)$", RUNBOOK, re.MULTILINE):
        if anchor in anchors(found[0]):
            rest = RUNBOOK[found.end() :]
            end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
            return rest[: end.start()] if end else rest
    return ""


def anchor_of(name: str) -> str:
    description = ALARMS[name]["AlarmDescription"]["Fn::Sub"]
    found = re.search(r"What to do: \$\{RunbookUrl\}#([\w-]+)$", description)
    assert found, description
    return found[1]


@EVERY_ALARM
def should_tell_the_topic(name: str) -> None:
    assert ALARMS[name]["AlarmActions"] == TOPIC
    assert ALARMS[name].get("OKActions", TOPIC) == TOPIC
    assert ALARMS[name].get("ActionsEnabled", True)


@EVERY_ALARM
def should_link_what_the_runbook_says_about_it(name: str) -> None:
    text = section(anchor_of(name))
    assert f"`{name}`" in RUNBOOK
    assert re.search(r"```console|`summariser |query \"", text), "no command to look at it with"


def should_describe_every_alarm_of_the_runbooks_table() -> None:
    table = RUNBOOK.partition("## Alarms")[2].partition("\n## ")[0]
    listed = {
        alarm: anchor
        for names, anchor in re.findall(r"^\| (.+?) \|.*\(#([\w-]+)\)[^|]*\|$", table, re.MULTILINE)
        for alarm in re.findall(r"`(\w+Alarm)`", names)
    }
    assert listed == {name: anchor_of(name) for name in ALARMS}


@EVERY_ALARM
def should_watch_metrics_that_somebody_emits(name: str) -> None:
    watched = set(watched_by_alarm(ALARMS[name]))
    assert watched
    assert watched <= emitted()


@EVERY_ALARM
def should_look_at_the_queue_the_function_or_the_stage_of_the_stack(name: str) -> None:
    text = json.dumps(ALARMS[name])
    names = set(re.findall(r'"(?:Ref|Fn::GetAtt)": \[?"(\w+)"', text))
    of_stack = names & template()["Resources"].keys()
    assert "Stage" in names or "${Stage}" in text or of_stack - {"AlarmTopic"}


# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html
@EVERY_ALARM
def should_ask_for_what_cloudwatch_allows(name: str) -> None:
    alarm = ALARMS[name]
    period = alarm.get("Period") or max(
        it.get("Period") or it.get("MetricStat", {}).get("Period", 0) for it in alarm["Metrics"]
    )
    looks = alarm["EvaluationPeriods"]
    assert period * looks <= (7 if period >= 3600 else 1) * 86400
    assert alarm.get("DatapointsToAlarm", looks) <= looks
    assert len(alarm.get("Metrics", [])) <= 10
    assert "SEARCH(" not in json.dumps(alarm)


def should_alarm_when_the_sweep_says_nothing_at_all() -> None:
    missing = {name: it["TreatMissingData"] for name, it in ALARMS.items()}
    assert [name for name, it in missing.items() if it == "breaching"] == ["SweepAlarm"]
    assert set(missing.values()) == {"breaching", "notBreaching"}


def should_learn_what_is_usual_of_the_first_models_of_the_chain() -> None:
    usual = [name for name, it in ALARMS.items() if "ANOMALY_DETECTION_BAND" in json.dumps(it)]
    assert usual == ["FirstModelAlarm", "SecondModelAlarm", "ThirdModelAlarm"]
    conditions = [template()["Resources"][name].get("Condition") for name in usual]
    assert conditions == [None, "HasSecondModel", "HasThirdModel"]


def evaluated(value: Any, chain: list[str]) -> Any:
    """Evaluate an expression of the template as CloudFormation does, for a chain of models."""
    match value:
        case {"Ref": "ModelChain"}:
            return chain
        case {"Fn::Join": [separator, parts]}:
            return separator.join(evaluated(part, chain) for part in evaluated(parts, chain))
        case {"Fn::Split": [separator, text]}:
            return evaluated(text, chain).split(separator)
        case {"Fn::Select": [index, items]}:
            return evaluated(items, chain)[index]
        case {"Fn::Not": [{"Fn::Equals": [left, right]}]}:
            return evaluated(left, chain) != right
    return value


@pytest.mark.parametrize("chain", [["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]])
def should_watch_the_models_that_a_chain_has(chain: list[str]) -> None:
    watched = []
    for name in ("FirstModelAlarm", "SecondModelAlarm", "ThirdModelAlarm"):
        condition = template()["Resources"][name].get("Condition")
        if condition is None or evaluated(template()["Conditions"][condition], chain):
            (_, model) = ALARMS[name]["Metrics"][1]["MetricStat"]["Metric"]["Dimensions"]
            watched.append(evaluated(model["Value"], chain))
    assert watched == chain[:3]


def should_let_cloudwatch_of_this_account_alone_publish() -> None:
    (policy,) = resources("AWS::SNS::TopicPolicy").values()
    allowed, denied = policy["PolicyDocument"]["Statement"]
    assert allowed["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert allowed["Action"] == "sns:Publish"
    assert allowed["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": False}}


def should_make_a_topic_and_a_subscription_only_where_they_are_asked_for() -> None:
    declared = template()["Resources"]
    assert declared["AlarmTopic"]["Condition"] == "OwnTopic"
    assert declared["AlarmTopicPolicy"]["Condition"] == "OwnTopic"
    assert declared["AlarmSubscription"]["Condition"] == "HasEmail"
    assert [declared["AlarmSubscription"]["Properties"]["TopicArn"]] == TOPIC
