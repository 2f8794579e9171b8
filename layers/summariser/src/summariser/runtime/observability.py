"""Observability: one structured log for all functions, which never has a listing's text."""

from typing import Any

from aws_lambda_powertools import Logger
from pydantic import BaseModel

logger = Logger(service="listing-summariser")


def record_step(step_input: BaseModel, step_output: BaseModel) -> dict[str, Any]:
    """Log a state's input and output, which are references; return the output as a dict."""
    output = step_output.model_dump(mode="json")
    logger.info(
        type(step_input).__name__.removesuffix("Input"),
        step_input=step_input.model_dump(mode="json"),
        step_output=output,
    )
    return output
