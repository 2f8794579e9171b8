"""Event rules: events on the default bus invoke the functions whose patterns they match.

moto would run such a function in Docker.
"""

import json
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from workbench.local.event_filters import EventFilter

ACCOUNT = "123456789012"  # moto's
DEFAULT_BUS = "default"


class EventRule:
    """The EventBridgeRule event of a function, as its template declares it."""

    def __init__(self, pattern: Mapping[str, Any], function: str) -> None:
        """Read a pattern; raises `UnknownFilterError`."""
        self._filter = EventFilter({"Filters": [{"Pattern": json.dumps(pattern)}]})
        self.function = function

    def matches(self, event: Mapping[str, Any]) -> bool:
        """Say whether an event invokes the function."""
        return self._filter.matches(event)


def deliver(
    request: Mapping[str, Any],
    rules: list[EventRule],
    region: str,
    invoke: Callable[[str, bytes], object],
) -> None:
    """Invoke, without waiting, the functions of the rules that the entries of PutEvents match."""
    for entry in request["Entries"]:
        if entry.get("EventBusName", DEFAULT_BUS) != DEFAULT_BUS:
            continue
        event = {
            "version": "0",
            "id": str(uuid4()),
            "detail-type": entry["DetailType"],
            "source": entry["Source"],
            "account": ACCOUNT,
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "region": region,
            "resources": entry.get("Resources", []),
            "detail": json.loads(entry["Detail"]),
        }
        for rule in rules:
            if rule.matches(event):
                arguments = (rule.function, json.dumps(event).encode())
                threading.Thread(target=invoke, args=arguments, daemon=True).start()
