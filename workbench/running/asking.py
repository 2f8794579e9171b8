"""Ask: the client of the HTTP API, which shows each state of a listing and then its summary."""

import hashlib
import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import urllib3
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text
from urllib3.exceptions import HTTPError

from summariser.domain.job_posting import find_job_posting
from summariser.domain.ledger import UNFINISHED
from summariser.domain.message import dump_json, identify, read_fields
from summariser.domain.profiles import load_profiles
from summariser.domain.summary import Status
from summariser.records.json_text import NotJson, parse_json
from workbench.errors import UsageError
from workbench.running.printing import printable
from workbench.running.reading import STANDARD_INPUT, UnusableInput, text_of

JSON_LD = re.compile(r"<script[^>]+application/ld\+json[^>]*>(.*?)</script>", re.DOTALL | re.I)
NOT_IN_A_PATH = re.compile(r"[/?#\\]")
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 1.0
AWS_HOST = re.compile(r"\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$")


@dataclass(frozen=True)
class AskOptions:
    """Options of `summariser ask`."""

    source: str
    url: str
    listing_id: str | None
    as_json: bool
    patience_s: float


def ask(options: AskOptions) -> int:
    """Have a listing summarised and print its summary; returns the exit code.

    Raises `UsageError` when the input is no listing or the API cannot be reached.
    """
    listing = read_listing(options.source)
    listing_id = options.listing_id or _id_of(listing)
    api = Api(options.url)
    path = f"/listings/{quote(listing_id, safe='')}"
    progress = Console(stderr=True)
    with progress.status(f"Sending {printable(listing_id)} ...") as status:
        answer = api.request("PUT", path, listing)
        if answer.status == 202:
            since = str(answer.content["since"])
            answer = _follow(api, path, since, options.patience_s, status.update)
    if options.as_json:
        Console().out(json.dumps(answer.content, ensure_ascii=False), highlight=False)
    else:
        _print(answer.content, api.url)
    return 0 if answer.status == 200 else 1


def read_listing(source: str) -> dict[str, Any]:
    """Read one listing: JSON, a page with a JobPosting, HTML or plain text.

    Raises `UnusableInput`.
    """
    data, name = _read(source), "Standard input" if source == STANDARD_INPUT else source
    if data.lstrip()[:1] == b"<":
        page = data.decode(errors="replace")
        return _posting_in(page) or {"description": page}
    text = text_of(name, data)
    if not text.strip():
        raise UnusableInput(f"{name} is empty.")
    if not text.lstrip().startswith(("{", "[")):
        return {"description": text}
    try:
        content = parse_json(text)
    except NotJson as error:
        raise UnusableInput(f"{name} begins as JSON does, and is none: {error}.") from error
    if isinstance(content, list) and len(content) == 1:
        (content,) = content
    if not isinstance(content, dict):
        raise UnusableInput(f"{name} has not one listing; `summariser run` summarises several.")
    return content


@dataclass(frozen=True)
class Answer:
    """An answer of the API, whose body is JSON."""

    status: int
    content: Mapping[str, Any]


