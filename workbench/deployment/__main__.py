"""`make deploy-check`: builds, packages and checks a deployment, with no account and no Docker."""

import sys
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError
from rich.console import Console
from samtranslator.model.exceptions import InvalidDocumentException

from workbench.deployment.change_set import (
    ARTIFACTS,
    ChangeSetFailedError,
    make_artifacts_bucket,
    transform,
    try_change_set,
)
from workbench.deployment.checking import Check, CheckFailedError, carry_out, command, report
from workbench.deployment.settings import STAGES, overrides
from workbench.local.patches import patched
from workbench.local.runtime import DEFAULT_REGION, service_environment
from workbench.local.sandboxes import FunctionNotFoundError
from workbench.local.services import services

OUT = Path("out") / "deploy-check"
BUILT, PACKAGED = Path(".aws-sam") / "build", OUT / "packaged.yaml"
SAM, CHECKOV, PYTEST = ".venv/sam/bin/sam", ".venv/security/bin/checkov", ".venv/bin/pytest"
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
LARGEST_FUNCTION = 250 * 1024 * 1024  # bytes, unzipped and with its layers
CONTRACTS = {
    "template": ("resources, protection, versions and alarms are as they shall be", (
        "test_template", "test_protection", "test_versions", "test_models_deployed")),
    "quotas": ("sizes, lengths of names, time-outs in order", ("test_quotas", "test_retries")),
    "permissions": ("each role may do what its code does, and no more", ("test_permissions",)),
    "recorded calls": ("each is permitted by its role, on its resource", ("test_calls",)),
    "executions in flight": ("what the last release passes is understood", ("test_last_release",)),
}  # fmt: skip
FAILURES: tuple[type[Exception], ...] = (
    CheckFailedError,
    ChangeSetFailedError,
    InvalidDocumentException,
    BotoCoreError,
    ClientError,
    ResponseParserError,  # moto failed, and answered in no form that boto3 knows
    OSError,
)
ELSEWHERE = {
    "What AWS makes of the template": "sam deploy --config-env dev --no-execute-changeset",
    "Which models the account may call": "summariser models --check, and one listing",
    "The quotas of the account": "docs/deploy.md has those to raise",
    "The account's own rules: service control policies, boundaries": "the first deployment, in dev",
    "How traffic moves to a version, and back on an alarm": "a second deployment, in staging",
    "That CloudFormation replaces a version whose parameters changed": "summariser status after it",
    "Whether the key's policy admits logs and events (KmsKeyArn)": "the first deployment with it",
    "Cold starts and latency on Lambda": "summariser benchmark, here; the account's own metrics",
}


def main() -> NoReturn:
    """Check a deployment; exits with 1 if anything failed."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    OUT.mkdir(parents=True, exist_ok=True)
    with patched(), services(_no_function) as url:
        environment = service_environment({}, DEFAULT_REGION, url) | {
            "NO_PROXY": "127.0.0.1",
            "SAM_CLI_TELEMETRY": "0",
        }
        results = carry_out(
            [*_build_checks(environment), *_contract_checks()],
            console,
            FAILURES,
        )
    report(results, ELSEWHERE, console)
    sys.exit(any(not result.passed for result in results))


def _build_checks(environment: dict[str, str]) -> list[Check]:
    def client(service: str) -> Any:
        made: Any = boto3.Session(
            region_name=DEFAULT_REGION,
            aws_access_key_id="local",
            aws_secret_access_key="local",  # noqa: S106
        )
        return made.client(service, endpoint_url=environment["AWS_ENDPOINT_URL"])

    def package() -> str:
        make_artifacts_bucket(client, DEFAULT_REGION)
        arguments = [SAM, "package", "--template-file", str(BUILT / "template.yaml")]
        arguments += ["--s3-bucket", ARTIFACTS, "--output-template-file", str(PACKAGED)]
        arguments += ["--region", DEFAULT_REGION]
        command(arguments, log=OUT / "package.log", environment=environment)()
        stored = client("s3").list_objects_v2(Bucket=ARTIFACTS)
        return (
            f"{stored['KeyCount']} objects, {sum(it['Size'] for it in stored['Contents']):,} bytes"
        )

    def change_set(stage: str) -> str:
        parameters = overrides(stage)
        template = transform(PACKAGED, parameters, DEFAULT_REGION)
        return try_change_set(client, f"listing-summariser-{stage}", template, parameters)

    return [
        Check("template", "cfn-lint, with SAM's rules and its transform", command(
            [SAM, "validate", "--lint", "--region", DEFAULT_REGION], log=OUT / "validate.log",
            environment=environment)),
        Check("template", "checkov's security rules", command([CHECKOV], log=OUT / "checkov.log")),
        Check("build", "make build", command(
            ["make", "--no-print-directory", "build"], log=OUT / "build.log")),
        Check("build", "each function and its layer fit into Lambda", _sizes),
        Check("package", "sam package, to a bucket of this machine", package),
        *(Check("change set", f"created and executed for {stage}", partial(change_set, stage))
          for stage in STAGES),
    ]  # fmt: skip


def _contract_checks() -> list[Check]:
    return [
        Check(subject, what, command(
            [PYTEST, "--quiet", "-p", "no:cacheprovider",
             *(f"tests/contract/{name}.py" for name in modules)],
            log=OUT / f"{subject.replace(' ', '-')}.log"))
        for subject, (what, modules) in CONTRACTS.items()
    ]  # fmt: skip


def _sizes() -> str:
    sizes = {folder.name: _size(folder) for folder in BUILT.iterdir() if folder.is_dir()}
    layers = sum(size for name, size in sizes.items() if "Layer" in name)
    largest = max(size for name, size in sizes.items() if "Layer" not in name)
    if not layers or layers + largest > LARGEST_FUNCTION:
        raise CheckFailedError(f"{layers + largest:,} bytes unzipped, at most {LARGEST_FUNCTION:,}")
    return f"layer {layers / 1e6:.1f} MB, largest function {largest / 1e3:.1f} KB, of 262 MB"


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _no_function(name: str, _: bytes) -> NoReturn:
    raise FunctionNotFoundError(name)


if __name__ == "__main__":
    main()
