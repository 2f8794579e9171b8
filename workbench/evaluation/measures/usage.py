"""Usage: the cost of a draft with all its profiles."""

from workbench.evaluation.sample import Better, Measure, Sample


def cost_usd(sample: Sample) -> float:
    """Return the cost in US dollars."""
    return sample.usage.cost_usd


def seconds(sample: Sample) -> float:
    """Return the seconds of model time."""
    return sample.usage.seconds


def calls(sample: Sample) -> float:
    """Count the model calls."""
    return float(sample.usage.calls)


MEASURES = (
    Measure("cost_usd", "US dollars per draft", Better.LOWER, cost_usd),
    Measure("seconds", "seconds per draft", Better.LOWER, seconds),
    Measure("calls", "calls per draft", Better.LOWER, calls),
)
