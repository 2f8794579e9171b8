"""What `summariser ask` reads as a listing, and how it draws a summary."""

import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from tests.unit.events import any_posting
from workbench.running.asking import read_listing, signed, summary_panel
from workbench.running.reading import UnusableInput

PAGE = """<html><script type="application/ld+json">{broken</script>
<script type='application/ld+json'>[{"@graph": [POSTING]}]</script><p>You bake.</p></html>"""


def read(tmp_path: Path, text: str | bytes) -> Any:
    file = tmp_path / "listing"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_listing(str(file))


@pytest.mark.parametrize(
    ("text", "listing"),
    [
        ('{"description": "You bake."}', {"description": "You bake."}),
        ('[{"description": "You bake."}]', {"description": "You bake."}),
        ("You bake.", {"description": "You bake."}),
        ("<p>You bake.</p>", {"description": "<p>You bake.</p>"}),
        ("You bäke.".encode("utf-16"), {"description": "You bäke."}),
        (PAGE.replace("POSTING", json.dumps(any_posting())), any_posting()),
    ],
    ids=["json", "list", "text", "html", "utf-16", "page"],
)
def should_read_a_listing_in_any_form(tmp_path: Path, text: str | bytes, listing: Any) -> None:
    assert read(tmp_path, text) == listing


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "is empty"), ("{", "begins as JSON does"), ("[]", "several"), (b"%PDF-1", "a PDF")],
)
def should_say_what_is_no_listing(tmp_path: Path, text: str | bytes, reason: str) -> None:
    with pytest.raises(UnusableInput, match=reason):
        read(tmp_path, text)


def should_draw_every_profile_and_no_control_character() -> None:
    content = {
        "listing_id": "baker-1",
        "version": 2,
        "language": "en",
        "generated": {"model": "embedded"},
        "profiles": {
            "preview": {"text": "You bake.\x1b[2J", "notice": "Generated."},
            "mobile": {"text": "• One\n• Two", "notice": "Generated."},
        },
    }
    console = Console(width=60, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    console.print(summary_panel(content))
    drawn = console.export_text()
    assert "\x1b" not in drawn
    for text in ("baker-1", "preview 13 of 280", "You bake.", "• Two", "Generated.", "version 2"):
        assert text in drawn


def should_sign_a_request_to_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    url = "https://a1.execute-api.eu-central-1.amazonaws.com/health"
    headers = signed("GET", url, {}, None, region="eu-central-1")
    assert "/eu-central-1/execute-api/aws4_request" in headers["Authorization"]
