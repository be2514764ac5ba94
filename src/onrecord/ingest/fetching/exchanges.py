"""One request and its answer: nothing is followed, nothing remembered, and no limit of time or size passed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from onrecord.errors import DocumentError
from onrecord.ingest.fetching.addresses import Address
from onrecord.ingest.fetching.bodies import CHUNK, unpacked
from onrecord.ingest.fetching.connections import connected
from onrecord.settings import Policy
from onrecord.timed import Timed, left

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from socket import socket

ACCEPTED = "text/html,application/xhtml+xml,text/plain,text/*;q=0.8,application/pdf;q=0.8,*/*;q=0.5"

SHOWN = 100
"""Characters of a server's words that a message shows."""

_UNREAD = ("image/", "audio/", "video/", "font/")
"""Types of content that no reader reads: their bodies are not asked for further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered: the body where the status is 200, and the headers by their names in small letters."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def told(self) -> str:
        """The status as messages tell it."""
        words = " ".join(self.reason.split())[:SHOWN]
        return f"HTTP {self.status}{f' ({words})' if words else ''}"


def ask(address: Address, headers: Mapping[str, str], policy: Policy, *, limit: int, until: float) -> Answer:
    """What the server answers to a request for the page. Raises DocumentError where it gives no whole answer within the
    limits, and TooLong where only the size is the matter."""
    from http.client import HTTPException

    try:
        with connected(address, policy, until) as connection:
            return _exchanged(connection, address, headers, limit, until)
    except TimeoutError:
        allowed = f"{policy.connect:,g} seconds to connect and {policy.whole:,g} in all are allowed"
        raise DocumentError(f"its host gave no whole answer in time; {allowed}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise DocumentError(f"it could not be fetched: {_reason(error)}") from None


def _exchanged(connection: "socket", address: Address, headers: Mapping[str, str], limit: int, until: float) -> Answer:
    from http.client import HTTPConnection, HTTPResponse

    asking = HTTPConnection("")
    asking.sock = connection
    connection.settimeout(left(until))
    asking.request("GET", address.path, headers={"Host": address.authority, **_STANDING, **headers})
    with HTTPResponse(cast("socket", Timed(connection, until)), method="GET") as response:
        response.begin()
        answer = Answer(status=response.status, reason=response.reason, headers=_headers(response))
        if answer.status != 200:
            return answer
        kind = answer.headers.get("content-type", "").lower()
        if kind.startswith(_UNREAD):
            raise DocumentError(f"it is {kind[:SHOWN]}; texts, pages and PDF files are read")
        body = unpacked(_pieces(response), answer.headers.get("content-encoding", ""), limit)
        return Answer(status=answer.status, reason=answer.reason, headers=answer.headers, body=body)


_STANDING = {"Accept": ACCEPTED, "Accept-Encoding": "gzip, deflate", "Accept-Language": "*", "Connection": "close"}


def _headers(response: "HTTPResponse") -> Mapping[str, str]:
    """The headers by their names in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for name, value in response.getheaders():
        found.setdefault(name.lower(), value)
    return found


def _pieces(response: "HTTPResponse") -> Iterator[bytes]:
    """The body as it comes. Raises DocumentError for one that ends before it should."""
    promised = response.length
    while piece := response.read(CHUNK):
        yield piece
    if response.length:
        raise DocumentError(f"it was cut off: {response.length:,} of {promised:,} bytes are missing")


def _reason(error: Exception) -> str:
    """What went wrong, in the words of the system."""
    told = getattr(error, "verify_message", None)
    if told:
        return f"the certificate is not accepted ({told})"
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(words).split())[:SHOWN]
