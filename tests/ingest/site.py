"""A site of our own on this machine, whose pages are served well, badly, slowly or without end."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any

from onrecord.settings import Policy

Reply = Callable[["Handler"], None]
"""What the site does with a request, whose handler it is given."""

STORY = b"""<!doctype html><html><head><title>Ferry talks end without a deal</title></head><body><article>
<h1>Ferry talks end without a deal</h1><p>Minister Lena Brandvold said on Tuesday that the ferries will sail in April,
and that nobody had asked her to say anything else about the harbour, the boats or the crews.</p>
<p>Captain Odd Rike denied that there is a deal, and called the talks a fairy tale that nobody believes.</p>
</article></body></html>"""

NONE: Mapping[str, str] = MappingProxyType({})


class Handler(BaseHTTPRequestHandler):
    """Hands every request to the reply of its page."""

    server: "Site"

    def do_GET(self) -> None:
        with self.server.counting:
            self.server.asked.append((self.path, dict(self.headers)))
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
        try:
            self.server.pages.get(self.path.split("?")[0], sends(b"", 404))(self)
        finally:
            with self.server.counting:
                self.server.at_once -= 1

    def log_message(self, *_: object) -> None:
        return


class Site(ThreadingHTTPServer):
    """Pages of our own on this machine."""

    daemon_threads = True

    def __init__(self, pages: Mapping[str, Reply]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = dict(pages)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.counting = threading.Lock()
        self.at_once = self.most_at_once = 0
        self.over = threading.Event()

    def handle_error(self, *_: object) -> None:
        """Whoever asked has gone."""

    @property
    def paths(self) -> list[str]:
        """What was asked for, in its order."""
        return [path for path, _ in self.asked]

    def url(self, path: str = "/story") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def policy(self, **changes: Any) -> Policy:
        """A policy that lets this site be reached, and nothing else of this machine."""
        given: dict[str, Any] = {"ports": (self.server_port,), "networks": ("127.0.0.1/32",), "delay": 0.0, "whole": 20}
        return Policy(**given | changes)


@contextmanager
def serving(pages: Mapping[str, Reply] | None = None, /, **more: Reply) -> Iterator[Site]:
    """The site runs, and is gone afterwards with all that it held open. `story=` is the page /story."""
    with Site({**(pages or {}), **{f"/{name}": reply for name, reply in more.items()}}) as site:
        thread = threading.Thread(target=site.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield site
        finally:
            site.over.set()
            site.shutdown()
            thread.join()


def sends(body: bytes, status: int = 200, headers: Mapping[str, str] = NONE) -> Reply:
    """The page sends this."""

    def reply(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def leads_to(location: str, status: int = 302) -> Reply:
    """The page has moved."""
    return sends(b"moved", status, {"Location": location})


def drips(body: bytes, *, seconds: float, head: bytes = b"") -> Reply:
    """The page sends a head, and then a byte now and then."""

    def reply(handler: Handler) -> None:
        handler.wfile.write(head)
        for at in range(len(body)):
            if handler.server.over.wait(seconds):
                return
            handler.wfile.write(body[at : at + 1])

    return reply


def never_ends(piece: bytes, head: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Reply:
    """The page sends the piece again and again."""

    def reply(handler: Handler) -> None:
        handler.wfile.write(head)
        while not handler.server.over.is_set():
            handler.wfile.write(piece)

    return reply


def raw(answer: bytes) -> Reply:
    """The page sends these bytes, headers included."""
    return lambda handler: _written(handler, answer)


def silent(handler: Handler) -> None:
    """The page says nothing."""
    handler.server.over.wait(20)


def robots(text: str) -> Mapping[str, Reply]:
    """A robots.txt that says so, beside the page /story."""
    return {"/robots.txt": sends(text.encode()), "/story": sends(STORY)}


def _written(handler: Handler, answer: bytes) -> None:
    handler.wfile.write(answer)
