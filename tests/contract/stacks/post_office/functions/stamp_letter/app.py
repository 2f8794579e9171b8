"""Stamps a letter, or does what the letter says goes wrong."""

import os
import time
from typing import Any

import postage  # type: ignore[import-not-found] # the layer's


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Return the stamp of a letter."""
    if event["letter"] == "bomb":
        os._exit(7)
    if event["letter"] == "lead":
        time.sleep(60)
    return {
        "stamp": postage.stamp(event["letter"], os.environ["STAMP"]),
        "country": os.environ["COUNTRY"],
        "execution": event.get("execution"),
        "function": context.function_name,
    }
