"""The fixture stack on a local engine, and threads that race."""

import sys
from collections.abc import Iterator

import pytest

from tests.contract.post_office import open_post_office
from workbench.local.engine import LocalEngine


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    with open_post_office() as post_office:
        yield post_office


@pytest.fixture
def racing() -> Iterator[None]:
    """Let threads take turns so often that what can interleave does."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)
