"""moto's EC2, imported without its catalogues of instance types: a second less.

Whatever uses moto's CloudFormation or Step Functions imports EC2 with them, and nothing here is a
machine. This module has to be imported before anything that imports moto.
"""

from typing import Any
from unittest.mock import patch

from boto3 import Session
from moto.utilities import utils

_INSTANCE_TYPES = "ec2/resources/instance_type"


def _load() -> None:
    load_resource, regions = utils.load_resource, Session.get_available_regions

    def load_small_resource(resource: str) -> Any:
        return {} if resource.startswith(_INSTANCE_TYPES) else load_resource(resource)

    def get_available_regions(session: Session, service: str, **options: Any) -> list[str]:
        # EC2 and S3 are in every region; EC2's description is the largest that there is.
        return regions(session, "s3" if service == "ec2" else service, **options)

    with (
        patch.object(utils, "load_resource", load_small_resource),
        patch.object(Session, "get_available_regions", get_available_regions),
    ):
        import moto.ec2.models  # noqa: F401, PLC0415


_load()
