"""SummariseListing: the state machine whose executions turn listings into summaries."""

from botocore.exceptions import ClientError

from summariser.adapters.aws import client, code, transient_errors_named
from summariser.domain.execution import Execution, ExecutionInput

FAILED = frozenset({"FAILED", "TIMED_OUT", "ABORTED"})
ENDED = frozenset({"ExecutionDoesNotExist", "ValidationException"})  # it is no longer running


class SummariseListing:
    """Implements `Executions` on one Standard state machine."""

    def __init__(self, arn: str) -> None:
        """`arn` is the state machine's, or that of an alias through which executions start."""
        self._starts_at = arn
        self._arn = machine_arn(arn)
        self._stepfunctions = client("stepfunctions")

    def start(self, name: str, execution_input: ExecutionInput) -> tuple[str, int]:
        """Start an execution, unless one of this name is running or has succeeded.

        If the earlier ones failed, the event was replayed, and the next attempt starts.
        """
        attempt = 1
        while not self._start(_attempt(name, attempt), execution_input):
            known = self.describe(_attempt(name, attempt))
            if known is None or known.status not in FAILED:
                break
            attempt += 1
        return _attempt(name, attempt), attempt

    def describe(self, name: str) -> Execution | None:
        """Describe an execution by its own name; None if it never started."""
        try:
            with transient_errors_named("states:DescribeExecution"):
                found = self._stepfunctions.describe_execution(executionArn=self._execution(name))
        except ClientError as error:
            if code(error) == "ExecutionDoesNotExist":
                return None
            raise
        return Execution(
            arn=found["executionArn"],
            status=found["status"],
            error=found.get("error"),
            cause=found.get("cause"),
            ended_at=found.get("stopDate"),
        )

    def running(self) -> frozenset[str]:
        """Name the executions that are running, a thousand with each call.

        Executions are described ten to fifteen times a second at most, so those that run are not:
        https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
        """
        pages = self._stepfunctions.get_paginator("list_executions").paginate(
            stateMachineArn=self._arn, statusFilter="RUNNING"
        )
        with transient_errors_named("states:ListExecutions"):
            return frozenset(one["name"] for page in pages for one in page["executions"])

    def stop(self, name: str, cause: str) -> None:
        """Stop an execution if it is running."""
        try:
            with transient_errors_named("states:StopExecution"):
                self._stepfunctions.stop_execution(
                    executionArn=self._execution(name), error="Stopped", cause=cause
                )
        except ClientError as error:
            if code(error) not in ENDED:
                raise

    def _start(self, name: str, execution_input: ExecutionInput) -> bool:
        try:
            with transient_errors_named("states:StartExecution"):
                self._stepfunctions.start_execution(
                    stateMachineArn=self._starts_at,
                    name=name,
                    input=execution_input.model_dump_json(),
                )
        except ClientError as error:
            # A closed execution's name stays reserved for 90 days:
            # https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
            if code(error) == "ExecutionAlreadyExists":
                return False
            raise
        return True

    def _execution(self, name: str) -> str:
        return execution_arn(self._arn, name)


def machine_arn(arn: str) -> str:
    """Return a state machine's ARN without the alias or version at its end."""
    return ":".join(arn.split(":")[:7])


def execution_arn(arn: str, name: str) -> str:
    """Return the ARN of an execution of a state machine, whichever alias or version started it.

    https://docs.aws.amazon.com/step-functions/latest/dg/execution-alias-version-associate.html
    """
    return machine_arn(arn).replace(":stateMachine:", ":execution:") + f":{name}"


def _attempt(name: str, attempt: int) -> str:
    return name if attempt == 1 else f"{name}-{attempt}"
