"""Serves the simulator until it is stopped: `python -m workbench.simulator`."""

import argparse
from pathlib import Path

import uvicorn

from summariser.llm.models import load_models
from workbench.child_server import exit_with
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.recordings import Recordings
from workbench.simulator.server import Simulator


def main() -> None:
    """Read the settings that process.py passes, and serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--behaviour", default="{}")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--replies", type=Path, help="recorded replies, by digest")
    parser.add_argument("--parent", type=int, required=True, help="exit when this process ends")
    given = parser.parse_args()
    exit_with(given.parent)
    behaviour = Behaviour.model_validate_json(given.behaviour)
    app = Simulator(behaviour, load_models(), given.log, Recordings(given.replies)).app()
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=given.port,
        log_level="warning",
        timeout_graceful_shutdown=1,  # hanging calls would block it for ever
    )


if __name__ == "__main__":
    main()
