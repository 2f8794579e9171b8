"""A schedule's rate, as EventBridge reads it."""

import pytest

from workbench.local.schedules import Schedule, UnknownRateError


@pytest.mark.parametrize(
    ("expression", "seconds"),
    [
        ("rate(1 minute)", 60),
        ("rate(5 minutes)", 300),
        ("rate(2 hours)", 7200),
        ("rate(1 day)", 86400),
    ],
)
def should_invoke_at_the_rate_of_the_template(expression: str, seconds: float) -> None:
    assert Schedule(expression, "SweepLedger").seconds == seconds


def should_refuse_what_is_no_rate() -> None:
    with pytest.raises(UnknownRateError, match="cron"):
        _ = Schedule("cron(0 * * * ? *)", "SweepLedger").seconds
