"""The server: every request is limited, delayed, answered or failed, and logged."""

import asyncio
import hashlib
import json
import time
from collections import Counter, deque
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from summariser.llm.models import Catalogue, Model
from workbench.simulator import embeddings
from workbench.simulator.batch_jobs import BatchJobs, RecordRefused
from workbench.simulator.behaviour import Behaviour, Fault
from workbench.simulator.corrupting import corrupt
from workbench.simulator.inference_profiles import Profiles
from workbench.simulator.log import Call
from workbench.simulator.prompts import Request, read_prompt
from workbench.simulator.protocols import (
    Answer,
    Bedrock,
    SageMaker,
    Service,
    ServiceRequest,
    converse_answer,
    filtered_answer,
)
from workbench.simulator.recordings import Recordings
from workbench.simulator.replies import write_reply
from workbench.simulator.token_count import count_tokens

REFUSED = (Fault.THROTTLED, Fault.SERVER_ERROR, Fault.FILTERED)
MINUTE_S = 60.0
HANGS_S = 3600.0  # longer than any client waits


class Simulator:
    """Answers for every model of a catalogue."""

    def __init__(
        self, behaviour: Behaviour, catalogue: Catalogue, log: Path | None, recordings: Recordings
    ) -> None:
        self._recordings = recordings
        self._behaviour = behaviour
        self._log = log
        self._models = {model.id: model for model in catalogue.models.values() if model.id}
        self._embedding_models = tuple(catalogue.embedding_models.values())
        self._profiles = Profiles(catalogue)
        self._times: Counter[bytes] = Counter()
        self._cached: set[bytes] = set()
        self._recent: dict[str, deque[tuple[float, int]]] = {}
        self._batch_jobs = BatchJobs(self.answer_record, lambda: self._behaviour)

    def app(self) -> Starlette:
        """Make the application with the paths of both services."""
        return Starlette(
            routes=[
                Route("/model/{id:path}/converse", self._converse, methods=["POST"]),
                Route("/model/{id:path}/invoke", self._embed, methods=["POST"]),
                Route("/inference-profiles/{id:path}", self._profile),
                Route("/endpoints/{id}/invocations", self._invoke, methods=["POST"]),
                *self._batch_jobs.routes(),
                Route("/behaviour", self._behave, methods=["PUT"]),
                Route("/health", self._health),
            ]
        )

    async def _health(self, _: HttpRequest) -> Response:
        return JSONResponse({"models": sorted(self._models)})

    async def _behave(self, request: HttpRequest) -> Response:
        self._behaviour = Behaviour.model_validate_json(await request.body())
        return Response(status_code=204)

    async def _converse(self, request: HttpRequest) -> Response:
        name = self._profiles.model_of(unquote(request.path_params["id"]))
        return await self._answer(Bedrock(), name, request)

    async def _embed(self, request: HttpRequest) -> Response:
        """Answer for an embedding model; its calls are not logged, since they have no prompt."""
        raw = await request.body()
        body: dict[str, Any] = json.loads(raw)
        name, size = unquote(request.path_params["id"]), body.get("dimensions")
        model = next(
            (
                it
                for it in self._embedding_models
                if it.id == name and size in (it.dimensions, None)
            ),
            None,
        )
        if model is None:
            return Bedrock().refuse("unknown", 0)
        texts = embeddings.texts_in(model, body)
        if reason := embeddings.refusal(model, texts):
            headers = {"x-amzn-errortype": "ValidationException"}
            return JSONResponse({"message": reason}, 400, headers)
        faults = self._behaviour.faults_of(raw, self._times[raw])
        self._times[raw] += 1
        read = sum(map(count_tokens, texts))
        over = self._is_over_quota(model.id, read)
        if refused := next(
            (it for it in REFUSED if it in faults), Fault.THROTTLED if over else None
        ):
            return Bedrock().refuse(refused, 0, read)
        seconds = self._behaviour.seconds(read, 0)
        await asyncio.sleep(HANGS_S if Fault.HANGING in faults else seconds)
        return embeddings.answer(model, texts, seconds)

    async def _profile(self, request: HttpRequest) -> Response:
        name = unquote(request.path_params["id"])
        return self._profiles.describe(name, request.headers.get("authorization", ""))

    async def _invoke(self, request: HttpRequest) -> Response:
        return await self._answer(SageMaker(), unquote(request.path_params["id"]), request)

    async def _answer(self, service: Service, model_id: str, request: HttpRequest) -> Response:
        began = time.monotonic()
        try:
            raw = await request.body()
        except ClientDisconnect:  # the calling process was killed
            return Response(status_code=400)
        model = self._models.get(model_id)
        if model is None:
            return service.refuse("unknown", 0)
        body: dict[str, Any] = json.loads(raw)
        asked = service.read(body)
        prompt = read_prompt(asked.prompt)
        read = count_tokens(asked.prompt)
        faults = self._behaviour.faults_of(raw, self._times[raw])
        self._times[raw] += 1
        refused = self._refusal(model, asked, read, faults)
        if refused is not None:
            self._write(model, asked, prompt, read, outcome=refused)
            return service.refuse(
                refused, model.output_limit if refused == "output_limit" else model.window, read
            )
        if Fault.HANGING in faults:
            self._write(model, asked, prompt, read, outcome=Fault.HANGING)
            await asyncio.sleep(HANGS_S)
        text, cut = self._reply(asked, prompt, faults)
        written = count_tokens(text)
        seconds = self._behaviour.seconds(read, written)
        await asyncio.sleep(began + seconds - time.monotonic())  # less the time already spent
        cached = self._cache(model, asked)
        answered = Answer(text, cut, read - sum(cached), written, seconds, *cached)
        outcome = next((fault for fault in Fault if fault in faults), "answered")
        self._write(model, asked, prompt, read, outcome, answered)
        return service.answer(body, asked, answered)

    def answer_record(self, model_id: str, body: dict[str, Any]) -> dict[str, Any]:
        """Answer a record of a batch job as Converse would; raises `RecordRefused`."""
        model = self._models[self._profiles.model_of(model_id)]
        asked = Bedrock().read(body)
        prompt, read = read_prompt(asked.prompt), count_tokens(asked.prompt)
        raw = json.dumps(body).encode()
        faults = self._behaviour.faults_of(raw, self._times[raw])
        self._times[raw] += 1
        refused = self._invalid(model, asked, read)
        if refused is not None:
            self._write(model, asked, prompt, read, outcome=refused, batch=True)
            raise RecordRefused(refused)
        if Fault.FILTERED in faults:
            self._write(model, asked, prompt, read, outcome=Fault.FILTERED, batch=True)
            return filtered_answer(read)
        text, cut = self._reply(asked, prompt, faults)
        answered = Answer(text, cut, read, count_tokens(text), 0.0)
        outcome = next((fault for fault in Fault if fault in faults), "answered")
        self._write(model, asked, prompt, read, outcome, answered, batch=True)
        return converse_answer(asked, answered)

    def _reply(
        self, asked: ServiceRequest, prompt: Request, faults: frozenset[Fault]
    ) -> tuple[str, bool]:
        """Write a reply with its faults; returns it, and whether it was cut off."""
        reply = self._recordings.reply_to(prompt) or write_reply(
            prompt, asked.max_tokens, self._behaviour
        )
        return corrupt(reply, prompt, faults, asked.max_tokens)

    def _invalid(self, model: Model, request: ServiceRequest, read: int) -> str | None:
        if request.tempered and not model.temperature:
            return "temperature"
        if request.max_tokens > model.output_limit:
            return "output_limit"
        return "too_long" if read + request.max_tokens > model.window else None

    def _refusal(
        self, model: Model, request: ServiceRequest, read: int, faults: frozenset[Fault]
    ) -> str | None:
        if invalid := self._invalid(model, request, read):
            return invalid
        if self._is_over_quota(model.id, read + request.max_tokens):
            return Fault.THROTTLED
        return next((fault for fault in REFUSED if fault in faults), None)

    def _is_over_quota(self, model_id: str, tokens: int) -> bool:
        """Count a call against the quota of a model; `max_tokens` counts even if it is not used."""
        now = time.monotonic()
        recent = self._recent.setdefault(model_id, deque())
        while recent and recent[0][0] < now - MINUTE_S:
            recent.popleft()
        requests, limit = self._behaviour.requests_per_minute, self._behaviour.tokens_per_minute
        if requests is not None and len(recent) >= requests:
            return True
        if limit is not None and sum(size for _, size in recent) + tokens > limit:
            return True
        recent.append((now, tokens))
        return False

    def _cache(self, model: Model, request: ServiceRequest) -> tuple[int, int]:
        """Return the tokens of the instructions read from the cache, and written to it."""
        tokens = count_tokens(request.instructions) if request.caches else 0
        if tokens < model.cache_from:
            return 0, 0
        digest = hashlib.sha256(request.instructions.encode()).digest()
        if digest in self._cached:
            return tokens, 0
        self._cached.add(digest)
        return 0, tokens

    def _write(
        self,
        model: Model,
        request: ServiceRequest,
        prompt: Request,
        read: int,
        outcome: str,
        answered: Answer | None = None,
        *,
        batch: bool = False,
    ) -> None:
        if self._log is None:
            return
        data = sum(map(count_tokens, (prompt.fenced, prompt.findings, prompt.claimed)))
        call = Call(
            at=time.time(),
            model=model.name,
            language=prompt.document.language,
            task=prompt.task,
            input_tokens=read,
            instruction_tokens=read - data,
            max_tokens=request.max_tokens,
            window=model.window,
            over_window=read + request.max_tokens > model.window,
            output_tokens=answered.written if answered else 0,
            outcome=outcome,
            seconds=answered.seconds if answered else 0.0,
            instructions=prompt.instructions,
            listing=prompt.fenced,
            told=prompt.findings,
            claimed=prompt.claimed,
            reply=answered.text if answered else "",
            batch=batch,
        )
        with self._log.open("a", encoding="utf-8") as file:
            file.write(call.model_dump_json() + "\n")
