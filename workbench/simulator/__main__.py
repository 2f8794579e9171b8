"""Serves the simulator until it is stopped: `python -m workbench.simulator`."""

import argparse
import os
import threading
import time
from pathlib import Path

import uvicorn

from summariser.llm.models import load_models
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.server import Simulator


def main() -> None:
    """Read the settings that process.py passes, and serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--behaviour", default="{}")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--parent", type=int, required=True, help="exit when this process ends")
    given = parser.parse_args()
    threading.Thread(target=_exit_with, args=(given.parent,), daemon=True).start()
    behaviour = Behaviour.model_validate_json(given.behaviour)
    app = Simulator(behaviour, load_models(), given.log).app()
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=given.port,
        log_level="warning",
        timeout_graceful_shutdown=1,  # hanging calls would block it for ever
    )


def _exit_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


if __name__ == "__main__":
    main()
