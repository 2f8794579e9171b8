"""Observability: one structured log for all functions, which never has a listing's text.

Every line of an execution has its name as `correlation_id`; metrics have it as well (wiring.py).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel

logger = Logger(service="listing-summariser")

Handler = Callable[[dict[str, Any], LambdaContext], dict[str, Any]]


def observed(handler: Handler) -> Handler:
    """Have a handler's log lines name their execution, and a failure be one of them.

    Lambda logs an error's message itself, in a line that knows no execution.
    """

    @logger.inject_lambda_context
    @wraps(handler)
    def observe(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
        logger.set_correlation_id(event.get("execution_name"))
        try:
            return handler(event, context)
        except Exception as error:
            logger.error("failed", extra={"error.type": type(error).__name__})  # noqa: TRY400
            raise

    observing: Handler = observe
    return observing


def record_step(step_input: BaseModel, step_output: BaseModel) -> dict[str, Any]:
    """Log a state's input and output, which are references; return the output as a dict."""
    output = step_output.model_dump(mode="json")
    logger.info(
        type(step_input).__name__.removesuffix("Input"),
        step_input=step_input.model_dump(mode="json"),
        step_output=output,
    )
    return output
