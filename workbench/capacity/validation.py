"""Validation: the simulation beside the local engine, which runs the deployable files.

A burst is sent to an engine that may have few executions open, and the same burst to a simulation
whose work was measured on that engine with one listing alone.
"""

import json
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from summariser.adapters.stepfunctions import execution_arn
from summariser.domain.ledger import UNFINISHED
from summariser.llm.models import load_models
from workbench.capacity.simulation import simulate
from workbench.capacity.system import MODEL_STATES, Parameters, Work, quotas_of
from workbench.local.engine import LocalEngine
from workbench.operations.ledger import LedgerReader
from workbench.operations.trace import visits
from workbench.paths import TEMPLATE
from workbench.running.local_stack import LocalStack
from workbench.running.simulation import simulated
from workbench.simulator.behaviour import Behaviour

MODEL, REGION = "nova-lite", "eu-central-1"
CALL_S = 1.0
LISTINGS = 40
OPEN = 4
SEEDS = 20
POLL_S = 0.2
TEXT = "You bake bread and rolls in our bakery. You work at night. We pay 2,900 euros a month."


@dataclass(frozen=True)
class Comparison:
    """What the engine did, and what the simulation says, in seconds."""

    engine: dict[str, float]
    simulation: dict[str, float]

    @property
    def error(self) -> float:
        """The largest difference, as a share of what the engine did."""
        return max(abs(self.simulation[it] / self.engine[it] - 1) for it in self.engine)


def validate(listings: int = LISTINGS, most_open: int = OPEN) -> Comparison:
    """Send a burst to an engine and to simulations of some seeds."""
    parameters = Parameters(maximum_executions=most_open)
    behaviour = Behaviour(base_s=CALL_S, read_rate=None, write_rate=None)
    chain = load_models().chain([MODEL])
    with (
        tempfile.TemporaryDirectory(prefix="capacity-") as folder,
        simulated(chain, behaviour, Path(folder)) as service,
        LocalEngine(
            TEMPLATE,
            parameters=service.parameters
            | {"ModelChain": MODEL, "MaximumExecutions": str(most_open)},
            environment=service.environment,
            sandboxes=service.processes,
        ) as engine,
    ):
        burst = _Burst(engine)
        burst.send(["warm-1"])
        burst.send(["warm-2"])
        work = burst.work("warm-2")
        seen = burst.send([f"burst-{number}" for number in range(listings)])
    outcomes = [
        simulate(iter([0.0] * listings), work, parameters, quotas_of(REGION), seed=seed)
        for seed in range(SEEDS)
    ]
    return Comparison(_summary(seen), _mean([_summary(it.latencies) for it in outcomes]))


class _Burst:
    """Sends listings to an engine, and reads from its ledger when each was published."""

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine
        self._stack = LocalStack.of(engine)
        self._ledger = LedgerReader(self._stack)

    def send(self, listing_ids: list[str]) -> list[float]:
        """Send listings at once; returns the seconds until each was published."""
        sqs, url = self._engine.client("sqs"), self._engine.outputs["ListingQueueUrl"]
        sent_at = datetime.now(UTC)
        for start in range(0, len(listing_ids), 10):
            entries = [
                {"Id": str(index), "MessageBody": json.dumps(_event(listing_id, sent_at))}
                for index, listing_id in enumerate(listing_ids[start : start + 10])
            ]
            sqs.send_message_batch(QueueUrl=url, Entries=entries)
        wanted = set(listing_ids)
        while True:
            rows = [it for it in self._ledger.all() if it.listing_id in wanted]
            if len(rows) == len(wanted) and not any(it.status in UNFINISHED for it in rows):
                break
            time.sleep(POLL_S)
        return [(it.moved_at - sent_at).total_seconds() for it in rows]

    def work(self, listing_id: str) -> Work:
        """Measure the work of a listing that was published alone."""
        (entry,) = self._ledger.of_listing(listing_id)
        client = self._engine.client("stepfunctions")
        arn = execution_arn(self._stack.state_machine_arn, entry.execution_name)
        execution = client.describe_execution(executionArn=arn)
        history = client.get_execution_history(executionArn=arn, maxResults=1000)["events"]
        seen = {it.state: it.seconds for it in visits(history)}
        calls = [state for state in MODEL_STATES if seen.get(state, 0) > CALL_S]
        took = (execution["stopDate"] - execution["startDate"]).total_seconds()
        between = took - sum(seen.values())
        received = entry.started_at or entry.received_at
        return Work(
            ingest_s=(received - entry.received_at).total_seconds(),
            states={it: s - CALL_S if it in calls else s for it, s in seen.items()},
            transitions=len(seen),
            announce_s=0.0,
            calls=len(calls),
            tokens=1.0,
            model_s=CALL_S,
            spread=0.0,
            transition_s=max(0.0, between / len(seen)),
        )


def _event(listing_id: str, now: datetime) -> dict[str, Any]:
    fields = {
        "title": f"Baker {listing_id}",
        "company": "Rye",
        "description": f"{TEXT} {listing_id}.",
    }
    return {
        "type": "listing.published",
        "listing_id": listing_id,
        "version": 1,
        "occurred_at": now.isoformat(),
        "listing": fields,
    }


def _summary(latencies: list[float]) -> dict[str, float]:
    ordered = sorted(latencies)
    return {
        "p50": statistics.median(ordered),
        "mean": statistics.fmean(ordered),
        "last": ordered[-1],
    }


def _mean(summaries: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.fmean(it[name] for it in summaries) for name in summaries[0]}
