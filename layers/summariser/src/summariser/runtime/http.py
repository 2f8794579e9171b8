"""HTTP: how a request is read, and how an answer or a problem becomes a response.

API Gateway's payload in format 2.0 is read by Powertools:
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import base64
import binascii
import hashlib
import json
import re
import traceback
from collections.abc import Iterable, Mapping
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import Route
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from pydantic import BaseModel

from summariser.domain.errors import TransientError
from summariser.domain.problems import (
    InvalidParameter,
    MalformedBody,
    MethodNotAllowed,
    Problem,
    ProblemDetails,
    RouteUnknown,
    TryAgain,
    UnexpectedFailure,
    UnsupportedBody,
)
from summariser.runtime.observability import logger

JSON, PROBLEM = "application/json", "application/problem+json"
INVALID = "HTTPValidationError"  # Powertools' own
WITHOUT_BODY = {"204", "304"}  # of which Powertools describes a text all the same
BODY_TYPES = (JSON, "application/ld+json")
# API Gateway waits for 30 s, and the function has 29:
# https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
LONGEST_WAIT_S = 25
TO_ANSWER_S = 2.0  # of a function's time, kept to read and send the answer
WAIT = re.compile(r'(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?=$|[,;])', re.ASCII | re.IGNORECASE)


def resolver() -> APIGatewayHttpResolver:
    """Make a resolver that answers whatever goes wrong with a problem."""
    app = APIGatewayHttpResolver(enable_validation=True)

    def _invalid(error: RequestValidationError) -> Response[str]:
        return answer_problem(InvalidParameter([_broken_rule(it) for it in error.errors()]))

    def _unavailable(error: TransientError) -> Response[str]:
        logger.warning("a service is unavailable", extra={"error.type": type(error).__name__})
        return answer_problem(TryAgain(str(error)))

    def _failed(error: Exception) -> Response[str]:
        # A function's error would be answered without a reason; the alarm sees the 500. Where it
        # failed is logged without the error's message, which may quote a listing.
        trace = "".join(traceback.format_tb(error.__traceback__, limit=-8))
        logger.error("failed", extra={"error.type": type(error).__name__, "trace": trace})
        request_id = app.lambda_context.aws_request_id
        return answer_problem(UnexpectedFailure("See its log.", request_id=request_id))

    def _not_found(_: NotFoundError) -> Response[str]:
        method, path = app.current_event.http_method, app.current_event.path
        if allowed := {route.method for route in _routes(app) if route.rule.match(path)}:
            return answer_problem(MethodNotAllowed(method, allowed))
        return answer_problem(RouteUnknown("The API has no such path."))

    app.exception_handler(Problem)(answer_problem)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(TransientError)(_unavailable)
    app.exception_handler(Exception)(_failed)
    app.not_found(_not_found)
    return app


def answer(status: int, model: BaseModel, **headers: str) -> Response[str]:
    """Answer with a model as JSON; a header's name has underscores for dashes."""
    return Response(
        status_code=status,
        content_type=JSON,
        body=model.model_dump_json(),
        headers={"Cache-Control": "no-store", **_named(headers)},
    )


def answer_problem(problem: Problem) -> Response[str]:
    """Answer with a problem."""
    return Response(
        status_code=problem.status,
        content_type=PROBLEM,
        body=problem.details().model_dump_json(),
        headers={"Cache-Control": "no-store", **problem.headers},
    )


def answer_unless_known(model: BaseModel, if_none_match: str | None) -> Response[str]:
    """Answer with a model and its entity tag, or with 304 where the client has it already."""
    digest = hashlib.sha256(model.model_dump_json().encode()).hexdigest()
    tag = f'"{digest[:32]}"'
    known = {one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")}
    headers = {"ETag": tag, "Cache_Control": "private, no-cache"}
    if known & {tag, "*"}:
        return answer_empty(304, **headers)
    return answer(200, model, **headers)


def answer_empty(status: int, **headers: str) -> Response[str]:
    """Answer without a body."""
    return Response(status_code=status, body="", headers=_named(headers))


def answer_openapi(
    app: APIGatewayHttpResolver, *, title: str, bodies: Mapping[str, type[BaseModel]]
) -> Response[str]:
    """Answer with the API's description; `bodies` has what a path is put, whose values are read.

    A body is read by the route itself: Powertools' reader takes it for a form without a type.
    """
    described: dict[str, Any] = json.loads(app.get_openapi_json_schema(title=title, version="1"))
    for path, model in bodies.items():
        schema = {
            "type": "object",
            "description": (model.__doc__ or "").splitlines()[0],
            "properties": {name: {} for name in model.model_fields},
        }
        operation = described["paths"][re.sub("<(.*?)>", r"{\1}", path)]["put"]
        operation["requestBody"] = {
            "required": True,
            "content": {kind: {"schema": schema} for kind in BODY_TYPES},
        }
    for operations in described["paths"].values():
        for operation in operations.values():  # a parameter's problem is ours, and no 422
            responses = operation["responses"]
            if INVALID in json.dumps(responses.get("422")):
                del responses["422"]
            for status in WITHOUT_BODY & responses.keys():
                del responses[status]["content"]
    return Response(status_code=200, content_type=JSON, body=json.dumps(described))


def body_of(app: APIGatewayHttpResolver) -> str:
    """Read a request's body as text; raises `UnsupportedBody` and `MalformedBody`."""
    headers = app.current_event.headers
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding != "identity":  # nor is a small one unpacked that might become a large one
        raise UnsupportedBody(
            f"The body is encoded as {coding[:40]!r}.", headers={"Accept-Encoding": "identity"}
        )
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in BODY_TYPES:
        raise UnsupportedBody(
            f"The body has the type {kind[:80]!r}." if kind else "The body has no type.",
            headers={"Accept": ", ".join(BODY_TYPES)},
        )
    body = app.current_event.body or ""
    if not app.current_event.is_base64_encoded:
        return body
    try:
        return base64.b64decode(body, validate=True).decode("utf-8-sig")
    except (binascii.Error, UnicodeDecodeError):
        raise MalformedBody("The body is not UTF-8.") from None


def wait_s(prefer: str | None, *, remaining_s: float) -> float:
    """Read for how many seconds a client prefers to wait; none unless it says so.

    https://www.rfc-editor.org/rfc/rfc7240#section-4.3
    """
    found = WAIT.search(prefer or "")
    wished = int(found[1]) if found else 0
    return max(0.0, min(wished, LONGEST_WAIT_S, remaining_s - TO_ANSWER_S))


def problems(*kinds: type[Problem]) -> dict[int, Any]:
    """Describe problems as OpenAPI's responses, by status."""
    titles: dict[int, list[str]] = {}
    every: list[type[Problem]] = [*kinds, UnexpectedFailure, TryAgain]
    for kind in every:
        titles.setdefault(kind.status, []).append(kind.title)
    content = {PROBLEM: {"model": ProblemDetails}}
    return {
        status: {"description": " Or: ".join(texts), "content": content}
        for status, texts in sorted(titles.items())
    }


def answers(status: int, description: str, model: type[BaseModel]) -> dict[int, Any]:
    """Describe an answer as OpenAPI's response."""
    return {status: {"description": description, "content": {JSON: {"model": model}}}}


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _routes(app: APIGatewayHttpResolver) -> Iterable[Route]:
    return [*app._static_routes, *app._dynamic_routes]


def _broken_rule(error: dict[str, Any]) -> dict[str, str]:
    where, name = error["loc"][0], error["loc"][-1]
    return {"parameter": f"{where} {name}", "rule": str(error["msg"])}
