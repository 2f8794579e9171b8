"""Usage: what a summary's draft, with all its profiles, cost."""

from workbench.evaluation.sample import Better, Measure

MEASURES = (
    Measure("cost_usd", "US dollars a draft", Better.LOWER, lambda it: it.usage.cost_usd),
    Measure("seconds", "seconds a draft", Better.LOWER, lambda it: it.usage.seconds),
    Measure("calls", "calls a draft", Better.LOWER, lambda it: float(it.usage.calls)),
)
