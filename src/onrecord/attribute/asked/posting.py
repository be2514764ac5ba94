"""Sends a question to an endpoint, waits for the answer so long and no longer, and tells what went wrong."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import msgspec

from onrecord.errors import DocumentError, SetupError
from onrecord.settings import Endpoint
from onrecord.timed import Timed

if TYPE_CHECKING:
    from http.client import HTTPConnection
    from socket import socket

MAX_BYTES = 2**20
"""Bytes of an answer above which it is refused. One that repeats 8,000 characters takes 50,000 at most; the rest is for
models that send their thoughts along."""

SHOWN = 120
"""Characters of an endpoint's words that a message shows."""

ADVICE = {
    401: "ONRECORD_ENDPOINT_KEY must hold a key that it accepts",
    402: "its account must be in funds",
    404: "ONRECORD_ENDPOINT must be its address and ONRECORD_ENDPOINT_MODEL a model that it has",
    **dict.fromkeys(range(300, 400), "nothing is sent on to another address; ONRECORD_ENDPOINT must be the final one"),
}
"""Refusals that every document would meet, and what must be changed. 403 is none of them: some services answer it to a
single text that they do not like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refusal:
    error: _Fault | str


def post(endpoint: Endpoint, question: bytes) -> bytes:
    """What the endpoint answers to a question, both in JSON.

    No redirection is followed and no proxy used: the question goes to no other address. Raises DocumentError, which
    names the endpoint and what it did, where there is no answer. Raises SetupError where the refusal says that no
    document will get one before something is changed: the key, the address, the model (`ADVICE`).
    """
    status, body = _posted(endpoint, question)
    if status != 200:
        raise _refused(endpoint, status, body)
    return body


def failed(endpoint: Endpoint, told: str) -> DocumentError:
    """The error that names the endpoint and tells what it did."""
    return DocumentError(_about(endpoint, told))


def shown(endpoint: Endpoint, words: str) -> str:
    """The beginning of an endpoint's words, on one line and without the key, which it may repeat."""
    harmless = words if endpoint.key is None else words.replace(endpoint.key, "…")
    line = " ".join(harmless[: 2 * SHOWN].split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _posted(endpoint: Endpoint, question: bytes) -> tuple[int, bytes]:
    """The status and the body of the answer."""
    from http.client import HTTPException

    connection = _connection(endpoint)
    try:
        return _exchanged(connection, endpoint, question)
    except TimeoutError:
        late = f"gave no whole answer within {endpoint.timeout:,g} seconds"
        raise failed(endpoint, f"{late}; ONRECORD_ENDPOINT_TIMEOUT allows more") from None
    except (OSError, HTTPException, UnicodeError) as error:
        told = shown(endpoint, getattr(error, "strerror", None) or str(error) or type(error).__name__)
        raise failed(endpoint, f"could not be asked ({told}); it must run and ONRECORD_ENDPOINT name it") from None
    finally:
        connection.close()


def _connection(endpoint: Endpoint) -> "HTTPConnection":
    from http.client import HTTPConnection, HTTPSConnection
    from urllib.parse import urlsplit

    address = urlsplit(endpoint.url)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    return kind(address.netloc, timeout=endpoint.timeout)


def _exchanged(connection: "HTTPConnection", endpoint: Endpoint, question: bytes) -> tuple[int, bytes]:
    from http.client import HTTPResponse
    from urllib.parse import urlsplit

    until = time.monotonic() + endpoint.timeout
    path = f"{urlsplit(endpoint.url).path.rstrip('/')}/chat/completions"
    connection.request("POST", path, question, _headers(endpoint))
    with HTTPResponse(cast("socket", Timed(connection.sock, until)), method="POST") as response:
        response.begin()
        body = response.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise failed(endpoint, f"gave an answer of more than {MAX_BYTES:,} bytes; another model may be briefer")
        return response.status, body


def _headers(endpoint: Endpoint) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "onrecord"}
    return headers if endpoint.key is None else {**headers, "Authorization": f"Bearer {endpoint.key}"}


def _refused(endpoint: Endpoint, status: int, body: bytes) -> DocumentError | SetupError:
    """The refusal with what the endpoint says of it; not where it speaks of the key, of which it may repeat a part."""
    told = "" if status == 401 else _reason(endpoint, body)
    answered = f"answered with HTTP {status}{f' ({told})' if told else ''}"
    if status in ADVICE:
        return SetupError(_about(endpoint, f"{answered}; {ADVICE[status]}"))
    return failed(endpoint, f"{answered}; reading again asks only for what failed")


def _reason(endpoint: Endpoint, body: bytes) -> str:
    try:
        error = msgspec.json.decode(body, type=_Refusal).error
    except (ValueError, RecursionError):
        return ""
    return shown(endpoint, error if isinstance(error, str) else error.message)


def _about(endpoint: Endpoint, told: str) -> str:
    return f"the endpoint {endpoint.url} {told}"
