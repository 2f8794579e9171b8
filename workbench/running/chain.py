"""Chain: the models that a command names, and whether this machine can call them."""

import os
from collections.abc import Sequence

from summariser.domain.errors import InvalidModelsFile, UnknownModel, UnknownProfile
from summariser.domain.profiles import load_profiles
from summariser.llm.models import HostedModel, Model, load_models
from workbench.errors import UsageError

NO_VECTORS = "none"  # in place of an embedding model
ANSWERED = "sagemaker"  # the provider whose models `--llm` answers for


def chain_of(
    models: Sequence[str], profiles: Sequence[str], *, simulated: bool, proxied: bool = False
) -> tuple[Model, ...]:
    """Find the models of a chain; raises `UsageError` when this machine cannot run it."""
    try:
        chain = load_models().chain(models)
        load_profiles(profiles)
    except (InvalidModelsFile, UnknownModel, UnknownProfile) as error:
        raise UsageError(str(error)) from error
    if proxied:
        _check_proxied(chain)
    for model in chain:
        _check_reach(model, reached=simulated or proxied)
    return chain


def check_embedding_model(name: str, *, simulated: bool) -> None:
    """Check that this machine can call an embedding model, if one is named; raises `UsageError`."""
    if name == NO_VECTORS:
        return
    try:
        model = load_models().embedding_model(name)
    except (InvalidModelsFile, UnknownModel) as error:
        raise UsageError(str(error)) from error
    _check_reach(model, reached=simulated)


def _check_reach(model: HostedModel, *, reached: bool) -> None:
    variable = model.runs_on.endpoint_variable
    if variable and not (reached or variable in os.environ):
        raise UsageError(
            f"This machine cannot call {model.name}: add --simulate, or set {variable} to the "
            "address of the service, and credentials."
        )


def _check_proxied(chain: Sequence[Model]) -> None:
    """Check that `--llm` can answer for a chain; raises `UsageError`."""
    answered = [model.name for model in load_models().models.values() if model.provider == ANSWERED]
    others = [
        model.name
        for model in chain
        if model.provider != ANSWERED and model.runs_on.endpoint_variable
    ]
    if others or not {model.name for model in chain} & set(answered):
        named = f", not for {', '.join(others)}" if others else ""
        raise UsageError(
            f"--llm answers for the models of SageMaker{named}: choose --model from "
            f"{', '.join(answered)}; embedded may follow."
        )
