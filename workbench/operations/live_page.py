"""The live page of a stack on this machine, in front of its HTTP API."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from workbench.operations.live_listings import LiveListings
from workbench.pages.rendering import embed_json, render
from workbench.running.report_page import page_data
from workbench.stack import Stack

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
HTML = "text/html; charset=utf-8"
JSON = "application/json"


def live_page(stack: Stack, api: Application) -> Application:
    """Put the page of a stack in front of its API."""
    return LivePage(LiveListings(stack), api)


class LivePage:
    """A WSGI application: `/` is the page, `/page/` what it reads, all else is the API's."""

    def __init__(self, listings: LiveListings, api: Application) -> None:
        self._listings = listings
        self._api = api

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        path, asked = environ["PATH_INFO"], parse_qs(environ.get("QUERY_STRING", ""))
        try:
            if path == "/":
                return _answer(start_response, _page(), HTML)
            if path == "/page/listings":
                return self._news(asked, start_response)
            if path == "/page/progress":
                return self._progress(asked, start_response)
        except ValueError as error:
            return _problem(start_response, "400 Bad Request", str(error))
        return self._api(environ, start_response)

    def _news(self, asked: dict[str, list[str]], start_response: Any) -> Iterable[bytes]:
        after = datetime.fromisoformat(asked["after"][0]) if "after" in asked else None
        return _answer(start_response, json.dumps(self._listings.moved_after(after)), JSON)

    def _progress(self, asked: dict[str, list[str]], start_response: Any) -> Iterable[bytes]:
        listing_id, version = asked.get("id", [""])[0], asked.get("version", [""])[0]
        found = self._listings.progress(listing_id, int(version))
        return _answer(start_response, json.dumps(found), JSON)


def _page() -> str:
    return render("live.html.j2", data=embed_json(page_data([], {}, [])))


def _problem(start_response: Any, status: str, detail: str) -> Iterable[bytes]:
    return _answer(
        start_response, json.dumps({"detail": detail}), "application/problem+json", status
    )


def _answer(
    start_response: Any, body: str, content_type: str, status: str = "200 OK"
) -> Iterable[bytes]:
    start_response(status, [("Content-Type", content_type), ("Cache-Control", "no-store")])
    return [body.encode()]
