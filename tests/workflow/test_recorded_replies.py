"""`summariser run --simulate --replies`: recorded replies go through the whole pipeline."""

import json
from pathlib import Path

from summariser.domain.message import parse_listing
from summariser.preparation.prepare import prepare_document
from tests.workflow.commands import as_line, lines_of, summariser

BAKERY = (
    "<p>You bake bread and rolls in our bakery in Kassel.</p><p>You work at night.</p>"
    "<p>You have finished your training as a baker.</p><p>We pay 2,900 euros a month.</p>"
)
BAKER = {"listing_id": "baker", "title": "Baker", "description": BAKERY}
DRIVER = {"listing_id": "driver", "title": "Driver", "description": BAKERY.replace("bake", "carry")}
PROFILES = "preview,mobile,chat,seo,embedding"


def reply_to(listing: dict[str, str]) -> dict[str, str]:
    """Record a reply that takes every line word for word, the last one first."""
    document = prepare_document(parse_listing(as_line(listing).decode()), listing_id="a", version=1)
    rows = [f"{PROFILES}| {row.text} [{row.number}]" for row in document.lines if not row.field]
    return {"listing_id": listing["listing_id"], "reply": "\n".join([*reversed(rows), "END"])}


def should_play_a_reply_and_simulate_the_rest(tmp_path: Path) -> None:
    replies = tmp_path / "replies.jsonl"
    stranger = {"listing_id": "stranger", "reply": "preview| Hello. [1]\nEND"}
    replies.write_bytes(b"\n".join(map(as_line, (reply_to(BAKER), stranger))))
    out = tmp_path / "out"
    options = ["--model", "claude-haiku", "--simulate", "--latency", "0", "--flat"]

    done = summariser(
        "run", "-", "--out", str(out), *options, "--replies", str(replies),
        given=b"\n".join(map(as_line, (BAKER, DRIVER))),
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    lines = {line["listing_id"]: line for line in lines_of(out / "summaries.jsonl")}
    assert lines["baker"]["profiles"]["chat"]["text"].startswith("We pay 2,900 euros a month.")
    assert lines["driver"]["status"] == "published"
    assert not lines["driver"]["profiles"]["chat"]["text"].startswith("We pay")
    assert "1 of 2 recorded replies were played." in done.stdout
    assert "Not played: stranger." in done.stdout


def should_refuse_replies_that_nothing_can_play(tmp_path: Path) -> None:
    strange, broken = tmp_path / "strange.jsonl", tmp_path / "broken.jsonl"
    strange.write_text(json.dumps({"listing_id": "stranger", "reply": "Hello."}))
    broken.write_text('{"listing_id": "baker"}\n')
    options = ["run", "-", "--out", str(tmp_path / "out"), "--model", "claude-haiku"]
    simulated = [*options, "--simulate"]

    outcomes = [
        summariser(*arguments, given=as_line(BAKER))
        for arguments in (
            [*simulated, "--replies", str(strange)],
            [*simulated, "--replies", str(broken)],
            [*options, "--replies", str(strange)],
        )
    ]

    assert [done.returncode for done in outcomes] == [2, 2, 2]
    assert "has no reply to a listing of this run: compare their ids" in outcomes[0].stderr
    assert "broken.jsonl, line 1 is not a row of: listing_id, reply" in outcomes[1].stderr
    assert "add --simulate" in outcomes[2].stderr
