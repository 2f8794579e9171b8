"""SummariseListing: the state machine whose executions turn listings into summaries."""

from botocore.exceptions import ClientError

from summariser.adapters.aws import client, code, transient_errors_named
from summariser.errors import ServiceUnavailable
from summariser.states import ExecutionInput

FAILED = frozenset({"FAILED", "TIMED_OUT", "ABORTED"})


class SummariseListing:
    """Implements `Executions` on one Standard state machine."""

    def __init__(self, arn: str) -> None:
        self._arn = arn
        self._stepfunctions = client("stepfunctions")

    def start(self, name: str, execution_input: ExecutionInput) -> None:
        """Start an execution, unless one of this name runs or has succeeded.

        Where the ones before it failed, the event was replayed: the next attempt starts.
        """
        attempt = 1
        while not self._start(_attempt(name, attempt), execution_input):
            if self._status(_attempt(name, attempt)) not in FAILED:
                return
            attempt += 1

    def _start(self, name: str, execution_input: ExecutionInput) -> bool:
        try:
            with transient_errors_named("states:StartExecution"):
                self._stepfunctions.start_execution(
                    stateMachineArn=self._arn, name=name, input=execution_input.model_dump_json()
                )
        except ClientError as error:
            # A closed execution's name stays taken for 90 days:
            # https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
            if code(error) == "ExecutionAlreadyExists":
                return False
            if code(error) == "ExecutionLimitExceeded":
                raise ServiceUnavailable("states:StartExecution", code(error)) from error
            raise
        return True

    def _status(self, name: str) -> str:
        arn = self._arn.replace(":stateMachine:", ":execution:") + f":{name}"
        with transient_errors_named("states:DescribeExecution"):
            return str(self._stepfunctions.describe_execution(executionArn=arn)["status"])


def _attempt(name: str, attempt: int) -> str:
    return name if attempt == 1 else f"{name}-{attempt}"
