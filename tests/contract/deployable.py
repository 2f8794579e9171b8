"""The deployable files, read as they are shipped."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import yaml
from pydantic import BaseModel
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

from summariser.domain.errors import MODEL_FAILURES
from summariser.steps import states

ROOT = Path(__file__).parents[2]
DEFINITION = ROOT / "statemachine" / "summarise_listing.asl.yaml"


@cache
def state_machine(path: Path = DEFINITION) -> dict[str, Any]:
    """Read a state machine's definition: this release's, or that of another file."""
    definition: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return definition


def task_states(path: Path = DEFINITION) -> dict[str, dict[str, Any]]:
    """Find the states that invoke a function."""
    return {name: state for name, state in all_states(path).items() if state["Type"] == "Task"}


def map_states() -> dict[str, dict[str, Any]]:
    """Find the Map states by the name of the task that they run for each item."""
    return {
        state["ItemProcessor"]["StartAt"]: state
        for state in state_machine()["States"].values()
        if state["Type"] == "Map"
    }


def all_states(path: Path = DEFINITION) -> dict[str, dict[str, Any]]:
    """Give the states, with those inside of Map states."""
    found: dict[str, dict[str, Any]] = {}
    for name, state in state_machine(path)["States"].items():
        found[name] = state
        found |= state.get("ItemProcessor", {}).get("States", {})
    return found


@cache
def template() -> dict[str, Any]:
    """Read template.yaml as it is written."""
    parsed: dict[str, Any] = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))
    return parsed


@cache
def translated() -> dict[str, Any]:
    """Translate template.yaml to what CloudFormation gets."""
    source = json.loads(json.dumps(template()))
    for resource in source["Resources"].values():  # what `sam package` uploads
        properties = resource["Properties"]
        for name in {"CodeUri", "ContentUri", "DefinitionUri"} & properties.keys():
            properties[name] = f"s3://artifacts/{properties[name]}"
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name="eu-central-1"))
    result: dict[str, Any] = translator.translate(source, {"Stage": "dev"})
    return result


def resources(kind: str) -> dict[str, dict[str, Any]]:
    """Find the translated resources of one type, with their properties."""
    return {
        name: resource["Properties"]
        for name, resource in translated()["Resources"].items()
        if resource["Type"] == kind
    }


BACKFILL = ROOT / "statemachine" / "backfill.asl.yaml"
TASKS = sorted(task_states())
BACKFILL_TASKS = sorted(task_states(BACKFILL))
WRITERS = ["ReduceNotes", "SummariseChunk", "WriteSummary"]
VERIFIER = "VerifySentences"
MODEL_TASKS = [*WRITERS, VERIFIER]
MODEL_ERRORS = {error.__name__ for error in MODEL_FAILURES}


def model(name: str) -> type[BaseModel]:
    """Find the model of a state's input or output."""
    found: type[BaseModel] = getattr(states, name)
    return found


def snake_case(name: str) -> str:
    """Name a state as its module and its folder are named."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
