"""Call sites: which AWS calls a run makes, and one of them failing once."""

import threading

from workbench.local.faults import Call, CallFault, Death


class CallSites:
    """Implements `Faults`: records the call sites that are seen, and lets an armed one fail once.

    A site that is armed fails as a whole call, with boto3's retries, and never again.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[Call, None] = {}
        self._armed: tuple[Call, CallFault] | None = None

    def seen(self) -> list[Call]:
        """List the call sites so far, in the order in which they were first seen."""
        with self._lock:
            return list(self._seen)

    def arm(self, site: Call, fault: CallFault) -> None:
        """Let the next call at a site fail, in place of a site that was armed before."""
        with self._lock:
            self._armed = (site, fault)

    def armed(self) -> bool:
        """Say whether the armed call site has yet to fail."""
        with self._lock:
            return self._armed is not None

    def of_call(self, call: Call) -> CallFault | None:
        """Record a call; say how it fails where it is armed."""
        with self._lock:
            self._seen.setdefault(call)
            if self._armed is None or self._armed[0] != call:
                return None
            fault, self._armed = self._armed[1], None
            return fault

    def of_invocation(self, function: str) -> Death | None:  # noqa: ARG002 (the port's)
        """Let every invocation end as it will."""
        return None
