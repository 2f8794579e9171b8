"""Redriving: an execution goes on from the step that failed, where Step Functions can do that.

https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
A redrive repeats the state that an execution failed in. A failure that a Catch saw has gone on to
the state machine's Fail state, and only that would be repeated: its event must be replayed. What
remains are executions that ended outside of any Catch, such as timed out or aborted ones.
"""

from typing import Any

from botocore.exceptions import ClientError

from summariser.domain.dead_letters import DeadLetter

CAUGHT = "FailStateEntered"
# The event's execution cannot go on, or runs again already.
NOT_REDRIVABLE = frozenset({"ExecutionDoesNotExist", "ExecutionNotRedrivable", "InvalidArn"})
LATEST_EVENTS = 20


class Redrives:
    """Implements `Replays` by RedriveExecution; the listing queue is not involved."""

    def __init__(self, stepfunctions: Any) -> None:
        self._stepfunctions = stepfunctions

    def replay(self, letter: DeadLetter) -> bool:
        """Redrive the execution of a dead letter; false where its event must be replayed."""
        if letter.execution_arn is None:
            return False
        try:
            if self._was_caught(letter.execution_arn):
                return False
            self._stepfunctions.redrive_execution(
                executionArn=letter.execution_arn,
                clientToken=letter.message_id,  # twice in a quarter of an hour is once
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
