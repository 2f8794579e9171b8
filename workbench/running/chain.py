"""Chain: the models that a command names, and whether this machine can call them."""

import os
from collections.abc import Sequence

from summariser.domain.errors import InvalidModelsFile, UnknownModel, UnknownProfile
from summariser.domain.profiles import load_profiles
from summariser.llm.models import Model, load_models
from workbench.errors import UsageError


def chain_of(
    models: Sequence[str], profiles: Sequence[str], *, simulated: bool
) -> tuple[Model, ...]:
    """Find the models of a chain; raises `UsageError` when this machine cannot run it."""
    try:
        chain = load_models().chain(models)
        load_profiles(profiles)
    except (InvalidModelsFile, UnknownModel, UnknownProfile) as error:
        raise UsageError(str(error)) from error
    for model in chain:
        variable = model.runs_on.endpoint_variable
        if variable and not (simulated or variable in os.environ):
            raise UsageError(
                f"This machine cannot call {model.name}: add --simulate, or set {variable} to the "
                "address of the service, and credentials."
            )
    return chain
