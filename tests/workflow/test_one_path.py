"""One logic, two drivers: the state machine and `summarise` make the same summaries."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from string import ascii_letters
from typing import Any

import pytest

from summariser.adapters.aws import client_of_model
from summariser.adapters.extractive import ExtractiveModel
from summariser.adapters.sagemaker import SageMakerModel
from summariser.core.publication import marked
from summariser.core.summarise import Outcome, summarise
from summariser.domain.document import Document
from summariser.domain.profiles import load_profiles
from summariser.domain.verdict import Verdict
from summariser.llm.models import load_models
from summariser.llm.text_model import TextModel
from tests.workflow.commands import lines_of, summariser
from tests.workflow.listings import with_long_duties
from workbench.benchmark.long_listings import long_listing
from workbench.simulator.behaviour import Behaviour, Fault
from workbench.simulator.process import environment, simulator
from workbench.soak.listings_by_seed import write_listing

# Neither endpoint counts tokens, so no estimate is corrected by what came before.
CHAIN = ("falcon-40b", "llama-2-7b-summariser")
FAULTS = {
    Fault.CARELESS: 0.3,
    Fault.HALLUCINATED: 0.6,
    Fault.MERGED: 0.2,
    Fault.MALFORMED: 0.2,
    Fault.VERIFIER_ERROR: 0.1,
}
SEED = 3


def sixteen_listings() -> list[dict[str, Any]]:
    """Make listings in five languages.

    Four lose an aspect with one sentence; two are longer than the window, one over twice.
    Each has sentences of its own: the simulator draws the faults of equal requests in the order of
    their arrival, and the two drivers do not lead listings in the same order.
    """
    short = [
        write_listing(f"no-{number}", random.Random(number))  # noqa: S311
        | {"listing_id": f"no-{number}"}
        for number in range(10)
    ]
    short += [
        with_long_duties(200 + number) | {"listing_id": f"duty-{number}"} for number in range(4)
    ]
    every = short + [long_listing(tokens) for tokens in (2_000, 4_500)]
    return [_marked(listing, letter) for listing, letter in zip(every, ascii_letters, strict=False)]


def _marked(listing: dict[str, Any], letter: str) -> dict[str, Any]:
    """Put a letter at the end of every sentence and item of a listing."""
    description = re.sub(r"(?<=\w)(?=[.!?]?(\s*<|\s*\n|$))", f" {letter}", listing["description"])
    return listing | {"title": f"{listing['title']} {letter}", "description": description}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lead the listings through the state machine; the folder of its results."""
    given = "".join(f"{json.dumps(listing)}\n" for listing in sixteen_listings()).encode()
    faults = [
        word for fault, share in FAULTS.items() for word in ("--fault", f"{fault.value}={share}")
    ]
    options = ["--model", ",".join(CHAIN), "--simulate", "--latency", "0", "--flat"]
    seed = ["--seed", str(SEED)]
    done = summariser("run", "-", "--out", str(tmp_path), *options, *faults, *seed, given=given)
    assert done.returncode == 0, done.stderr
    return tmp_path


@pytest.fixture
def outcomes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Outcome]]:
    """Lead the same documents through `summarise`, with another simulator of the same seed."""
    behaviour = Behaviour(base_s=0, read_rate=None, write_rate=None, faults=FAULTS, seed=SEED)
    catalogue = load_models()
    chain = catalogue.chain(CHAIN)
    (last_resort,) = catalogue.chain(["embedded"])
    with simulator(behaviour) as url:
        account = {
            "AWS_DEFAULT_REGION": "eu-central-1",
            "AWS_ACCESS_KEY_ID": "any",
            "AWS_SECRET_ACCESS_KEY": "any",  # nothing checks it
        }
        for name, value in (account | environment(url)).items():
            monkeypatch.setenv(name, value)
        client_of_model.cache_clear()
        models: dict[str, TextModel] = {"embedded": ExtractiveModel()}
        models |= {model.name: SageMakerModel(model, timeout_s=30) for model in chain}
        documents = map(Document.model_validate, lines_of(folder / "documents.jsonl"))
        yield {
            document.listing_id: summarise(
                document, chain, models, load_profiles(), last_resort=last_resort
            )
            for document in documents
        }
    client_of_model.cache_clear()


def should_make_the_same_summaries_in_process_as_in_the_state_machine(
    folder: Path, outcomes: dict[str, Outcome]
) -> None:
    lines = lines_of(folder / "summaries.jsonl")
    assert len(lines) == len(outcomes) == 16
    for line in lines:
        outcome = outcomes[line["listing_id"]]
        draft = outcome.draft.model_dump(mode="json")
        marks = {name: profile.notice for name, profile in marked(outcome.draft).items()}
        assert {name: it.pop("notice") for name, it in line["profiles"].items()} == marks
        assert [it.pop("notice") for it in draft["profiles"].values()] == [""] * len(marks)
        assert line["profiles"] == draft["profiles"]
        assert line["findings"] == draft["findings"]
        assert line["skipped_models"] == draft["skipped_models"]
        assert line["model"].removesuffix(" (simulated)") == draft["model"]
        # Chunks are read side by side, so those beside the one that failed cost the model as well.
        beside = draft["skipped_models"] and line["listing_id"].startswith("long-")
        made, expected = line["usage"]["calls"], draft["usage"]["calls"]
        assert made >= expected if beside else made == expected, line["listing_id"]
        held = outcome.verdict is Verdict.HOLD
        assert line["status"] == ("held" if held else "published")
    drafts = [outcome.draft for outcome in outcomes.values()]
    assert {draft.model for draft in drafts} >= {*CHAIN}
    assert any(draft.revised for draft in drafts)
    assert any(draft.usage.calls > 10 for draft in drafts)
    found = {finding.code for draft in drafts for finding in draft.findings}
    assert "sentence_unsupported" in found
