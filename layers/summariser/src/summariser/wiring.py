"""Wiring: binds each port to its adapter, once a process, on the first invocation."""

from functools import cache

from summariser.adapters.dynamodb import SummaryTable
from summariser.adapters.eventbridge import SummaryBus
from summariser.adapters.s3 import ListingBucket
from summariser.adapters.sqs import ListingDeadLetters
from summariser.adapters.stepfunctions import SummariseListing
from summariser.errors import UnknownModel
from summariser.ports import TextModel

listing_store = cache(ListingBucket)
summary_table = cache(SummaryTable)
summary_bus = cache(SummaryBus)
dead_letters = cache(ListingDeadLetters)
executions = cache(SummariseListing)

MODELS = ("embedded",)


@cache
def text_model(chain: tuple[str, ...]) -> TextModel:
    """Make the first model of a chain; raises `UnknownModel`, whichever of its names is wrong."""
    for name in chain or ("",):
        if name not in MODELS:
            raise UnknownModel(name, MODELS)
    # Only one function writes: the others need not pay for importing a model.
    from summariser.adapters.embedded import EmbeddedModel

    return EmbeddedModel()
