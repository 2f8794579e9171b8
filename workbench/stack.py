"""Stack: a deployed stack on AWS or on `summariser serve`, found with boto3's configuration."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
)

from summariser.adapters.sqs import SQSDeadLetterQueue
from summariser.domain.errors import ServiceUnavailable
from workbench.errors import UsageError

DEFAULT_STACK = "listing-summariser-dev"  # as samconfig.toml names it
STACK_VARIABLE = "SUMMARISER_STACK"
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
CONFIG = Config(connect_timeout=5, retries={"mode": "standard", "total_max_attempts": 4})


class StackNotFound(UsageError):
    """The stack does not exist or cannot be reached; the message says what to do."""


@dataclass(frozen=True)
class Stack:
    """The outputs of a stack, and clients for the resources that they name."""

    name: str
    session: boto3.Session
    outputs: Mapping[str, str]

    def client(self, service: str) -> Any:
        """Make a boto3 client for the region and account of the stack."""
        session: Any = self.session
        return session.client(service, config=CONFIG)

    def dead_letter_queue(self, *, announcements: bool = False) -> SQSDeadLetterQueue:
        """Return the queue of the events that could not be processed, or of announcements."""
        url = self.dead_letters_url
        if announcements:
            url = self.output("AnnouncementDeadLettersUrl")
        return SQSDeadLetterQueue(url, self.client("sqs"))

    @property
    def is_local(self) -> bool:
        """Whether the stack runs on this machine."""
        endpoint = self.client("stepfunctions").meta.endpoint_url
        return urlsplit(endpoint).hostname in LOCAL_HOSTS

    @property
    def listing_queue_url(self) -> str:
        """URL of the queue that receives listing events."""
        return self.output("ListingQueueUrl")

    @property
    def dead_letters_url(self) -> str:
        """URL of the queue of the events that could not be processed."""
        return self.output("ListingDeadLettersUrl")

    @property
    def listing_bucket(self) -> str:
        """Name of the bucket of listings and summaries."""
        return self.output("ListingBucketName")

    @property
    def summary_table(self) -> str:
        """Name of the table of summaries."""
        return self.output("SummaryTableName")

    @property
    def usage_table(self) -> str:
        """Name of the table of model usage and cost."""
        return self.output("UsageTableName")

    @property
    def summary_bus(self) -> str:
        """Name of the bus that summaries are announced on."""
        return self.output("SummaryBusName")

    @property
    def state_machine_arn(self) -> str:
        """ARN of the state machine."""
        return self.output("StateMachineArn")

    @property
    def vector_index_arn(self) -> str:
        """ARN of the index of vectors; raises `UsageError` when the stack makes none."""
        return self._of_vectors("VectorIndexArn")

    @property
    def vector_queue_url(self) -> str:
        """URL of the queue of listings to embed; raises `UsageError` when the stack has none."""
        return self._of_vectors("VectorQueueUrl")

    @property
    def makes_vectors(self) -> bool:
        """Whether the stack has an embedding model."""
        return "VectorIndexArn" in self.outputs

    def _of_vectors(self, output: str) -> str:
        if output not in self.outputs:
            raise UsageError(
                f"The stack {self.name} makes no vectors: deploy it with an EmbeddingModel, or "
                "serve it with --embedding-model."
            )
        return self.outputs[output]

    def function_name(self, name: str) -> str:
        """Return the name of a function that people invoke, such as `ReplayDeadLetters`."""
        return self.output(f"{name}FunctionName")

    def parameters(self) -> dict[str, str]:
        """Read the parameters that the stack was deployed with."""
        (found,) = self.client("cloudformation").describe_stacks(StackName=self.name)["Stacks"]
        return {it["ParameterKey"]: it["ParameterValue"] for it in found.get("Parameters", [])}

    def output(self, name: str) -> str:
        """Return one output; raises `StackNotFound` when the stack is of another version."""
        if name not in self.outputs:
            raise StackNotFound(
                f"The stack {self.name} has no output {name}: deploy this version, or choose "
                "another stack with --stack."
            )
        return self.outputs[name]


def find_stack(name: str | None = None, region: str | None = None) -> Stack:
    """Find a stack by its name, which defaults to $SUMMARISER_STACK or the dev stack.

    Raises `UsageError` when the stack cannot be reached.
    """
    name = name or os.environ.get(STACK_VARIABLE) or DEFAULT_STACK
    with aws_errors_explained():
        session = open_session(region)
        cloudformation: Any = session.client("cloudformation", config=CONFIG)
        try:
            (found,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationError":
                raise
            raise StackNotFound(
                f"There is no stack {name} in {session.region_name}: choose another with --stack "
                f"or {STACK_VARIABLE}, another --region, or deploy it; `summariser serve` runs one "
                "on this machine."
            ) from error
    outputs = {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}
    return Stack(name, session, outputs)


def open_session(region: str | None = None) -> boto3.Session:
    """Open a session in a region, by default that of the environment or of your AWS profile."""
    # Lambda and newer SDKs set AWS_REGION; boto3 reads only AWS_DEFAULT_REGION.
    session = boto3.Session(region_name=region)
    if session.region_name is None and "AWS_REGION" in os.environ:
        session = boto3.Session(region_name=os.environ["AWS_REGION"])
    return session


@contextmanager
def aws_errors_explained() -> Iterator[None]:
    """Turn errors of AWS and boto3 into a `UsageError` that says what to do."""
    try:
        yield
    except NoRegionError as error:
        raise StackNotFound(
            "No region is set: add --region, or set AWS_DEFAULT_REGION or your profile's region."
        ) from error
    except NoCredentialsError as error:
        raise StackNotFound(
            "There are no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY; `summariser serve` prints those of the stack on this machine."
        ) from error
    except EndpointConnectionError as error:
        raise StackNotFound(
            f"{_sentence(error)} Check --region, the network and AWS_ENDPOINT_URL; is "
            "`summariser serve` still running?"
        ) from error
    except ClientError as error:
        raise UsageError(
            f"{_sentence(error)} Nothing was lost: fix this, for example with other credentials, "
            "and try again."
        ) from error
    except (BotoCoreError, ServiceUnavailable) as error:
        raise UsageError(f"{_sentence(error)} Nothing was lost: fix this and try again.") from error


def _sentence(error: Exception) -> str:
    return f"{str(error).rstrip('.')}."