class Api:
    """Calls the API at a URL; requests to AWS are signed with the AWS profile."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(35))

    def request(self, method: str, path: str, content: object = None) -> Answer:
        """Send a request; raises `UsageError` when nothing answers as the API does."""
        url = f"{self.url}{path}"
        body = None if content is None else dump_json(content).encode()
        headers = {"Content-Type": "application/json"} if body else {}
        if found := AWS_HOST.search(urlsplit(url).hostname or ""):
            headers = signed(method, url, headers, body, region=found[1])
        try:
            reply = self._pool.request(method, url, body=body, headers=headers, redirect=False)
            return Answer(reply.status, reply.json())
        except (HTTPError, ValueError) as error:
            raise UsageError(
                f"The API at {self.url} gave no answer ({type(error).__name__}): start one with "
                "`summariser serve`, or give the address of another with --url."
            ) from error


def signed(
    method: str, url: str, headers: Mapping[str, str], body: bytes | None, *, region: str
) -> dict[str, str]:
    """Sign a request as IAM asks; raises `UsageError` where there are no credentials.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
    """
    import boto3  # noqa: PLC0415 (takes a while, and only AWS needs it)
    from botocore.auth import SigV4Auth  # noqa: PLC0415
    from botocore.awsrequest import AWSRequest  # noqa: PLC0415

    credentials = boto3.Session().get_credentials()
    if credentials is None:
        raise UsageError("There are no AWS credentials to sign the request with.")
    request = AWSRequest(method, url, headers=dict(headers), data=body)
    SigV4Auth(credentials, "execute-api", region).add_auth(request)
    return {name: str(value) for name, value in request.headers.items()}


def _follow(
    api: Api, path: str, since: str, patience_s: float, show: Callable[[str], None]
) -> Answer:
    """Ask where a listing stands until it stands still, then for its summary.

    Where it stood before `since` says nothing of this request.
    """
    deadline, pause = time.monotonic() + patience_s, FIRST_PAUSE_S
    seen: list[str] = []
    while True:
        standing = api.request("GET", path)
        arrived = standing.status == 200 and str(standing.content["since"]) >= since
        state = str(standing.content["status"]) if arrived else Status.RECEIVED
        if state not in UNFINISHED:
            return api.request("GET", f"{path}/summary")
        if state not in seen:
            seen.append(state)
            show(" → ".join(seen) + " ...")
        if time.monotonic() > deadline:
            return standing
        time.sleep(pause)
        pause = min(pause * 1.2, LONGEST_PAUSE_S)


def _read(source: str) -> bytes:
    if source == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except (OSError, ValueError) as error:
        raise UnusableInput(f"{source} cannot be read: {error}.") from error


def _posting_in(page: str) -> dict[str, Any] | None:
    for text in JSON_LD.findall(page):
        try:
            content = parse_json(text)
        except NotJson:
            continue
        for member in content if isinstance(content, list) else [content]:
            if isinstance(member, dict) and (found := find_job_posting(member)):
                return dict(found)
    return None


def _id_of(listing: Mapping[str, Any]) -> str:
    """Give a listing's own id, or one made of its content."""
    own = identify(read_fields(listing)[0])
    if isinstance(own, str | int) and not NOT_IN_A_PATH.search(str(own)):
        return str(own)
    return f"ask-{hashlib.sha256(dump_json(listing).encode()).hexdigest()[:12]}"


def _print(content: Mapping[str, Any], url: str) -> None:
    if "profiles" in content:
        Console(highlight=False).print(summary_panel(content))
        return
    what = content.get("what_to_do", f"Ask again, or see {url}.")
    title = content.get("title", f"It is still {content.get('status')}.")
    detail = content.get("detail", f"Version {content.get('version')} is under way.")
    text = Text.assemble(printable(str(detail)), "\n", (str(what), "dim"))
    Console(stderr=True, highlight=False).print(
        Panel(text, title=Text(str(title)), title_align="left", border_style="yellow")
    )


def summary_panel(content: Mapping[str, Any]) -> Panel:
    """Draw a summary: each profile with its text, its length and its notice."""
    budgets = {known.name: known.characters for known in load_profiles()}
    parts: list[Text] = []
    for name, profile in content["profiles"].items():
        of = f" of {budgets[name]}" if name in budgets else ""
        length = f" {len(profile['text'])}{of} characters"
        parts.append(Text.assemble((name, "bold cyan"), (length, "dim")))
        parts.append(Text("\n".join(map(printable, profile["text"].split("\n")))))
        parts.append(Text(f"{printable(profile['notice'])}\n", style="dim italic"))
    parts[-1].rstrip()
    facts = (
        f"version {content['version']} · {content['language']} · {content['generated']['model']}"
    )
    return Panel(
        Group(*parts),
        title=Text(printable(content["listing_id"]), style="bold"),
        title_align="left",
        subtitle=Text(facts, style="dim"),
        subtitle_align="right",
    )
