"""Rounds: any one AWS call fails once, at every call site in turn, and still nothing is lost.

The call sites are those that a run without failures makes; nobody typed them in. They are shared
out among the files of this folder, which run side by side.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summariser.llm.models import load_models
from tests.workflow.board import TEMPLATE, Board, event, unpublished
from tests.workflow.listings import UNFAIR, any_listing_fields
from workbench.local.call_sites import CallSites
from workbench.local.engine import LocalEngine
from workbench.local.faults import Call, CallFault
from workbench.running.simulation import simulated
from workbench.simulator.behaviour import Behaviour

CHAIN = "falcon-40b,embedded"  # its window of 2,048 tokens makes chunks of a long listing
FORGETS_WITHIN_S = 20  # a warm function knows some answers for 10 s, and does not ask again
FEWEST_ROUNDS = 3  # however long one takes
READS = ("Describe", "Get", "List", "Query", "Receive")
Body = str | dict[str, Any]
Steps = list[list[Body]]


def long_listing() -> dict[str, Any]:
    lines = [f"<p>In team {n} you plan {n + 3} routes.</p><p>We pay {2400 + n} euros.</p>"
             for n in range(40)]  # fmt: skip
    return any_listing_fields(description="".join(lines))


# Events of one listing, given its id; the engine comes to rest between two steps.
SCENARIOS: dict[str, Callable[[str], Steps]] = {
    "published": lambda it: [[event(it)]],
    "long": lambda it: [[event(it, listing=long_listing())]],
    "updated": lambda it: [
        [event(it)],
        [event(it, version=2, listing=any_listing_fields(title="Skipper"))],
    ],
    "overtaken": lambda it: [[event(it, version=2)], [event(it)]],
    "used again": lambda it: [[event(it)], [event(it, version=2)]],
    "blocked": lambda it: [[event(it, listing=any_listing_fields(**UNFAIR))]],
    "withdrawn": lambda it: [[event(it)], [unpublished(it)]],
    "withdrawn first": lambda it: [[unpublished(it)], [event(it)]],
    "twice": lambda it: [[event(it)], [event(it)]],
    "poison": lambda it: [[f"{it} is no JSON"]],
    "empty": lambda it: [[event(it, listing=any_listing_fields(description=""))]],
}


def places_of(board: Board, bodies: Sequence[Body]) -> list[list[str]]:
    """Find each event: where the ledger says that its version stands, and as a dead letter."""
    dead = {body for body, _ in board.dead_letters()}
    found = []
    for body in bodies:
        text = body if isinstance(body, str) else json.dumps(body)
        places = ["dead letter"] if text in dead else []
        if isinstance(body, dict) and (status := board.status(body["listing_id"], body["version"])):
            places.append(status)
        found.append(places)
    return found


@dataclass
class Rounds:
    """Sends the events of scenarios, each time for another listing."""

    board: Board
    sites: CallSites
    sent: int = 0
    usual: dict[str, list[list[str]]] = field(default_factory=dict)
    """Where the events of a scenario end when nothing fails."""

    def send(self, scenario: str) -> list[list[str]]:
        self.sent += 1
        bodies: list[Body] = []
        for step in SCENARIOS[scenario](f"round-{self.sent}"):
            self.board.send(*step)
            bodies += step
        self.board.engine.invoke("SweepLedgerFunction", {})
        self.board.settle()
        self.board.announcements()
        return places_of(self.board, bodies)

    def record(self) -> dict[Call, str]:
        """Find every call site, each with the first scenario that comes by."""
        found: dict[Call, str] = {}
        for scenario in SCENARIOS:
            self.usual[scenario] = self.send(scenario)
            for site in self.sites.seen():
                found.setdefault(site, scenario)
        return found

    def fail_once(self, site: Call, scenario: str, fault: CallFault) -> str | None:
        """Let a call site fail in a scenario; says what is wrong then."""
        self.sites.arm(site, fault)
        deadline, first = time.monotonic() + FORGETS_WITHIN_S, self.sent
        while time.monotonic() < deadline or self.sent - first < FEWEST_ROUNDS:
            places = self.send(scenario)
            if places != self.usual[scenario]:
                return f"{places} in place of {self.usual[scenario]}"
            if not self.sites.armed():
                return None
        return "no call came by"

    def wrong(
        self, call_sites: Mapping[Call, str], fault: CallFault, chosen: Callable[[Call], bool]
    ) -> dict[str, str]:
        """Let each chosen call site fail once; says of which sites something is wrong then."""
        reasons = {
            f"{scenario}: {site}": self.fail_once(site, scenario, fault)
            for site, scenario in call_sites.items()
            if chosen(site)
        }
        assert reasons
        return {name: reason for name, reason in reasons.items() if reason}


def reads(site: Call) -> bool:
    """Say whether a call only reads: if its answer is lost, it is a read that failed."""
    return site.operation.startswith(READS)


@contextmanager
def running(folder: Path) -> Iterator[Rounds]:
    """Run an engine for rounds; the simulator writes its log to the folder."""
    sites = CallSites()
    at_once = Behaviour(base_s=0, read_rate=1e9, write_rate=1e9)
    with (
        simulated(load_models().chain(CHAIN.split(",")), at_once, folder) as simulation,
        LocalEngine(
            TEMPLATE,
            parameters=simulation.parameters | {"ModelChain": CHAIN, "StalledMinutes": "0"},
            environment=simulation.environment,
            sandboxes=2,
            faults=sites,
        ) as engine,
    ):
        engine.client("sqs").set_queue_attributes(
            QueueUrl=engine.outputs["ListingQueueUrl"],
            Attributes={"VisibilityTimeout": "1"},  # until a message comes again
        )
        yield Rounds(Board(engine), sites)
