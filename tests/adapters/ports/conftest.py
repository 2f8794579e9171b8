"""One contract for each port, which its fake in memory and its adapter over HTTP both keep."""

import pytest

from tests.adapters.account import Aws


@pytest.fixture(params=["fake", "adapter"])
def account(request: pytest.FixtureRequest) -> Aws | None:
    """Give the account that the adapter works on; none where the fake is tested."""
    if request.param == "fake":
        return None
    aws_account: Aws = request.getfixturevalue("aws_account")
    return aws_account
