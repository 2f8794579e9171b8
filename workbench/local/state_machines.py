"""State machines: created through the Step Functions API, whose backend in moto executes ASL.

The one that CloudFormation creates in moto has the same ARN and never runs.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.local.versions import FIRST
from workbench.local.yaml_files import read_yaml

_SUBSTITUTION = re.compile(r"\$\{([A-Za-z0-9]+)\}")


class UnknownSubstitutionError(KeyError):
    """A definition has a `${Name}` that DefinitionSubstitutions does not give."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(f"{path}: ${{{name}}} is not in DefinitionSubstitutions")


def read_definition(path: Path, substitutions: Mapping[str, str]) -> str:
    """Return the JSON of an ASL file in YAML or JSON with every `${Name}` replaced."""

    def substitute(match: re.Match[str]) -> str:
        if match[1] not in substitutions:
            raise UnknownSubstitutionError(match[1], path)
        return json.dumps(str(substitutions[match[1]]))[1:-1]

    definition = json.dumps(read_yaml(path))
    return _SUBSTITUTION.sub(substitute, definition)


def create_state_machine(client: Any, machine: Mapping[str, Any], definition: str) -> None:
    """Create the state machine that executes under the name in the machine's ARN.

    Its aliases name the version that is published with it.
    """
    aliases = [it for it in machine["Qualifiers"] if it != FIRST]
    created = client.create_state_machine(
        name=machine["Arn"].rpartition(":")[2],
        type=machine.get("StateMachineType", "STANDARD"),
        roleArn=machine["RoleArn"],
        definition=definition,
        publish=bool(aliases),
    )
    for alias in aliases:
        version = {"stateMachineVersionArn": created["stateMachineVersionArn"], "weight": 100}
        client.create_state_machine_alias(name=alias, routingConfiguration=[version])
