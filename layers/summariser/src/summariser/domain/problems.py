"""Problem: why a request is not answered as it was meant, by RFC 9457, each with what to do.

https://www.rfc-editor.org/rfc/rfc9457
"""

import re
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

RETRY_AFTER_S = 2


class ProblemDetails(BaseModel):
    """A problem as a client reads it; some have members of their own, such as `codes`."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="allow")

    type: str
    title: str
    status: int
    detail: str
    what_to_do: str


class Problem(Exception):
    """A problem; `members` and `headers` are added to its details and to the answer."""

    status: ClassVar[int]
    title: ClassVar[str]
    what_to_do: ClassVar[str]

    def __init__(
        self, detail: str, *, headers: Mapping[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(detail)
        self.headers = dict(headers or {})
        self.members = members

    @classmethod
    def name(cls) -> str:
        """Name the kind of problem as its `type` does, e.g. `summary-held`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def details(self) -> ProblemDetails:
        """Give the members of the answer."""
        return ProblemDetails(
            type=f"urn:listing-summariser:problem:{self.name()}",
            title=self.title,
            status=self.status,
            detail=str(self),
            what_to_do=self.what_to_do,
            **self.members,
        )


class MalformedBody(Problem):
    """The body of a request is no JSON object."""

    status = 400
    title = "The body is not a JSON object."
    what_to_do = "Send one listing as a JSON object in UTF-8."


class InvalidParameter(Problem):
    """A path, query or header parameter breaks a rule; `errors` names each."""

    status = 400
    title = "A parameter is invalid."
    what_to_do = "Correct the parameters in `errors`; GET /openapi.json has the rules."

    def __init__(self, errors: Collection[Mapping[str, str]]) -> None:
        listed = "; ".join(f"{one['parameter']}: {one['rule']}" for one in errors)
        super().__init__(f"{listed}.", errors=list(errors))


class ProfileUnknown(Problem):
    """A request names a profile that the summary was not written for."""

    status = 400
    title = "The summary has no such profile."
    what_to_do = "Name profiles of `allowed`, separated by commas, or leave `profiles` out for all."

    def __init__(self, names: Collection[str], allowed: Collection[str]) -> None:
        super().__init__(
            f"There is no {', '.join(names)}: allowed are {', '.join(allowed)}.",
            allowed=list(allowed),
        )


class ListingUnknown(Problem):
    """No event of a listing has arrived."""

    status = 404
    title = "The listing is unknown."
    what_to_do = "Put the listing first; one that was put a moment ago may not have arrived yet."

    def __init__(self, listing_id: str) -> None:
        super().__init__(f"No listing {listing_id!r} has arrived.")


class VectorUnknown(Problem):
    """A listing cannot be compared with others."""

    status = 404
    title = "The listing has no vector."
    what_to_do = (
        "Ask again in a moment if it was published just now. Nothing has a vector where the stack "
        "has no EmbeddingModel; `summariser embed` makes those of what was published before."
    )


class RouteUnknown(Problem):
    """There is nothing at a path."""

    status = 404
    title = "There is nothing at this path."
    what_to_do = (
        "See GET /openapi.json. An id with a slash, a question mark, a number sign or an emoji has "
        "no path: send such a listing to the listing queue."
    )


class MethodNotAllowed(Problem):
    """A path has other methods."""

    status = 405
    title = "The path does not take this method."
    what_to_do = "Use a method of the header `Allow`."

    def __init__(self, method: str, allowed: Collection[str]) -> None:
        listed = ", ".join(sorted(allowed))
        super().__init__(f"{method} is not one of {listed}.", headers={"Allow": listed})


class SummaryHeld(Problem):
    """Checks leave a summary no sentence, so it is not published; `codes` says why."""

    status = 409
    title = "The summary is held."
    what_to_do = (
        "Correct the listing if it causes the findings in `codes`, and put it again; otherwise a "
        "linguist decides."
    )


class ListingSuperseded(Problem):
    """A newer version, or another event of the same one, made a listing obsolete."""

    status = 409
    title = "The listing was superseded."
    what_to_do = (
        "Get the summary of the newer version, or put the listing again with a higher `version`, "
        "or with none."
    )


class ListingWithdrawn(Problem):
    """A listing was taken down and its summary erased."""

    status = 410
    title = "The listing was withdrawn."
    what_to_do = "Put the listing again if it is to be published again."


class BodyTooLarge(Problem):
    """A body is longer than a queue takes."""

    status = 413
    title = "The body is too large."
    what_to_do = (
        "Store the listing below incoming/ in the listing bucket, and send an event with its "
        "`listing_uri` to the listing queue."
    )

    def __init__(self, size: int, most: int) -> None:
        super().__init__(f"The listing is an event of {size:,} bytes, of at most {most:,}.")


class UnsupportedBody(Problem):
    """A body is of another type than JSON, or compressed."""

    status = 415
    title = "The body has an unsupported type or encoding."
    what_to_do = (
        "Send JSON with `Content-Type: application/json` or `application/ld+json`, uncompressed."
    )


class InvalidListing(Problem):
    """A body is not a listing; the detail names fields and rules."""

    status = 422
    title = "This is not a listing."
    what_to_do = (
        "Correct the fields that the detail names; it takes our own fields or a schema.org "
        "JobPosting."
    )


class KeyReused(Problem):
    """An idempotency key comes with another listing than the first time."""

    status = 422
    title = "The idempotency key was used for another content."
    what_to_do = "Use a new key for each content; send the same key only to repeat a request."


class ListingRejected(Problem):
    """A listing cannot be summarised, whoever tries."""

    status = 422
    title = "The listing cannot be summarised."
    what_to_do = "Correct the listing as the detail says, and put it again."


class SummaryNotReady(Problem):
    """A listing is still being summarised."""

    status = 425
    title = "The summary is not ready."
    what_to_do = "Ask again after the seconds in `Retry-After`."

    def __init__(self, detail: str, **members: Any) -> None:
        super().__init__(detail, headers={"Retry-After": str(RETRY_AFTER_S)}, **members)


class UnexpectedFailure(Problem):
    """A fault of ours."""

    status = 500
    title = "The request failed."
    what_to_do = "Try again; if it fails again, tell the engineers the id in `request_id`."


class SummaryFailed(Problem):
    """No summary could be written, and the event waits on the dead-letter queue."""

    status = 503
    title = "The listing could not be summarised."
    what_to_do = "Put the listing again later; its event waits on the dead letters as well."


class TryAgain(Problem):
    """A service that answers depend on is throttled or down."""

    status = 503
    title = "A service is unavailable for the moment."
    what_to_do = "Send the same request again after the seconds in `Retry-After`."

    def __init__(self, detail: str) -> None:
        super().__init__(detail, headers={"Retry-After": str(RETRY_AFTER_S)})
