"""A vector is written with a publication, replaced by the next, and gone with a withdrawal."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.workflow.board import TEMPLATE, Board, event, unpublished
from tests.workflow.commands import summariser_on
from tests.workflow.listings import any_listing_fields
from tests.workflow.requests import Client
from workbench.local.engine import LocalEngine
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.process import environment, simulator

MODEL = "cohere-embed-multilingual-v3"
BAKER = (
    "<p>You bake {} every night in our bakery. You have finished an apprenticeship as a baker.</p>"
)


@pytest.fixture(scope="module")
def running_board() -> Iterator[Board]:
    with (
        simulator(Behaviour(base_s=0.0)) as models,
        LocalEngine(
            TEMPLATE, parameters={"EmbeddingModel": MODEL}, environment=environment(models)
        ) as engine,
    ):
        yield Board(engine)


def vectors(board: Board) -> dict[str, Any]:
    """Read the vectors of a board's stack: their metadata and values, by listing."""
    found = board.engine.client("s3vectors").list_vectors(
        indexArn=board.outputs["VectorIndexArn"], returnData=True, returnMetadata=True
    )
    return {it["key"]: {**it["metadata"], **it["data"]} for it in found["vectors"]}


def baker(listing_id: str, bread: str, version: int = 1) -> dict[str, Any]:
    fields = any_listing_fields(title="Baker", company="Mill Bakery")
    listing = fields | {"description": BAKER.format(bread)}
    return event(listing_id, version=version, listing=listing)


def should_follow_what_readers_see(board: Board) -> None:
    board.send(baker("follows", "rye bread"))
    first = vectors(board)["follows"]
    assert (first["version"], first["language"]) == (1, "en")
    assert (first["title"], first["company"]) == ("Baker", "Mill Bakery")
    assert len(first["float32"]) == 1024
    board.send(baker("follows", "wedding cakes", version=2))
    second = vectors(board)["follows"]
    assert second["version"] == 2
    assert second["float32"] != first["float32"]
    board.send(unpublished("follows", version=3))
    assert "follows" not in vectors(board)
    assert board.receive(board.outputs["VectorDeadLettersUrl"]) == []


def should_meter_what_a_vector_cost(board: Board) -> None:
    board.send(baker("metered", "rye bread"))
    rows = board.engine.client("dynamodb").query(
        TableName=board.outputs["UsageTableName"],
        KeyConditionExpression="#scope = :scope",
        ExpressionAttributeNames={"#scope": "scope"},
        ExpressionAttributeValues={":scope": {"S": "listing#metered#1"}},
    )["Items"]
    costs = {row["model"]["S"]: float(row["cost_usd"]["N"]) for row in rows}
    assert costs[MODEL] > 0


def should_list_similar_listings_of_a_stack_nearest_first(board: Board) -> None:
    board.send(baker("own", "sourdough pretzels"), baker("near", "a sourdough pretzel"))
    board.send(event("far"))
    done = summariser_on(board, "similar", "own", "--count", "2", "--json")
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert found[0]["listing_id"] == "near"
    assert [it["similarity"] for it in found] == sorted(it["similarity"] for it in found)[::-1]
    answer = Client(board).ask("GET", "/listings/own/similar?k=1")
    assert answer.status == 200
    assert [it["listing_id"] for it in answer.content["similar"]] == ["near"]
    assert Client(board).ask("GET", "/listings/unknown/similar").problem == "vector-unknown"
    done = summariser_on(board, "similar", "unknown")
    assert done.returncode == 2
    assert "has no vector" in done.stderr


def should_find_and_mend_vectors_that_do_not_follow(board: Board) -> None:
    board.send(baker("lost", "rye bread"), baker("left", "rye bread"))
    index = {"indexArn": board.outputs["VectorIndexArn"]}
    s3vectors = board.engine.client("s3vectors")
    left = vectors(board)["left"]
    board.send(unpublished("left"))
    s3vectors.delete_vectors(**index, keys=["lost"])
    data = {"float32": left.pop("float32")}
    s3vectors.put_vectors(**index, vectors=[{"key": "left", "data": data, "metadata": left}])
    done = summariser_on(board, "audit", "--older-than", "0s")
    assert done.returncode == 1, done.stderr
    assert "its vector remains" in done.stdout
    assert "has no vector" in done.stdout
    done = summariser_on(board, "embed")
    assert done.returncode == 0, done.stderr
    board.settle()
    assert "lost" in vectors(board)
    assert "left" not in vectors(board)
    assert summariser_on(board, "audit", "--older-than", "0s").returncode == 0
