"""Providers: who runs a model, a row each; everything that depends on the provider is in its row.

Adding a provider is adding its adapter module and its row.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """What runs a model, and what may be expected of it."""

    adapter: str  # the module whose `bind(model, *, catalogue, timeout_s)` makes a `TextModel`
    endpoint_variable: str | None  # where boto3 reads another endpoint's URL; none: no service
    permission: str | None  # the IAM action that a caller needs
    telemetry_name: str  # OpenTelemetry's gen_ai.provider.name
    resource: str  # its ARN behind partition and service, by region, account and model id
    reads_prompts: bool = True  # else it works on the document itself, and no window limits it
    rewords: bool = True  # it has words of its own, so it can put right what it is shown
    metered: bool = True  # its calls cost money, or count against a quota


# The extractive model chooses sentences of the listing itself: no network, no weights. In a chain
# its name is `embedded`.
PROVIDERS: Mapping[str, Provider] = {
    "bedrock": Provider(
        adapter="summariser.adapters.bedrock",
        endpoint_variable="AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
        permission="bedrock:InvokeModel",
        telemetry_name="aws.bedrock",
        resource="bedrock:{region}::foundation-model/{id}",
    ),
    "sagemaker": Provider(
        adapter="summariser.adapters.sagemaker",
        endpoint_variable="AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME",
        permission="sagemaker:InvokeEndpoint",
        telemetry_name="aws.sagemaker",
        resource="sagemaker:{region}:{account}:endpoint/{id}",
    ),
    "embedded": Provider(
        adapter="summariser.adapters.extractive",
        endpoint_variable=None,
        permission=None,
        telemetry_name="embedded",
        resource="",
        reads_prompts=False,
        rewords=False,
        metered=False,
    ),
}
