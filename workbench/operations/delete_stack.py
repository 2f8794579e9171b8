"""Delete a stack through CloudFormation, and say what goes with it and what stays."""

from collections.abc import Callable
from pathlib import Path

from botocore.exceptions import WaiterError
from rich.console import Console
from rich.table import Table

from workbench.errors import UsageError
from workbench.operations.adoption import adoption_commands, removal_commands, write_adoption
from workbench.operations.stack_contents import (
    StackContents,
    amount_in,
    contents_of,
    messages_in,
)
from workbench.stack import Stack, aws_errors_explained


def delete_stack(
    stack: Stack, *, agreed: Callable[[str], bool], discard_events: bool, out: Path
) -> None:
    """Delete a stack once `agreed` to; `out` gets the files that adopt what it leaves.

    Raises `UsageError` when events wait on its queues and are not to be discarded, or when
    CloudFormation does not delete it.
    """
    console = Console(highlight=False, soft_wrap=True)
    with aws_errors_explained():
        contents = contents_of(stack)
        waiting = messages_in(stack, contents)
        console.print(_kept(stack, contents))
        console.print(_deleted(contents, waiting))
    if any(waiting.values()) and not discard_events:
        raise UsageError(
            f"{sum(waiting.values())} events wait on the queues of {stack.name} and would be lost: "
            "let them be processed, see `summariser status` and `summariser dead-letters`, or add "
            "--discard-events."
        )
    if not agreed(f"Delete the stack {stack.name}?"):
        console.print("Nothing was deleted.")
        return
    with aws_errors_explained():
        cloudformation = stack.client("cloudformation")
        (found,) = cloudformation.describe_stacks(StackName=stack.name)["Stacks"]
        parameters = {
            it["ParameterKey"]: it["ParameterValue"] for it in found.get("Parameters", [])
        }
        files = write_adoption(stack.name, contents, parameters, out)
        cloudformation.delete_stack(StackName=found["StackId"])
        try:
            cloudformation.get_waiter("stack_delete_complete").wait(StackName=found["StackId"])
        except WaiterError as error:
            raise UsageError(
                f"CloudFormation did not delete {stack.name}: see its events for the reason, and "
                "try again."
            ) from error
    console.print(f"The stack {stack.name} was deleted.")
    if contents.kept:
        console.print("\nTo adopt what was kept in a new stack, and then deploy as before:")
        _print_commands(console, adoption_commands(stack.name, *files))
        console.print("\nTo remove it, with all that is in it:")
        _print_commands(
            console, [line for resource in contents.kept for line in removal_commands(resource)]
        )


def _kept(stack: Stack, contents: StackContents) -> Table:
    table = Table(title=f"{stack.name} keeps", title_justify="left")
    for heading in ("Resource", "Name", "Contents"):
        table.add_column(heading, overflow="fold")
    for resource in contents.kept:
        table.add_row(resource.logical_id, resource.name, amount_in(stack, resource))
    return table


def _deleted(contents: StackContents, waiting: dict[str, int]) -> Table:
    table = Table(title="and deletes", title_justify="left")
    table.add_column("Resources", justify="right")
    table.add_column("Type")
    table.add_column("Contents")
    for kind, count in sorted(contents.deleted_kinds.items()):
        inside = ", ".join(f"{number} events in {name}" for name, number in waiting.items())
        table.add_row(str(count), kind, inside if kind == "AWS::SQS::Queue" else "")
    return table


def _print_commands(console: Console, commands: list[str]) -> None:
    for command in commands:
        console.out(f"  {command}")
