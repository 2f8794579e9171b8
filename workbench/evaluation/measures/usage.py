"""Usage: what a summary's draft, with all its profiles, cost."""

from workbench.evaluation.sample import Better, Measure, Sample


def cost_usd(sample: Sample) -> float:
    """Give US dollars."""
    return sample.usage.cost_usd


def seconds(sample: Sample) -> float:
    """Give seconds of model time."""
    return sample.usage.seconds


def calls(sample: Sample) -> float:
    """Count the calls of a service."""
    return float(sample.usage.calls)


MEASURES = (
    Measure("cost_usd", "US dollars a draft", Better.LOWER, cost_usd),
    Measure("seconds", "seconds a draft", Better.LOWER, seconds),
    Measure("calls", "calls a draft", Better.LOWER, calls),
)
