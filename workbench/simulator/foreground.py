"""The simulator in the foreground, until Ctrl-C."""

import signal
from pathlib import Path

from rich.console import Console

from workbench.child_server import ServerFailed
from workbench.errors import UsageError
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.process import environment, simulator


def serve(behaviour: Behaviour, port: int, log: Path | None) -> None:
    """Serve until interrupted; raises `UsageError` when the simulator cannot start."""
    console = Console(highlight=False)
    try:
        with simulator(behaviour, log=log, port=port) as url:
            console.print(f"Simulating Bedrock and SageMaker at {url}; no model writes the texts.")
            for name, value in environment(url).items():
                console.print(f"export {name}={value}")
            console.print("Press Ctrl-C to stop.")
            signal.pause()
    except KeyboardInterrupt:
        console.print("Stopped.")
    except ServerFailed as error:
        raise UsageError(str(error)) from error
