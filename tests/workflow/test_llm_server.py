"""`summariser run --llm`: a server of chat completions writes, through the real state machine."""

import json
import re
from pathlib import Path
from typing import Any

from tests.chat_server import chat_server, completion
from tests.workflow.commands import lines_of, summariser

MODEL = "llama-2-7b-summariser"
TEXT = (
    "<p>You bake bread and rolls in our bakery in Kassel.</p><p>You work at night.</p>"
    "<p>You have finished your training as a baker.</p><p>We pay 2,900 euros a month.</p>"
)
LISTING = {"listing_id": "baker", "title": "Baker", "description": TEXT}
PROFILES = "preview,mobile,chat,seo,embedding"


def listing() -> bytes:
    return json.dumps(LISTING).encode()


def written(chat: dict[str, Any]) -> tuple[int, bytes]:
    """Write every line of the listing word for word, in the line protocol."""
    prompt = chat["messages"][-1]["content"]
    fence = re.search(r"<listing>\n(.*)\n</listing>", prompt, re.DOTALL)
    rows = re.findall(r"(\d+)\| (You .*|We .*)", fence[1] if fence else "")
    lines = [f"{PROFILES}| {text} [{number}]" for number, text in rows]
    return completion("\n".join([*lines, "END"]))


def run(out: Path, *options: str) -> Any:
    return summariser("run", "-", "--out", str(out), *options, given=listing())


def should_publish_what_a_server_of_chat_completions_writes(tmp_path: Path) -> None:
    with chat_server(written) as server:
        done = run(tmp_path, "--model", MODEL, "--llm", server.url)
    assert done.returncode == 0, done.stderr
    (line,) = lines_of(tmp_path / "summaries.jsonl")
    assert (line["status"], line["model"]) == ("published", MODEL)
    assert "You bake bread and rolls in our bakery in Kassel." in line["profiles"]["chat"]["text"]
    assert line["usage"]["calls"] == len(server.chats)
    assert {chat["model"] for chat in server.chats} == {"tiny"}


def should_go_on_to_the_next_model_when_the_server_answers_garbage(tmp_path: Path) -> None:
    with chat_server(lambda _: (200, b"<html>")) as server:
        done = run(tmp_path, "--model", f"{MODEL},embedded", "--llm", server.url)
    assert done.returncode == 0, done.stderr
    (line,) = lines_of(tmp_path / "summaries.jsonl")
    assert line["model"] == "embedded"
    assert [skipped["error"] for skipped in line["skipped_models"]] == ["ReplyMalformed"]


def should_refuse_before_anything_starts_what_no_server_can_answer(tmp_path: Path) -> None:
    with chat_server(written) as server:
        bedrock = run(tmp_path, "--model", f"claude-haiku,{MODEL}", "--llm", server.url)
        nobody = run(tmp_path, "--llm", server.url)
        both = run(tmp_path, "--model", MODEL, "--llm", server.url, "--simulate")
    gone = run(tmp_path, "--model", MODEL, "--llm", server.url)
    alone = run(tmp_path, "--model", MODEL, "--llm-model", "tiny")
    assert [done.returncode for done in (bedrock, nobody, both, gone, alone)] == [2] * 5
    assert "not for claude-haiku: choose --model from falcon-40b, llama-2-7b" in bedrock.stderr
    assert "choose --model from falcon-40b" in nobody.stderr
    assert "Choose one of --llm and --simulate" in both.stderr
    assert "connection refused. Start a server" in gone.stderr
    assert "add --llm URL" in alone.stderr
    assert not list(tmp_path.iterdir())
