"""An endpoint of our own on this machine, and the ways in which it replies."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

from onrecord.settings import Endpoint, Settings

KEY = "sk-never/shown+0123456789"

Reply = Callable[[Any], None]
"""What the endpoint does with a question, whose handler it is given."""


class Handler(BaseHTTPRequestHandler):
    """Hands every question to the reply of its server."""

    server: "Served"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.questions.append(Question(self.path, dict(self.headers), json.loads(body)))
        self.server.reply(self)

    def log_message(self, *_: object) -> None:
        return


@dataclass(frozen=True)
class Question:
    """What was asked."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """The text that was asked about."""
        return str(self.body["messages"][-1]["content"])


class Served(HTTPServer):
    """An endpoint of our own on this machine."""

    def __init__(self, reply: "Reply") -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.reply = reply
        self.questions: list[Question] = []
        self.over = threading.Event()

    def handle_error(self, *_: object) -> None:
        """Whoever asked has gone."""

    def settings(self, *, weights: Path | None = None, **changes: Any) -> Settings:
        """Settings that name this endpoint."""
        given: dict[str, Any] = {
            "url": f"http://127.0.0.1:{self.server_port}/v1",
            "model": "small-model",
            "key": KEY,
            "timeout": 20,
        }
        return Settings(endpoint=Endpoint(**given | changes), weights=weights)


@contextmanager
def serving(reply: Reply) -> Iterator[Served]:
    """The endpoint runs, and is gone afterwards with all that it held open."""
    with Served(reply) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


def sends(body: bytes | str, status: int = 200, headers: Mapping[str, str] = MappingProxyType({})) -> Reply:
    """The endpoint sends this."""

    def reply(handler: Handler) -> None:
        sent = body.encode() if isinstance(body, str) else body
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(sent)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(sent)

    return reply


def writes(content: str | None, finish: str = "stop") -> Reply:
    """The model writes this."""
    return sends(json.dumps({"choices": [{"message": {"content": content}, "finish_reason": finish}]}))


def answers(*attributions: object) -> Reply:
    """The model answers as it was asked to."""
    return writes(json.dumps({"attributions": attributions}))
