"""The proxy: each call of an endpoint becomes a chat, and its errors become SageMaker's."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from summariser.llm.models import Catalogue, Model
from workbench.proxy.schemas import from_chat, to_chat
from workbench.proxy.upstream import Upstream, UpstreamFailed

LONGEST_MESSAGE = 500  # characters of an error that are passed on


class Proxy:
    """Answers for every SageMaker endpoint of a catalogue with one model of an upstream."""

    def __init__(self, upstream: Upstream, model: str, catalogue: Catalogue) -> None:
        self._upstream = upstream
        self._model = model
        self._endpoints = {
            model.id: model for model in catalogue.models.values() if model.provider == "sagemaker"
        }

    def app(self) -> Starlette:
        """Make the application, with the path of InvokeEndpoint.

        https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
        """
        return Starlette(
            routes=[
                Route("/endpoints/{id}/invocations", self._invoke, methods=["POST"]),
                Route("/health", self._health),
            ]
        )

    async def _health(self, _: Request) -> Response:
        return JSONResponse({"model": self._model})

    async def _invoke(self, request: Request) -> Response:
        model = self._endpoints.get(unquote(request.path_params["id"]))
        if model is None:
            return _refuse(400, "ValidationError", {"Message": "Endpoint not found."})
        try:
            chat = to_chat(json.loads(await request.body()), model)
        except ClientDisconnect:  # the calling process was killed
            return Response(status_code=400)
        except (ValueError, LookupError, TypeError, AttributeError):
            return _model_error(422, f"The body is not in the schema {model.endpoint_schema}.")
        return await run_in_threadpool(self._complete, chat | {"model": self._model}, model)

    def _complete(self, chat: dict[str, Any], model: Model) -> Response:
        try:
            answer = self._upstream.complete(chat)
        except UpstreamFailed as error:
            return _model_error(503, f"{error}")
        if answer.status == 429:
            message = {"Message": "Too many requests, please wait."}
            return _refuse(429, "ThrottlingException", message)
        if answer.status != 200:
            return _model_error(answer.status, answer.body.decode(errors="replace"))
        return Response(from_chat(answer.body, model), media_type="application/json")


def _model_error(status: int, message: str) -> Response:
    body: dict[str, str | int] = {
        "Message": f"Received an error from the container ({status}).",
        "OriginalStatusCode": status,
        "OriginalMessage": message[:LONGEST_MESSAGE],
    }
    return _refuse(424, "ModelError", body)


def _refuse(status: int, kind: str, body: Mapping[str, str | int]) -> Response:
    return JSONResponse(body, status, {"x-amzn-errortype": kind})
