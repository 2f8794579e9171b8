"""AnswerRequests: the HTTP API; a route reads its request, calls its step and answers."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Header, Path, Query
from aws_lambda_powertools.utilities.typing import LambdaContext

from summariser.domain import problems
from summariser.domain.listing import LONGEST_ID, Listing
from summariser.domain.standing import PublishedSummary, Standing
from summariser.domain.summary import Status
from summariser.domain.vectors import SimilarListings
from summariser.runtime import http, wiring
from summariser.runtime.observability import observed
from summariser.runtime.settings import AnswerRequestsSettings
from summariser.steps.answer_requests import (
    PutRequest,
    delete_listing,
    get_similar,
    get_standing,
    get_summary,
    put_listing,
)
from summariser.steps.awaiting import Patience
from summariser.steps.similar_listings import MOST

app = http.resolver()

LISTING = "/listings/<listing_id>"
SUMMARY, SIMILAR = f"{LISTING}/summary", f"{LISTING}/similar"
# As ListingId reads an id: it begins and ends with no space, and has no control character.
ID_PATTERN = r"^[^\s\x00-\x1f](?:[^\x00-\x1f]*[^\s\x00-\x1f])?$"
ListingId = Annotated[str, Path(min_length=1, max_length=LONGEST_ID, pattern=ID_PATTERN)]
Prefer = Annotated[
    str | None, Header(description="`wait=N`: the answer may take N seconds, at most 25.")
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="The same for each repetition of a request; remembered for a day.",
    ),
]
IfNoneMatch = Annotated[str | None, Header(alias="If-None-Match")]
Profiles = Annotated[
    str | None, Query(description="Names of profiles, separated by commas. Default: all.")
]
Count = Annotated[int, Query(ge=1, le=MOST, description="How many to find, at most.")]

NO_SUMMARY = (
    problems.ListingWithdrawn,
    problems.SummaryHeld,
    problems.ListingSuperseded,
    problems.ListingRejected,
    problems.SummaryFailed,
)
READY = http.answers(200, "The summary.", PublishedSummary)
UNDER_WAY = http.answers(202, "It is under way: ask at `Location`.", Standing)
PUT_PROBLEMS = http.problems(
    problems.MalformedBody,
    problems.InvalidParameter,
    problems.BodyTooLarge,
    problems.UnsupportedBody,
    problems.InvalidListing,
    problems.KeyReused,
    *NO_SUMMARY,
)
DELETE_PROBLEMS = http.problems(
    problems.InvalidParameter, problems.ListingUnknown, problems.SummaryFailed
)
SUMMARY_PROBLEMS = http.problems(
    problems.InvalidParameter,
    problems.ProfileUnknown,
    problems.ListingUnknown,
    problems.SummaryNotReady,
    *NO_SUMMARY,
)
STANDING_PROBLEMS = http.problems(problems.InvalidParameter, problems.ListingUnknown)


@app.put(LISTING, summary="Have a listing summarised", responses=READY | UNDER_WAY | PUT_PROBLEMS)
def put(
    listing_id: ListingId, prefer: Prefer = None, idempotency_key: IdempotencyKey = None
) -> Response[str]:
    """Have a listing summarised, and wait for the summary as long as the client prefers."""
    settings = AnswerRequestsSettings.read()
    patience = _patience(prefer)
    answer = put_listing(
        PutRequest(listing_id, http.body_of(app), idempotency_key),
        queue=wiring.listing_queue(settings.interactive_queue_url),
        ledger=wiring.ledger(settings.ledger_table),
        table=wiring.summary_table(settings.summary_table, settings.ledger_table),
        keys=wiring.idempotency_keys(settings.usage_table),
        event_uri=wiring.event_uri(settings.listing_bucket),
        patience=patience,
        now=datetime.now(UTC),
    )
    if isinstance(answer, Standing):
        return _under_way(answer, patience)
    return http.answer(200, answer, **_applied(patience))


@app.delete(
    LISTING,
    summary="Withdraw a listing",
    responses={204: {"description": "It is withdrawn."}} | UNDER_WAY | DELETE_PROBLEMS,
)
def delete(listing_id: ListingId, prefer: Prefer = None) -> Response[str]:
    """Have a listing withdrawn and its text erased."""
    settings = AnswerRequestsSettings.read()
    patience = _patience(prefer)
    standing = delete_listing(
        listing_id,
        queue=wiring.listing_queue(settings.interactive_queue_url),
        ledger=wiring.ledger(settings.ledger_table),
        event_uri=wiring.event_uri(settings.listing_bucket),
        patience=patience,
        now=datetime.now(UTC),
    )
    if standing.status is Status.WITHDRAWN:
        return http.answer_empty(204, **_applied(patience))
    return _under_way(standing, patience)


@app.get(
    LISTING,
    summary="Ask where a listing stands",
    responses=http.answers(200, "Where its newest version stands.", Standing) | STANDING_PROBLEMS,
)
def get(listing_id: ListingId) -> Response[str]:
    """Tell where the newest version of a listing stands."""
    settings = AnswerRequestsSettings.read()
    return http.answer(200, get_standing(listing_id, ledger=wiring.ledger(settings.ledger_table)))


@app.get(
    SUMMARY,
    summary="Read a summary",
    responses=READY
    | {304: {"description": "The client has this summary already."}}
    | SUMMARY_PROBLEMS,
)
def summary(
    listing_id: ListingId, profiles: Profiles = None, if_none_match: IfNoneMatch = None
) -> Response[str]:
    """Read the summary that readers see."""
    settings = AnswerRequestsSettings.read()
    found = get_summary(
        listing_id,
        [name.strip() for name in (profiles or "").split(",") if name.strip()],
        table=wiring.summary_table(settings.summary_table, settings.ledger_table),
        ledger=wiring.ledger(settings.ledger_table),
    )
    return http.answer_unless_known(found, if_none_match)


@app.get(
    SIMILAR,
    summary="Find similar listings",
    responses=http.answers(200, "The most similar published listings.", SimilarListings)
    | http.problems(problems.InvalidParameter, problems.VectorUnknown),
)
def similar(listing_id: ListingId, k: Count = 10) -> Response[str]:
    """Find the published listings that are most similar to one, in its language."""
    settings = AnswerRequestsSettings.read()
    index_arn = settings.vector_index_arn
    found = get_similar(
        listing_id,
        k,
        summaries=wiring.summary_table(settings.summary_table, settings.ledger_table),
        vectors=wiring.vectors(index_arn) if index_arn else None,
    )
    return http.answer(200, found)


@app.get("/openapi.json", summary="Read this description", include_in_schema=False)
def openapi() -> Response[str]:
    """Describe the API in OpenAPI."""
    return http.answer_openapi(app, title="Listing Summariser", bodies={LISTING: Listing})


@app.get("/health", summary="Ask whether the API answers")
def health() -> Response[str]:
    """Say that the API answers; it says nothing of what it depends on."""
    return Response(status_code=200, content_type=http.JSON, body=json.dumps({"status": "ok"}))


def _patience(prefer: str | None) -> Patience:
    remaining_s = app.lambda_context.get_remaining_time_in_millis() / 1000
    return Patience(http.wait_s(prefer, remaining_s=remaining_s))


def _applied(patience: Patience) -> dict[str, str]:
    return {"Preference_Applied": f"wait={patience.seconds:.0f}"} if patience.seconds else {}


def _under_way(standing: Standing, patience: Patience) -> Response[str]:
    return http.answer(
        202,
        standing,
        Location=f"/listings/{quote(standing.listing_id, safe='')}",
        Retry_After=str(problems.RETRY_AFTER_S),
        **_applied(patience),
    )


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer a request of API Gateway."""
    return app.resolve(event, context)
