"""Stack: a deployed stack, found as any boto3 program finds it, on AWS or on `summariser serve`."""

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
    """No such stack can be reached; the message says what to do."""


@dataclass(frozen=True)
class Stack:
    """A stack's outputs, and clients for what they name."""

    name: str
    session: boto3.Session
    outputs: Mapping[str, str]

    def client(self, service: str) -> Any:
        """Make a boto3 client of the stack's region and account."""
        session: Any = self.session
        return session.client(service, config=CONFIG)

    def dead_letter_queue(self) -> SQSDeadLetterQueue:
        """Give the queue where events wait that could not be processed."""
        return SQSDeadLetterQueue(self.dead_letters_url, self.client("sqs"))

    @property
    def is_local(self) -> bool:
        """Whether it runs on this machine."""
        endpoint = self.client("stepfunctions").meta.endpoint_url
        return urlsplit(endpoint).hostname in LOCAL_HOSTS

    @property
    def listing_queue_url(self) -> str:
        """Where events go in."""
        return self.output("ListingQueueUrl")

    @property
    def dead_letters_url(self) -> str:
        """Where events wait that could not be processed."""
        return self.output("ListingDeadLettersUrl")

    @property
    def listing_bucket(self) -> str:
        """The bucket of listings and summaries."""
        return self.output("ListingBucketName")

    @property
    def summary_table(self) -> str:
        """The table of summaries and versions."""
        return self.output("SummaryTableName")

    @property
    def usage_table(self) -> str:
        """The table of what models cost."""
        return self.output("UsageTableName")

    @property
    def summary_bus(self) -> str:
        """The bus of announcements."""
        return self.output("SummaryBusName")

    @property
    def state_machine_arn(self) -> str:
        """The state machine."""
        return self.output("StateMachineArn")

    def function_name(self, name: str) -> str:
        """Name a function that people invoke, e.g. of `ReplayDeadLetters`."""
        return self.output(f"{name}FunctionName")

    def output(self, name: str) -> str:
        """Give one output; raises `StackNotFound` where the stack is of another version."""
        if name not in self.outputs:
            raise StackNotFound(
                f"The stack {self.name} has no output {name}: deploy this version of it, or name "
                "another --stack."
            )
        return self.outputs[name]


def find_stack(name: str | None = None, region: str | None = None) -> Stack:
    """Find a stack by its CloudFormation outputs, with boto3's own configuration.

    Without a name it is SUMMARISER_STACK's or the dev stack. Raises `UsageError` where it cannot
    be reached.
    """
    name = name or os.environ.get(STACK_VARIABLE) or DEFAULT_STACK
    with aws_errors_told():
        # Lambda and newer SDKs set AWS_REGION, boto3 reads AWS_DEFAULT_REGION alone.
        session = boto3.Session(region_name=region)
        if session.region_name is None and "AWS_REGION" in os.environ:
            session = boto3.Session(region_name=os.environ["AWS_REGION"])
        cloudformation: Any = session.client("cloudformation", config=CONFIG)
        try:
            (found,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationError":
                raise
            raise StackNotFound(
                f"There is no stack {name} in {session.region_name}: name another with --stack or "
                f"{STACK_VARIABLE}, another --region, or deploy it; `summariser serve` runs one on "
                "this machine."
            ) from error
    outputs = {it["OutputKey"]: it["OutputValue"] for it in found.get("Outputs", [])}
    return Stack(name, session, outputs)


@contextmanager
def aws_errors_told() -> Iterator[None]:
    """Raise `UsageError`, with one line that says what to do, for whatever AWS or boto3 refuses."""
    try:
        yield
    except NoRegionError as error:
        raise StackNotFound(
            "There is no region: add --region, or set AWS_DEFAULT_REGION or a profile's region."
        ) from error
    except NoCredentialsError as error:
        raise StackNotFound(
            "There are no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY; for a stack on this machine, those `summariser serve` prints."
        ) from error
    except EndpointConnectionError as error:
        raise StackNotFound(
            f"{_sentence(error)} Check --region and the network, or AWS_ENDPOINT_URL; does "
            "`summariser serve` still run?"
        ) from error
    except ClientError as error:
        raise UsageError(
            f"{_sentence(error)} Nothing is lost: mend that, e.g. by other credentials, and try "
            "again."
        ) from error
    except (BotoCoreError, ServiceUnavailable) as error:
        raise UsageError(
            f"{_sentence(error)} Nothing is lost: mend that, and try again."
        ) from error


def _sentence(error: Exception) -> str:
    return f"{str(error).rstrip('.')}."
