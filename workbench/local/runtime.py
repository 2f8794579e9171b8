"""What a function finds around it: Python's path and the environment, and nothing else of ours."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_ENDPOINT = "AWS_ENDPOINT_URL_"  # followed by a service, e.g. BEDROCK_RUNTIME
_NO_CREDENTIALS = {
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


def variables(
    template: Mapping[str, object], own: Mapping[str, str], region: str, endpoint_url: str
) -> dict[str, str]:
    """Return a function's environment variables; a developer's own settings win."""
    has_credentials = "AWS_ACCESS_KEY_ID" in own or "AWS_PROFILE" in own
    return {
        **{name: str(value) for name, value in template.items()},
        **({} if has_credentials else _NO_CREDENTIALS),
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_REGION": region,
        **own,
    }
