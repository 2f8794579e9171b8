"""Distributed Maps in moto, changed where they differ from AWS's for as long as an engine runs.

tests/contract/test_map_runs.py fails where a change no longer fits moto, or is not needed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from moto.stepfunctions.parser.api import ExecutionFailedEventDetails, HistoryEventType
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import (
    FailureEvent,
    FailureEventException,
)
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import (
    StatesErrorName,
)
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import (
    StatesErrorNameType,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_map.item_reader.eval import (
    resource_eval_s3,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration import (
    distributed_iteration_component,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.credentials import (
    StateCredentials,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.resource import (
    ResourceRuntimePart,
)
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails

_ResourceEvalS3 = resource_eval_s3.ResourceEvalS3
_Component = distributed_iteration_component.DistributedIterationComponent


@contextmanager
def every_object_listed() -> Iterator[None]:
    """List all objects of a prefix as JSON: moto lists the first thousand, and fails on none."""

    def list_objects(
        env: Environment, part: ResourceRuntimePart, credentials: StateCredentials
    ) -> None:
        s3 = _ResourceEvalS3._get_s3_client(part, credentials)
        pages = s3.get_paginator("list_objects_v2").paginate(**env.stack.pop())
        found = [one for page in pages for one in page.get("Contents", [])]
        env.stack.append([one | {"LastModified": _seconds(one)} for one in found])

    with patch.object(_ResourceEvalS3, "_handle_list_objects_v2", staticmethod(list_objects)):
        yield


def _seconds(listed: dict[str, Any]) -> int:
    return int(listed["LastModified"].timestamp())


@contextmanager
def failures_counted() -> Iterator[None]:
    """Fail a Map of which more items failed than it tolerates: moto tolerates all of them.

    https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
    """
    run = _Component._map_run

    def map_run(component: Any, env: Environment, eval_input: Any) -> None:
        run(component, env, eval_input)
        if not env.is_running():  # it was stopped
            return
        record = eval_input.map_run_record
        counts = record.item_counter.describe()
        failed = counts["failed"] + counts["timedOut"] + counts["aborted"]
        share = 100 * failed / max(counts["total"], 1)
        if failed > record.tolerated_failure_count and share > record.tolerated_failure_percentage:
            name = StatesErrorNameType.StatesExceedToleratedFailureThreshold
            details = ExecutionFailedEventDetails(
                error=name.to_name(), cause=f"{failed} of {counts['total']} items failed."
            )
            raise FailureEventException(
                FailureEvent(
                    env=env,
                    error_name=StatesErrorName(typ=name),
                    event_type=HistoryEventType.ExecutionFailed,
                    event_details=EventDetails(executionFailedEventDetails=details),  # type: ignore[typeddict-item]
                )
            )

    with patch.object(_Component, "_map_run", map_run):
        yield
