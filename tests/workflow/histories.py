"""What the histories of executions say."""

from tests.workflow.board import Board


def entered(board: Board, listing_id: str, version: int = 1) -> list[str]:
    """Name the states that the one execution of a version entered, in order."""
    client = board.engine.client("stepfunctions")
    found = client.list_executions(stateMachineArn=board.outputs["StateMachineArn"])["executions"]
    (arn,) = [
        it["executionArn"] for it in found if it["name"].startswith(f"{listing_id}-v{version}-")
    ]
    history = client.get_execution_history(executionArn=arn, maxResults=1000)["events"]
    return [
        it["stateEnteredEventDetails"]["name"] for it in history if "stateEnteredEventDetails" in it
    ]
