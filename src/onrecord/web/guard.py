"""Stands before every page: refuses what no page should see, and puts the rules for browsers on every answer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 1_500_000
"""Bytes of a request: a draft of 300,000 characters in a form, with room for its escapes."""

SLOWEST = 15.0
"""Seconds that a request's body may take to arrive."""

LONGEST = 8_000
"""Bytes of an address."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


class TooMuch(Exception):
    """A request is larger, or slower, than any page needs. The application answers it with 413."""


class Guard:
    """Requests for another host (a stranger's name that leads here), from another site, too large or slow end here."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        guarded = _with_headers(send)
        refused = self._refusal(scope)
        if refused is not None:
            status, reason = refused
            await PlainTextResponse(reason, status_code=status)(scope, receive, guarded)
            return
        await self.app(scope, _limited(receive), guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """The status and the reason for which a request is not let in."""
        sent: dict[bytes, bytes] = dict(reversed(scope["headers"]))
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        host = hosts[0].decode("latin-1").lower() if len(hosts) == 1 else ""
        if host not in self.hosts:
            return 421, "This record is not served under that name. Open the address that onrecord serve printed."
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST:
            return 414, "The address is too long."
        if scope["method"] not in ("GET", "HEAD") and not _is_own(sent, host):
            return 403, "A change can only be asked for from a page of this record."
        length = sent.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LARGEST:
            return 413, f"More than {LARGEST:,} bytes are not taken."
        return None


def _is_own(sent: dict[bytes, bytes], host: str) -> bool:
    """Whether the browser says that a page of ours asks. What is no browser says nothing, and has the token to show."""
    site = sent.get(b"sec-fetch-site", b"same-origin")
    origin = sent.get(b"origin")
    if site not in (b"same-origin", b"none"):
        return False
    return origin is None or origin.decode("latin-1").lower() in (f"http://{host}", f"https://{host}")


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(pair for pair in HEADERS if pair[0] not in given)]
        await send(message)

    return guarded


def _limited(receive: Receive) -> Callable[[], Awaitable[Any]]:
    """The request's messages, as long as its body is small and quick enough."""
    size = 0
    clock = asyncio.get_running_loop()
    end = clock.time() + SLOWEST
    done = False

    async def limited() -> Message:
        nonlocal size, done
        if done:
            return await receive()
        try:
            async with asyncio.timeout_at(end):
                message = await receive()
        except TimeoutError:
            raise TooMuch(f"The request took longer than {SLOWEST:.0f} seconds to arrive.") from None
        if message["type"] == "http.request":
            size += len(message.get("body", b""))
            done = not message.get("more_body", False)
        if size > LARGEST:
            raise TooMuch(f"More than {LARGEST:,} bytes are not taken.")
        return message

    return limited
