"""Failures of one listing version among several that a function was given."""

from summariser.runtime.observability import logger


def record_failure(step: str, error: Exception, **references: object) -> None:
    """Log that a step failed for one listing version, of which there are references."""
    logger.error(
        "%s failed for a version",
        step,
        extra={"error.type": type(error).__name__, **references},
        stacklevel=2,
    )
