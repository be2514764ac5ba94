"""Connects to a host at an address that was looked up and checked, and to no other, within a time."""

import time
from typing import TYPE_CHECKING, cast

from onrecord.errors import DocumentError
from onrecord.ingest.fetching.addresses import Address
from onrecord.ingest.fetching.networks import refusal
from onrecord.settings import Policy
from onrecord.timed import left

if TYPE_CHECKING:
    from socket import socket

TRIED = 4
"""Addresses of one host that are tried. A name may have hundreds, each silent for the whole time."""

Place = tuple[int, tuple[str | int, ...]]
"""A family of addresses, and the numerical address and port in it, as the system's calls want them."""


def connected(address: Address, policy: Policy, until: float) -> "socket":
    """A connection to the host, with https a secured one whose certificate is the name's.

    The address that was checked is the one connected to: a name that means another one a moment later cannot mislead.
    Raises DocumentError for a host that may not or cannot be reached, TimeoutError when the moment has come.
    """
    until = min(until, time.monotonic() + policy.connect)
    places = _checked(_looked_up(address, left(until)), policy)
    plain = _plain(places[:TRIED], until)
    try:
        plain.settimeout(left(until))
        return _secured(plain, address.host) if address.scheme == "https" else plain
    except BaseException:
        plain.close()
        raise


def _looked_up(address: Address, seconds: float) -> list[Place]:
    """Every place that the name stands for. The system's look-up knows no time limit, so that a thread does it and is
    left behind where it takes too long."""
    import socket
    from queue import Empty, SimpleQueue
    from threading import Thread

    answers: SimpleQueue[list[Place] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
            answers.put([(int(family), cast("tuple[str | int, ...]", where)) for family, _, _, _, where in found])
        except Exception as error:
            answers.put(error)

    Thread(target=look_up, daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(found, Exception):
        told = getattr(found, "strerror", None) or found
        raise DocumentError(f"no address of the host {address.host} is known ({told})")
    return list(dict.fromkeys(found))


def _checked(places: list[Place], policy: Policy) -> list[Place]:
    """The same places. One that may not be reached is enough to refuse all: an honest name has none."""
    for _, where in places:
        if kind := refusal(str(where[0]), policy):
            told = f"its host is at {where[0]}, {kind}"
            raise DocumentError(f"{told}; only the public internet is fetched from (ONRECORD_FETCH_NETWORKS)")
    return places


def _plain(places: list[Place], until: float) -> "socket":
    import socket

    fault: OSError = OSError("it has no address")
    for place, (family, where) in enumerate(places):
        made = socket.socket(family, socket.SOCK_STREAM)
        try:
            made.settimeout(left(until) / (len(places) - place))
            made.connect(where)
            return made
        except OSError as error:
            fault = error
            made.close()
    raise fault


def _secured(plain: "socket", host: str) -> "socket":
    import ssl

    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context.wrap_socket(plain, server_hostname=host)
