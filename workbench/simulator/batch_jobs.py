"""Batch jobs of the simulator: Bedrock's control plane, over the S3 of a local engine.

https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference.html
"""

import asyncio
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from summariser.llm.batch_quotas import load_batch_quotas
from workbench.simulator.behaviour import BatchFault, Behaviour
from workbench.simulator.inference_profiles import ACCOUNT, SIGNED_FOR

Answer = Callable[[str, dict[str, Any]], dict[str, Any]]
RUNNING = ("Submitted", "InProgress")
HALF_DONE = {
    BatchFault.JOB_EXPIRED: "Expired",
    BatchFault.JOB_PARTIAL: "PartiallyCompleted",
}


class RecordRefused(Exception):
    """A record cannot be answered; the message says why."""


@dataclass
class Job:
    """A job, as it was asked for, and where it stands."""

    request: dict[str, Any]
    region: str
    status: str = "Submitted"
    message: str = ""
    id: str = field(default_factory=lambda: uuid4().hex[:12])
    submitted_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    ended_at: datetime | None = None

    @property
    def arn(self) -> str:
        """Its ARN."""
        return f"arn:aws:bedrock:{self.region}:{ACCOUNT}:model-invocation-job/{self.id}"

    def described(self) -> dict[str, Any]:
        """Describe it, as GetModelInvocationJob and ListModelInvocationJobs do."""
        times = {"submitTime": self.submitted_at, "endTime": self.ended_at}
        known = ("jobName", "modelId", "roleArn", "clientRequestToken", "inputDataConfig")
        kept = {name: self.request[name] for name in (*known, "outputDataConfig")}
        told = {name: time.isoformat() for name, time in times.items() if time is not None}
        return kept | told | {"jobArn": self.arn, "status": self.status, "message": self.message}


