"""The `simulate` command: the simulator, until Ctrl-C."""

import signal
from pathlib import Path

from rich.console import Console

from workbench.errors import UsageError
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.process import SimulatorFailed, environment, simulator


def serve(behaviour: Behaviour, port: int, log: Path | None) -> None:
    """Serve until interrupted; raises `UsageError` where the port is taken."""
    console = Console(highlight=False)
    try:
        with simulator(behaviour, log=log, port=port) as url:
            console.print(f"Bedrock and SageMaker are simulated at {url}: texts are no model's.")
            for name, value in environment(url).items():
                console.print(f"export {name}={value}")
            console.print("Ctrl-C ends it.")
            signal.pause()
    except KeyboardInterrupt:
        console.print("Ended.")
    except SimulatorFailed as error:
        raise UsageError(str(error)) from error
