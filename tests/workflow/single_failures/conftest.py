"""One engine a file, and the call sites that it makes when nothing fails."""

from collections.abc import Iterator

import pytest

from tests.workflow.single_failures.rounds import Rounds, running
from workbench.local.faults import Call


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rounds]:
    with running(tmp_path_factory.mktemp("calls")) as rounds:
        yield rounds


@pytest.fixture(scope="module")
def call_sites(rounds: Rounds) -> dict[Call, str]:
    return rounds.record()
