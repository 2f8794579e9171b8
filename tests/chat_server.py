"""A server of OpenAI's chat completions that answers what a test gives it, over real HTTP."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Reply = Callable[[dict[str, Any]], tuple[int, bytes]]


@dataclass
class ChatServer:
    """Its URL, and the chats that it was asked to complete."""

    url: str
    chats: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def chat_server(reply: Reply, models: tuple[str, ...] = ("tiny", "other")) -> Iterator[ChatServer]:
    """Serve until the block ends; `reply` makes a status and a body of a chat."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            listed = {"data": [{"id": name} for name in models]}
            self._answer(200, json.dumps(listed).encode())

        def do_POST(self) -> None:
            chat = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served.chats.append(chat)
            self._answer(*reply(chat))

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = ChatServer(f"http://127.0.0.1:{server.server_port}")
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


def completion(text: str, finish_reason: str = "stop") -> tuple[int, bytes]:
    """Make the answer of a server whose model wrote a text."""
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": finish_reason}
    usage = {"prompt_tokens": 100, "completion_tokens": 20}
    return 200, json.dumps({"choices": [choice], "usage": usage}).encode()
