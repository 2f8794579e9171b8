"""Observability: one structured log for all functions, which never holds a listing's text."""

from typing import Any

from aws_lambda_powertools import Logger
from pydantic import BaseModel

logger = Logger(service="listing-summariser")


def record_step(step_input: BaseModel, step_output: BaseModel) -> dict[str, Any]:
    """Log what a state made of its input, both of which are references; dump the output."""
    output = step_output.model_dump(mode="json")
    logger.info(
        type(step_input).__name__.removesuffix("Input"),
        step_input=step_input.model_dump(mode="json"),
        step_output=output,
    )
    return output
