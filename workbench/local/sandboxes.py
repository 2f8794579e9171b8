"""The sandboxes of every function: started on demand, used again while warm, bounded in number."""

import queue
import threading
import time
from collections.abc import Collection, Mapping
from pathlib import Path

from workbench.local.concurrency import Concurrency
from workbench.local.faults import Faults
from workbench.local.observing import Observer
from workbench.local.runtime import Function
from workbench.local.sandbox import Crashed, Invocation, Sandbox
from workbench.local.sandbox_processes import ForkServer
from workbench.local.versions import name_and_qualifier

ANSWERING = 16  # sandboxes of a function that requests wait for


class EngineClosedError(Exception):
    """An invocation came, or still waited for a sandbox, while the engine stopped."""


class FunctionNotFoundError(LookupError):
    """No function of the template has this name, or this version or alias."""


class SandboxPool:
    """The sandboxes of one function; invocations beyond their number wait for a free one."""

    def __init__(
        self,
        function: Function,
        size: int,
        log: Path,
        fork_server: ForkServer,
        *,
        faults: Faults | None = None,
        observer: Observer | None = None,
    ) -> None:
        self._function = function
        self._observer = observer
        self._fork_server = fork_server
        self._log = log.open("ab", buffering=0)
        self._faults = faults
        self._took = 0.0  # seconds of the last invocation that was let live
        self._lock = threading.Lock()
        self._busy: set[Sandbox] = set()
        self._closed = False
        self.waiting = 0
        # A slot is a warm sandbox or the room to start one; last in, first out keeps few warm.
        self._slots: queue.LifoQueue[Sandbox | None] = queue.LifoQueue()
        for _ in range(size):
            self._slots.put(None)

    def invoke(self, payload: bytes, lineage: str = "") -> Invocation:
        """Run the function once; the slot of a sandbox that crashes is free to start another."""
        sandbox = self._take()
        survivor: Sandbox | None = None
        try:
            invocation = self._run(sandbox, payload, lineage)
            survivor = sandbox
        except Crashed as crash:
            invocation = crash.invocation
        finally:
            with self._lock:
                self._busy.discard(sandbox)
                closed = self._closed
                if not closed:
                    self._slots.put(survivor)
            if closed or survivor is None:
                sandbox.close()
        if closed:
            raise EngineClosedError(self._function.name)
        return invocation

    def close(self) -> None:
        """End every sandbox; invocations that wait or run raise EngineClosedError."""
        with self._lock:
            self._closed = True
            idle = [self._slots.get() for _ in range(self._slots.qsize())]
            for sandbox in self._busy:
                sandbox.kill()  # the thread that waits for its answer closes it
        for slot in idle:
            if slot is not None:
                slot.close()
        self._slots.put(None)  # wakes the first that waits, who wakes the next
        self._log.close()

    def _run(self, sandbox: Sandbox, payload: bytes, lineage: str) -> Invocation:
        death = self._faults.of_invocation(self._function.logical_id) if self._faults else None
        if death:
            after = death.moment * self._took
            return sandbox.invoke(payload, dies=death.fault, after=after, lineage=lineage)
        began = time.monotonic()
        invocation = sandbox.invoke(payload, lineage=lineage)
        self._took = time.monotonic() - began
        if self._observer is not None:
            self._observer.invoked(self._function.logical_id, self._took)
        return invocation

    def _take(self) -> Sandbox:
        with self._lock:
            self.waiting += 1
        slot = self._slots.get()
        with self._lock:
            self.waiting -= 1
            if self._closed:
                self._slots.put(slot)
                raise EngineClosedError(self._function.name)
            if slot is None or not slot.alive():
                if slot is not None:
                    slot.close()
                slot = self._start()
            self._busy.add(slot)
        return slot

    def _start(self) -> Sandbox:
        try:
            return Sandbox(self._function, self._log, self._fork_server)
        except OSError:
            self._slots.put(None)
            raise


class Sandboxes:
    """The functions of a stack, each invoked by its name or ARN."""

    def __init__(
        self,
        functions: Mapping[str, Function],
        size: int,
        logs: Path,
        fork_servers: Mapping[tuple[Path, ...], ForkServer],
        *,
        faults: Faults | None = None,
        observer: Observer | None = None,
        concurrency: Concurrency | None = None,
        answering: Collection[str] = (),
    ) -> None:
        """`fork_servers` has one for each Python path that functions share.

        `answering` names the functions that requests wait for. They wait for others in their turn,
        so that as many as Lambda has, or nearly, may run.
        """
        self._answering = frozenset(answering)
        self._concurrency = concurrency or Concurrency(None, {})
        self._qualifiers = {it.name: {"", "$LATEST", *it.qualifiers} for it in functions.values()}
        self._pools = {
            function.name: SandboxPool(
                function,
                ANSWERING if function.name in self._answering else size,
                logs / f"{logical_id}.log",
                fork_servers[function.shared_path],
                faults=faults,
                observer=observer,
            )
            for logical_id, function in functions.items()
        }

    def invoke(self, function: str, payload: bytes, lineage: str = "") -> Invocation:
        """Run a function, named or by ARN, with or without a qualifier.

        Raises `FunctionNotFoundError`, and `TooManyRequestsError` where no more may run at once.
        """
        name, qualifier = name_and_qualifier(function)
        if qualifier not in self._qualifiers.get(name, ()):
            raise FunctionNotFoundError(f"no function of the template is called {function}")
        with self._concurrency.slot(name):
            return self._pools[name].invoke(payload, lineage)

    def waiting(self) -> int:
        """Count the invocations that wait for a sandbox, but for those that answer requests."""
        return sum(
            pool.waiting for name, pool in self._pools.items() if name not in self._answering
        )

    def close(self) -> None:
        """End every sandbox."""
        for pool in self._pools.values():
            pool.close()
