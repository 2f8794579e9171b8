"""Serves the proxy until it is stopped: `python -m workbench.proxy`."""

import argparse

import uvicorn

from summariser.llm.models import load_models
from workbench.child_server import exit_with
from workbench.proxy.server import Proxy
from workbench.proxy.upstream import Upstream


def main() -> None:
    """Read the settings that process.py passes, and serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--upstream", required=True, help="URL of the server")
    parser.add_argument("--model", required=True, help="name of the model to ask it for")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--parent", type=int, required=True, help="exit when this process ends")
    given = parser.parse_args()
    exit_with(given.parent)
    uvicorn.run(
        Proxy(Upstream(given.upstream), given.model, load_models()).app(),
        host="127.0.0.1",
        port=given.port,
        log_level="critical",  # a stop cancels calls, which is nothing to report
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main()
