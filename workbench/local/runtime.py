"""A Lambda function, and what its Python finds around it: nothing of this process by accident."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ENDPOINT = "AWS_ENDPOINT_URL_"  # followed by a service, e.g. BEDROCK_RUNTIME
NO_CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}
_OWN_CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_OWN_PROFILE = ("AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "HOME")
_OWN_NETWORK = ("AWS_CA_BUNDLE", "HTTPS_PROXY")
DEFAULT_REGION = "eu-central-1"


class LambdaFolderMissingError(FileNotFoundError):
    """What stands for the Lambda runtime or the layer's dependencies is not installed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is missing: run `make install`")


@dataclass(frozen=True)
class Function:
    """What is needed to run a function."""

    logical_id: str
    name: str
    arn: str
    handler: str
    timeout: float
    """Seconds."""
    memory: int
    """Megabytes, which a function is told of but not held to."""
    python_path: tuple[Path, ...]
    """Its own code first, which is also its working directory."""
    environment: Mapping[str, str]
    allows_loops: bool = False
    """Whether its RecursiveLoop is Allow."""
    qualifiers: frozenset[str] = frozenset()
    """Its version and aliases, by which it may be invoked beside $LATEST."""

    @property
    def shared_path(self) -> tuple[Path, ...]:
        """What it imports from besides its own code."""
        return self.python_path[1:]

    def process_environment(self, runtime_api: str) -> dict[str, str]:
        """Return every variable of the process, of which Lambda reserves some.

        https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
        """
        return {
            **isolated_environment(self.python_path, self.environment),
            "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(self.memory),
            "AWS_LAMBDA_FUNCTION_NAME": self.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_RUNTIME_API": runtime_api,
            "AWS_SDK_UA_APP_ID": self.logical_id,  # in the User-Agent of all its AWS calls
            "LAMBDA_TASK_ROOT": str(self.python_path[0]),
            "_HANDLER": self.handler,
        }


def isolated_environment(
    python_path: tuple[Path, ...], environment: Mapping[str, str]
) -> dict[str, str]:
    """Return the variables of a process that sees nothing of the developer's environment."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TZ": ":UTC",
        "PYTHONPATH": os.pathsep.join(map(str, python_path)),
        **environment,
    }


def function(
    logical_id: str,
    properties: Mapping[str, Any],
    code: tuple[Path, ...],
    environment: Mapping[str, str],
) -> Function:
    """Return the function of an AWS::Lambda::Function's properties.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
    has the defaults. `environment` wins over the template's variables.
    """
    variables = properties.get("Environment", {}).get("Variables", {})
    return Function(
        logical_id=logical_id,
        name=properties["Name"],
        arn=properties["Arn"],
        handler=properties["Handler"],
        timeout=float(properties.get("Timeout", 3)),
        memory=int(properties.get("MemorySize", 128)),
        python_path=python_path(code),
        environment={**{name: str(value) for name, value in variables.items()}, **environment},
        allows_loops=properties.get("RecursiveLoop") == "Allow",
        qualifiers=frozenset(properties.get("Qualifiers", [])),
    )


def python_path(code: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return what a function imports from: its code, its layers and their dependencies, AWS's."""
    installed = Path(sys.prefix) / "lambda"
    folders = ("layer", "runtime") if len(code) > 1 else ("runtime",)
    for folder in folders:
        if not (installed / folder).is_dir():
            raise LambdaFolderMissingError(installed / folder)
    return (*code, *(installed / folder for folder in folders))


def own_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return a developer's AWS_ENDPOINT_URL_* variables, and with one of them what it needs.

    Credentials are taken from AWS_ACCESS_KEY_ID or AWS_PROFILE; without an endpoint of their own
    functions get none that are real.
    """
    endpoints = {key: value for key, value in environment.items() if key.startswith(_ENDPOINT)}
    if not endpoints:
        return {}
    names = list(_OWN_NETWORK)
    if "AWS_ACCESS_KEY_ID" in environment:
        names += _OWN_CREDENTIALS
    elif "AWS_PROFILE" in environment:
        names += _OWN_PROFILE
    own = {name: environment[name] for name in names if name in environment}
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")
    return endpoints | own | ({"AWS_REGION": region} if region else {})


def service_environment(own: Mapping[str, str], region: str, endpoint_url: str) -> dict[str, str]:
    """Return the variables by which a function finds AWS; a developer's own settings win."""
    has_credentials = "AWS_ACCESS_KEY_ID" in own or "AWS_PROFILE" in own
    return {
        **({} if has_credentials else NO_CREDENTIALS),
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_REGION": region,
        **own,
    }
