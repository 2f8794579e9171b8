"""BedrockBatch: jobs that answer many requests at half the price, hours later.

https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference.html
"""

from botocore.exceptions import ClientError

from summariser.adapters.aws import client, code, transient_errors_named
from summariser.adapters.keys import batch_key
from summariser.domain.batch import BatchJob, BatchQuotaReached, JobStatus
from summariser.llm.models import Catalogue

HOURS = 24  # the least that a job may be given; then it expires


class BedrockBatch:
    """Implements `BatchInference` with what is in one bucket, which Bedrock reaches by a role."""

    def __init__(self, *, catalogue: Catalogue, bucket: str, role_arn: str, stage: str) -> None:
        self._catalogue = catalogue
        self._bucket = bucket
        self._role_arn = role_arn
        self._stage = stage
        self._bedrock = client("bedrock")

    def create(self, job: BatchJob) -> str:
        """Have a job run, once however often it is asked for; returns its ARN.

        Bedrock takes a second request with the same token for the first one. Raises
        `BatchQuotaReached` where as many run as may, and boto3's error where it is refused.
        """
        folder = f"s3://{self._bucket}/"
        read = {"s3Uri": folder + batch_key(job.backfill_id, job.number, "input")}
        written = {"s3Uri": folder + batch_key(job.backfill_id, job.number, "output")}
        tags = {
            "listing-summariser:stage": self._stage,
            "listing-summariser:backfill": job.backfill_id,
        }
        model = self._catalogue.models[job.model]
        try:
            with transient_errors_named("bedrock:CreateModelInvocationJob"):
                reply = self._bedrock.create_model_invocation_job(
                    jobName=job.name,
                    clientRequestToken=job.name,
                    roleArn=self._role_arn,
                    modelId=self._catalogue.bedrock_id(model, self._bedrock.meta.region_name),
                    modelInvocationType="Converse",
                    inputDataConfig={"s3InputDataConfig": {"s3InputFormat": "JSONL", **read}},
                    outputDataConfig={"s3OutputDataConfig": written},
                    timeoutDurationInHours=HOURS,
                    tags=[{"key": key, "value": value} for key, value in tags.items()],
                )
        except ClientError as error:
            if code(error) == "ServiceQuotaExceededException":
                raise BatchQuotaReached(job.model) from error
            raise
        return str(reply["jobArn"])

    def find(self, job: BatchJob) -> str | None:
        """Find the ARN of a job by its name; None if it was never created."""
        with transient_errors_named("bedrock:ListModelInvocationJobs"):
            reply = self._bedrock.list_model_invocation_jobs(nameContains=job.name)
        found = [it["jobArn"] for it in reply.get("invocationJobSummaries", [])]
        return next(iter(found), None)

    def status(self, arn: str) -> JobStatus | None:
        """Say how a job ended; None while it has not."""
        with transient_errors_named("bedrock:GetModelInvocationJob"):
            found = self._bedrock.get_model_invocation_job(jobIdentifier=arn)["status"]
        return JobStatus(found) if found in set(JobStatus) else None
