"""An address as it was written becomes what is connected to and what is asked for, or it is said why it is refused."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from onrecord.errors import DocumentError
from onrecord.settings import Policy

LONGEST = 8_000
"""Characters of an address. Servers refuse longer ones, most at this length."""

LONGEST_HOST = 253
"""Characters of a host's name in the domain name system."""

SHOWN = 200
"""Characters of an address that a message shows."""

PORTS = {"http": 80, "https": 443}
"""The schemes that are fetched, and the port of each where none is named."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\\<>\"]")
"""Signs that an address cannot hold: programs disagree on what follows them, and one of two that disagree is fooled."""

_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")
_KEPT = "/:@!$&'()*+,;=-._~%[]?"
"""What stays as it is in a path and a query; everything else is percent-encoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a page is: the scheme, the host in ASCII and small letters, the port, and the path with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host, with its port where that is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    def at(self, path: str) -> "Address":
        """Another page of the same server."""
        return Address(scheme=self.scheme, host=self.host, port=self.port, path=path)


def is_address(words: object) -> bool:
    """Whether the words are meant as an address and not as a path: they begin with a scheme and two slashes."""
    return isinstance(words, str) and _ADDRESS.match(words) is not None


def address(url: str, policy: Policy) -> Address:
    """What an address stands for, its fragment left out. Raises DocumentError for one that may not be fetched."""
    if len(url) > LONGEST:
        raise DocumentError(f"the address has {len(url):,} characters; {LONGEST:,} are allowed")
    if unfit := _UNFIT.search(url):
        raise DocumentError(f"the address holds {unfit[0]!r}, which no address may; percent-encode it")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise DocumentError(f"the address cannot be understood: {error}") from None
    if parts.scheme not in PORTS:
        raise DocumentError(f"the scheme is {parts.scheme!r}; http and https are allowed")
    if "@" in parts.netloc:
        raise DocumentError("the address holds a user name or a password; addresses without are allowed")
    return Address(
        scheme=parts.scheme,
        host=_host(parts.hostname or ""),
        port=_port(PORTS[parts.scheme] if port is None else port, policy),
        path=_quoted(f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"),
    )


def followed(location: str, before: Address, policy: Policy) -> Address:
    """The address that a redirection leads to, in bytes of Latin-1 as http.client gives them. Raises DocumentError for
    one that may not be fetched."""
    written = quote(location.encode("latin-1", "replace"), safe=f"{_KEPT}#")
    try:
        return address(urljoin(before.url, written), policy)
    except ValueError as error:
        raise DocumentError(f"the address cannot be understood: {error}") from None
    except DocumentError as error:
        raise DocumentError(f"it leads on to {shown(location)}: {error}") from None


def shown(url: str) -> str:
    """The address as messages show it: its beginning, without a user name or a password."""
    begins, slashes, rest = url[: LONGEST + 1].partition("://")
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    if "@" in authority:
        url = f"{begins}{slashes}…@{authority.rpartition('@')[2]}{rest[len(authority) :]}"
    return url if len(url) <= SHOWN else f"{url[:SHOWN]}…"


def _host(written: str) -> str:
    """The host in ASCII. Numbers in odd forms (0x7f.1) pass: what they mean is checked when they are looked up."""
    host = written.lower()
    if not host or len(host) > LONGEST_HOST:
        raise DocumentError("the address names no host" if not host else f"its host is longer than {LONGEST_HOST}")
    if ":" in host:
        return _numbered(host)
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise DocumentError(f"its host {written!r} is no name that the domain name system can hold") from None
    if not _HOST.fullmatch(host) or len(host) > LONGEST_HOST:
        raise DocumentError(f"its host {written!r} is no name that the domain name system can hold")
    return host.rstrip(".")


def _numbered(host: str) -> str:
    from ipaddress import IPv6Address

    try:
        found = IPv6Address(host)
    except ValueError:
        raise DocumentError(f"its host {host!r} is no address of IPv6") from None
    if found.scope_id is not None:
        raise DocumentError(f"its host {host!r} names an interface of this machine")
    return str(found)


def _port(port: int, policy: Policy) -> int:
    if port not in policy.ports:
        allowed = ", ".join(map(str, policy.ports))
        raise DocumentError(f"the port is {port}; {allowed} are allowed (ONRECORD_FETCH_PORTS, Policy.ports)")
    return port


def _quoted(path: str) -> str:
    return quote(path, safe=_KEPT, errors="replace")
