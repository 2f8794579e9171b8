"""Commands of AWS's command line, in the pages and as delete-stack prints them, exist as written.

That program is no dependency, so they are compared with what botocore knows of each service, from
which it is made.
"""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore import xform_name

from tests.unit.pages import CONSOLE, INLINE, PAGES, console_lines, text_of
from workbench.operations.adoption import adoption_commands, removal_commands
from workbench.operations.stack_contents import BUCKET, TABLE, Resource

GLOBAL = {"--region", "--profile", "--output", "--query", "--cli-read-timeout"}
# https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
GLOBAL_BINARY = "--cli-binary-format"


def wrong_in(command: str) -> list[str]:
    """Name what a command has that AWS's command line does not."""
    _, service, operation, *words = shlex.split(command, comments=True)
    known = {"s3api": "s3"}.get(service, service)
    client: Any = boto3.client(known, region_name="eu-central-1")  # type: ignore[call-overload]
    if operation == "wait":
        waiter, *words = words
        if xform_name(waiter.replace("-", "_")) not in client.waiter_names:
            return [waiter]
        shape = _input_of(client, client.get_waiter(waiter.replace("-", "_")).config.operation)
    else:
        names = client.meta.method_to_api_mapping
        if operation.replace("-", "_") not in names:
            return [operation]
        shape = _input_of(client, names[operation.replace("-", "_")])
    options = GLOBAL | {GLOBAL_BINARY}
    for name, member in shape.members.items():
        option = xform_name(name, "-")
        options.add(f"--{option}")
        if member.type_name == "boolean":
            options.add(f"--no-{option}")
    return [word for word in words if word.startswith("--") and word not in options]


def _input_of(client: Any, operation: str) -> Any:
    return client.meta.service_model.operation_model(operation).input_shape


def quoted(page: Path) -> Iterator[str]:
    text = text_of(page)
    blocks = "\n".join(console_lines(text)).split("\n")
    for line in [*blocks, *INLINE.findall(CONSOLE.sub("", text))]:
        if line.startswith("aws "):
            yield line.partition(" --message-body")[0]  # its JSON goes on over several lines


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def should_quote_commands_that_aws_has(page: Path) -> None:
    assert {line: wrong for line in quoted(page) if (wrong := wrong_in(line))} == {}


def should_print_commands_that_aws_has() -> None:
    bucket, table = (removal_commands(Resource(kind, kind, "name")) for kind in (BUCKET, TABLE))
    commands = [*adoption_commands("stack", Path("a"), Path("b")), *bucket, *table]
    ours = [line for line in commands if line.startswith("aws ")]
    assert len(ours) == 7
    assert {line: wrong for line in ours if (wrong := wrong_in(line))} == {}


def should_notice_a_command_that_aws_does_not_have() -> None:
    assert wrong_in("aws s3api erase-bucket --bucket b") == ["erase-bucket"]
    assert wrong_in("aws s3api delete-bucket --buckets b") == ["--buckets"]
    assert wrong_in("aws cloudformation wait stack-gone --stack-name s") == ["stack-gone"]
