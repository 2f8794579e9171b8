"""Contents of a stack: its resources, which of them outlive it, and how much is in each."""

import json
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Any

from workbench.stack import Stack

# What CloudFormation imports each by, and the unit of what is in it:
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html
BUCKET, TABLE, QUEUE = "AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::SQS::Queue"
IDENTIFIERS = {BUCKET: "BucketName", TABLE: "TableName"}
MOST_PAGES = 100  # of 1,000 object versions each


@dataclass(frozen=True)
class Resource:
    """A resource of a stack."""

    logical_id: str
    kind: str
    name: str

    @property
    def is_storage(self) -> bool:
        """Whether it holds what was stored, and so can outlive its stack."""
        return self.kind in IDENTIFIERS


@dataclass(frozen=True)
class StackContents:
    """The resources of a stack by what becomes of them when it is deleted."""

    template: dict[str, Any]
    kept: tuple[Resource, ...]
    deleted: tuple[Resource, ...]

    @property
    def deleted_kinds(self) -> Counter[str]:
        """Count the resources that go with the stack by their type."""
        return Counter(resource.kind for resource in self.deleted)


def contents_of(stack: Stack) -> StackContents:
    """Read the resources of a stack; versions of functions and state machines go with these."""
    cloudformation = stack.client("cloudformation")
    body = cloudformation.get_template(StackName=stack.name, TemplateStage="Processed")
    template: dict[str, Any] = _json(body["TemplateBody"])
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack.name)
    resources = [
        Resource(it["LogicalResourceId"], it["ResourceType"], it["PhysicalResourceId"])
        for page in pages
        for it in page["StackResourceSummaries"]
        if it["LogicalResourceId"] in template["Resources"]
    ]
    kept = {
        it
        for it in resources
        if it.is_storage and template["Resources"][it.logical_id].get("DeletionPolicy") == "Retain"
    }
    return StackContents(
        template,
        tuple(it for it in resources if it in kept),
        tuple(it for it in resources if it not in kept),
    )


def amount_in(stack: Stack, resource: Resource) -> str:
    """Say how much is in a bucket or a table; AWS counts a table's rows every six hours."""
    if resource.kind == TABLE:
        table = stack.client("dynamodb").describe_table(TableName=resource.name)["Table"]
        return f"{table['ItemCount']:,} rows, {_size(table['TableSizeBytes'])}"
    pages = stack.client("s3").get_paginator("list_object_versions").paginate(Bucket=resource.name)
    read = list(islice(pages, MOST_PAGES))
    versions = [version for page in read for version in page.get("Versions", [])]
    more = "more than " if read[-1]["IsTruncated"] else ""
    size = _size(sum(version["Size"] for version in versions))
    return f"{more}{len(versions):,} object versions, {size}"


def messages_in(stack: Stack, contents: StackContents) -> dict[str, int]:
    """Count what waits on each queue that goes with the stack, by the queue's logical id."""
    sqs = stack.client("sqs")
    names = [f"ApproximateNumberOfMessages{it}" for it in ("", "Delayed", "NotVisible")]
    counts = {}
    for resource in contents.deleted:
        if resource.kind == QUEUE:
            found = sqs.get_queue_attributes(QueueUrl=resource.name, AttributeNames=names)
            counts[resource.logical_id] = sum(int(found["Attributes"][name]) for name in names)
    return counts


def _json(body: Any) -> dict[str, Any]:
    """Read a template, which botocore has read already if CloudFormation sent JSON."""
    template: dict[str, Any] = json.loads(body if isinstance(body, str) else json.dumps(body))
    return template


def _size(size: float) -> str:
    for unit in ("bytes", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
