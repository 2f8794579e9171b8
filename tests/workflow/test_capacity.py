"""The simulation of capacity beside the local engine, and the page that it writes."""

import pytest

from workbench.capacity.validation import validate
from workbench.documentation import capacity

pytestmark = pytest.mark.exhaustive
CLOSE = 0.15


def should_take_a_burst_as_the_local_engine_does() -> None:
    compared = validate()
    assert compared.error <= CLOSE, compared


def should_have_the_page_as_it_is_simulated() -> None:
    text = capacity.PATH.read_text(encoding="utf-8")
    assert text == capacity.page(), "run: python -m workbench.documentation.capacity"
