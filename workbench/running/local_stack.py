"""Stack: the one of an engine in this process, for what reads stacks."""

from dataclasses import dataclass
from typing import Any, Self

import boto3

from workbench.local.engine import LocalEngine
from workbench.stack import DEFAULT_STACK, Stack


@dataclass(frozen=True)
class LocalStack(Stack):
    """The stack of an engine in this process; its clients see no injected faults."""

    engine: LocalEngine

    @classmethod
    def of(cls, engine: LocalEngine, name: str = DEFAULT_STACK) -> Self:
        """Give the stack of a running engine."""
        return cls(name, boto3.Session(region_name=engine.region), engine.outputs, engine)

    def client(self, service: str) -> Any:
        """Return the engine's client, whose calls have no faults."""
        return self.engine.client(service)