class BatchJobs:
    """Creates, describes, lists, stops and runs jobs; `answer` answers a record for a model."""

    def __init__(self, answer: Answer, behaviour: Callable[[], Behaviour]) -> None:
        self._answer = answer
        self._behaviour = behaviour
        self._endpoint_url = ""
        self._jobs: dict[str, Job] = {}  # by their tokens
        self._tries = 0
        self._running: set[asyncio.Task[None]] = set()

    def routes(self) -> list[Route]:
        """Give the paths of the control plane, and of the place where S3 is."""
        one = "/model-invocation-job/{id:path}"
        return [
            Route("/storage", self._store_in, methods=["PUT"]),
            Route("/model-invocation-job", self._create, methods=["POST"]),
            Route("/model-invocation-jobs", self._list),
            Route(f"{one}/stop", self._stop, methods=["POST"]),
            Route(one, self._get),
        ]

    async def _store_in(self, request: Request) -> Response:
        self._endpoint_url = (await request.body()).decode()
        return Response(status_code=204)

    async def _create(self, request: Request) -> Response:
        asked = json.loads(await request.body())
        token = asked["clientRequestToken"]
        if token in self._jobs:  # the same request again
            return JSONResponse({"jobArn": self._jobs[token].arn})
        self._tries += 1
        faults = self._behaviour().batch_faults_of(f"{asked['jobName']}/{self._tries}")
        if BatchFault.CREATION_THROTTLED in faults:
            return _refused(429, "ThrottlingException", "Too many requests, please wait.")
        if any(job.request["jobName"] == asked["jobName"] for job in self._jobs.values()):
            return _refused(400, "ConflictException", "There is a job of this name.")
        of_model = [it for it in self._jobs.values() if it.request["modelId"] == asked["modelId"]]
        open_now = sum(it.status in RUNNING for it in of_model)
        if open_now >= load_batch_quotas().jobs_at_once:
            return _refused(400, "ServiceQuotaExceededException", "Too many jobs are open.")
        signed = SIGNED_FOR.search(request.headers.get("authorization", ""))
        job = self._jobs[token] = Job(asked, signed[1] if signed else "")
        task = asyncio.create_task(self._run(job))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return JSONResponse({"jobArn": job.arn})

    async def _get(self, request: Request) -> Response:
        job = self._named(request)
        return JSONResponse(job.described()) if job else _unknown()

    async def _list(self, request: Request) -> Response:
        part = request.query_params.get("nameContains", "")
        status = request.query_params.get("statusEquals")
        found = [
            job.described()
            for job in self._jobs.values()
            if part in job.request["jobName"] and status in (None, job.status)
        ]
        return JSONResponse({"invocationJobSummaries": found})

    async def _stop(self, request: Request) -> Response:
        job = self._named(request)
        if job is None:
            return _unknown()
        if job.status not in RUNNING:
            return _refused(400, "ConflictException", "The job has ended.")
        job.status, job.ended_at = "Stopped", datetime.now(UTC)
        return JSONResponse({})

    def _named(self, request: Request) -> Job | None:
        named = request.path_params["id"]
        return next((it for it in self._jobs.values() if named in (it.arn, it.id)), None)

    async def _run(self, job: Job) -> None:
        await asyncio.sleep(self._behaviour().batch.turnaround_s)
        if job.status in RUNNING:
            job.status = "InProgress"
            try:
                await asyncio.to_thread(self._answer_all, job)
            except (BotoCoreError, ClientError) as error:  # as where its role may not read
                job.status, job.message = "Failed", str(error)
        await asyncio.to_thread(self._announce, job)

    def _answer_all(self, job: Job) -> None:
        faults = self._behaviour().batch_faults_of(job.request["jobName"])
        files = self._read(job)
        count = sum(map(len, files.values()))
        ended = next(
            (status for fault, status in HALF_DONE.items() if fault in faults), "Completed"
        )
        if BatchFault.JOB_FAILED in faults or count < load_batch_quotas().minimum_records:
            ended, files, job.message = "Failed", {}, f"It has {count} records."
        least = count // 2 if ended in HALF_DONE.values() else count
        for name, records in files.items():
            lines = [line for record in records[:least] for line in self._lines(job, record)]
            least -= len(records[:least])
            if BatchFault.OUT_OF_ORDER in faults:
                random.Random(name).shuffle(lines)  # noqa: S311
            self._write(job, f"{name}.out", "\n".join(lines) + "\n")
        if files:
            self._write(job, "manifest.json.out", json.dumps({"totalRecordCount": count}))
        job.status, job.ended_at = ended, datetime.now(UTC)

    def _lines(self, job: Job, record: dict[str, Any]) -> Iterator[str]:
        """Answer a record; yields the lines of the output that are for it."""
        faults = self._behaviour().batch_faults_of(record["recordId"])
        if BatchFault.RECORD_MISSING in faults:
            return
        if BatchFault.LINE_MALFORMED in faults:
            yield json.dumps(record)[:-40]
            return
        try:
            if BatchFault.RECORD_FAILED in faults:
                raise RecordRefused(BatchFault.RECORD_FAILED)
            answered = {"modelOutput": self._answer(job.request["modelId"], record["modelInput"])}
        except RecordRefused as error:
            answered = {"error": {"errorCode": 400, "errorMessage": str(error)}}
        line = json.dumps(record | answered)
        yield line
        if BatchFault.RECORD_DUPLICATED in faults:
            yield line

    def _read(self, job: Job) -> dict[str, list[dict[str, Any]]]:
        """Read the records of a job by the name of their file."""
        bucket, _, prefix = _place(job.request["inputDataConfig"]["s3InputDataConfig"])
        s3 = self._client("s3", job.region)
        listed = s3.list_objects_v2(Bucket=bucket, Prefix=prefix).get("Contents", [])
        keys = [it["Key"] for it in listed if it["Key"].endswith(".jsonl")]
        bodies = {key: s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}
        return {
            key.rpartition("/")[2]: [json.loads(line) for line in body.splitlines()]
            for key, body in bodies.items()
        }

    def _write(self, job: Job, name: str, text: str) -> None:
        bucket, _, prefix = _place(job.request["outputDataConfig"]["s3OutputDataConfig"])
        key = f"{prefix.rstrip('/')}/{job.id}/{name}"
        self._client("s3", job.region).put_object(Bucket=bucket, Key=key, Body=text.encode())

    def _announce(self, job: Job) -> None:
        """Tell EventBridge that a job ended.

        https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-eventbridge-how-it-works.html
        """
        detail = {
            "version": "0.0",
            "accountId": ACCOUNT,
            "batchJobName": job.request["jobName"],
            "batchJobArn": job.arn,
            "batchModelId": job.request["modelId"],
            "status": job.status,
            "failureMessage": job.message,
        }
        entry = {
            "Source": "aws.bedrock",
            "DetailType": "Batch Inference Job State Change",
            "Resources": [job.arn],
            "Detail": json.dumps(detail),
        }
        self._client("events", job.region).put_events(Entries=[entry])

    def _client(self, service: str, region: str) -> Any:
        session: Any = boto3.Session()
        return session.client(
            service,
            region_name=region,
            endpoint_url=self._endpoint_url,
            aws_access_key_id="local",
            aws_secret_access_key="local",  # noqa: S106 (opens nothing)
            config=Config(proxies={}),
        )


def _place(config: dict[str, str]) -> tuple[str, str, str]:
    return config["s3Uri"].removeprefix("s3://").partition("/")


def _refused(status: int, code: str, message: str) -> Response:
    return JSONResponse({"message": message}, status, {"x-amzn-errortype": code})


def _unknown() -> Response:
    return _refused(404, "ResourceNotFoundException", "There is no such job.")
