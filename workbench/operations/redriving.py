"""Redriving: an execution resumes from the step that failed, if Step Functions can do that.

https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
A redrive repeats the state in which an execution failed. After a Catch, that is the Fail state of
the state machine, and repeating it achieves nothing: such an event must be replayed. This leaves
executions that ended outside a Catch, such as timed-out or aborted ones.
"""

from typing import Any

from botocore.exceptions import ClientError

from summariser.domain.dead_letters import DeadLetter

CAUGHT = "FailStateEntered"
# The execution cannot be resumed, or is running again already.
NOT_REDRIVABLE = frozenset({"ExecutionDoesNotExist", "ExecutionNotRedrivable", "InvalidArn"})
LATEST_EVENTS = 20


class Redrives:
    """Implements `Replays` with RedriveExecution; the listing queue is not involved."""

    def __init__(self, stepfunctions: Any) -> None:
        self._stepfunctions = stepfunctions

    def replay(self, letter: DeadLetter) -> bool:
        """Redrive the execution of a dead letter; false if its event must be replayed instead."""
        if letter.execution_arn is None:
            return False
        try:
            if self._was_caught(letter.execution_arn):
                return False
            self._stepfunctions.redrive_execution(
                executionArn=letter.execution_arn,
                clientToken=letter.message_id,  # requests within 15 minutes count once
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in NOT_REDRIVABLE:
                return False
            raise
        return True

    def _was_caught(self, execution_arn: str) -> bool:
        history = self._stepfunctions.get_execution_history(
            executionArn=execution_arn, reverseOrder=True, maxResults=LATEST_EVENTS
        )
        return any(event["type"] == CAUGHT for event in history["events"])
