"""Serves the application on a port: to this machine, or, with a token or passwords, to others."""

import asyncio
import ipaddress
import socket
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from onrecord.errors import SetupError
from onrecord.web.guard import Guard

PATIENCE = 10.0
"""Seconds in which a browser must have asked for something. A page's headers come in one packet."""

MANY = 200
"""Connections that are answered at a time."""


class Impatient(H11Protocol):
    """A connection on which nothing whole is asked for in time is closed: one slow stranger holds nobody up."""

    _hurry: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._hurry = self.loop.call_later(PATIENCE, self._close_if_idle)

    def _close_if_idle(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._hurry is not None:
            self._hurry.cancel()
        super().connection_lost(exc)


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bound(host: str, port: int) -> socket.socket:
    """A socket at the address. Raises SetupError where it cannot be had."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        made = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise _taken(host, port, error) from None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(MANY)
    except OSError as error:
        made.close()
        raise _taken(host, port, error) from None
    return made


def _taken(host: str, port: int, error: OSError) -> SetupError:
    return SetupError(f"nothing can be served on {host} port {port}: {error.strerror or error}")


def names(host: str, port: int, others: tuple[str, ...]) -> frozenset[str]:
    """The names, with the port, under which browsers may ask: this machine's, and those that were allowed."""
    here = ("localhost", "127.0.0.1", "[::1]") if is_loopback(host) else ()
    own = () if host in ("0.0.0.0", "::") else (f"[{host}]" if ":" in host else host,)
    return frozenset(f"{name}:{port}".lower() for name in (*here, *own, *others)) | frozenset(
        name.lower() for name in others
    )


def serve(application: Guard, at: socket.socket) -> None:
    """The application is served until it is interrupted."""
    config = uvicorn.Config(
        application,
        http=Impatient,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
        limit_concurrency=MANY,
        h11_max_incomplete_event_size=16_384,
    )
    uvicorn.Server(config).run(sockets=[at])
