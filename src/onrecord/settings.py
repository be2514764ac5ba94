"""What a user may set, as one frozen value that is passed along and never looked up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from onrecord.errors import SetupError

MAX_CHARACTERS = 5_000_000
"""A text above this is refused. One of 3.8 million took 117 seconds on two cores and 1.7 GB of memory."""

TIMEOUT = 120
"""Seconds that an endpoint has for one answer. A guess, not a measurement: enough for a desktop to write a page."""

LONGEST_TIMEOUT = 3600

DELAY = 1.0
"""Seconds between two requests to one host, unless its robots.txt asks for more. What small sites bear."""

LONGEST_DELAY = 3600

_ADDRESS = re.compile(r"https?://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:/[!-\"$->A-~]*)?", re.I)
"""ASCII, without a user name, a query or a fragment: those may hold secrets, and addresses are shown in messages."""

_KEY = re.compile("[!-~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A service that is asked who said what, in place of the model in the package.

    It answers chat completions in the form of OpenAI's, as most services and local servers do. Raises SetupError for
    a value that cannot be used.
    """

    url: str
    """What stands before /chat/completions: https://models.example/v1"""
    model: str
    key: str | None = field(default=None, repr=False)
    """Sent as a bearer token, and never shown."""
    timeout: float = TIMEOUT

    def __post_init__(self) -> None:
        if not _is_address(self.url):
            told = "not shown, as it may hold a secret" if any(sign in self.url for sign in "@?#") else repr(self.url)
            allowed = "http:// or https:// with a host and a path, without a user name, ? and #, is allowed"
            raise SetupError(f"ONRECORD_ENDPOINT (Endpoint.url) is {told}; {allowed}")
        if not self.model.strip() or not self.model.isprintable():
            raise SetupError(f"ONRECORD_ENDPOINT_MODEL (Endpoint.model) is {self.model!r}; a model's name is allowed")
        if self.key is not None and not _KEY.fullmatch(self.key):
            told = "is empty or holds a blank, a line break or a sign outside ASCII"
            raise SetupError(f"ONRECORD_ENDPOINT_KEY (Endpoint.key) {told}; a key without any is allowed")
        if not 0 < self.timeout <= LONGEST_TIMEOUT:
            raise _wrong_timeout(self.timeout)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """From where pages may be fetched, how politely, and how much of them.

    Addresses outside the public internet are refused, whatever name leads to them, but for those in `networks`.
    Raises SetupError for a value that cannot be used.
    """

    ports: tuple[int, ...] = (80, 443)
    networks: tuple[str, ...] = ()
    """Networks that may be reached although they are not public: "10.1.0.0/16"."""
    delay: float = DELAY
    """Seconds between two requests to one host; its Crawl-delay where that is longer."""
    patience: float = 60
    """Seconds that are waited at most because a host asks for it (Crawl-delay, Retry-After)."""
    connect: float = 10
    """Seconds that a name may take to be looked up, and a host to be connected to."""
    whole: float = 60
    """Seconds that one page may take, its redirections included and waiting for politeness left out."""
    max_bytes: int = 32 * 2**20
    """Bytes of a page once it is unpacked. A guess: pages have one or two million, some PDF files thirty."""
    redirects: int = 5

    def __post_init__(self) -> None:
        if not self.ports or not all(0 < port < 65536 for port in self.ports):
            raise SetupError(f"Policy.ports are {self.ports!r}; numbers from 1 to 65535 are allowed")
        for network in self.networks:
            _check_network(network)
        if not 0 <= self.delay <= LONGEST_DELAY:
            raise _wrong_delay(self.delay)
        for name in ("patience", "connect", "whole", "max_bytes", "redirects"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise SetupError(f"Policy.{name} is {getattr(self, name)!r}; a number from 0 is allowed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The limits and places of one run."""

    max_characters: int = MAX_CHARACTERS
    jobs: int = 1
    """Processes that read documents side by side."""
    threads: int = 1
    """Windows of one document that a process runs at a time. Results do not depend on it."""
    weights: Path | None = None
    """A folder made by training/export.py; the packaged weights when absent."""
    endpoint: Endpoint | None = None
    """Asked in place of the packaged model; nobody is asked when absent."""
    libraries: Path | None = None
    """The folder in which libraries lie by their names."""
    policy: Policy = Policy()
    """What may be fetched, and how."""
    cache: Path | None = None
    """The folder of copies of fetched pages; none are kept when absent."""
    register: str | None = field(default=None, repr=False)
    """The address of the record whose imported people are known beside those of the package; may hold a password."""


DEFAULTS = Settings()
"""What holds where nothing is set."""


def from_environment(variables: Mapping[str, str]) -> Settings:
    """The settings that the variables ask for. Raises SetupError for a wrong value.

    ONRECORD_MAX_CHARACTERS, ONRECORD_WEIGHTS, ONRECORD_LIBRARIES (else below XDG_DATA_HOME or HOME); ONRECORD_ENDPOINT,
    and with it alone ONRECORD_ENDPOINT_MODEL, ONRECORD_ENDPOINT_KEY and ONRECORD_ENDPOINT_TIMEOUT; ONRECORD_CACHE (else
    below XDG_CACHE_HOME or HOME), ONRECORD_FETCH_PORTS, ONRECORD_FETCH_NETWORKS and ONRECORD_FETCH_DELAY.
    """
    settings = DEFAULTS
    if limit := variables.get("ONRECORD_MAX_CHARACTERS"):
        if not limit.isascii() or not limit.isdigit() or int(limit) == 0:
            raise SetupError(f"ONRECORD_MAX_CHARACTERS is {limit!r}; a whole number above 0 is allowed")
        settings = replace(settings, max_characters=int(limit))
    if weights := variables.get("ONRECORD_WEIGHTS"):
        settings = replace(settings, weights=Path(weights))
    if libraries := variables.get("ONRECORD_LIBRARIES"):
        settings = replace(settings, libraries=Path(libraries))
    elif home := variables.get("XDG_DATA_HOME") or variables.get("HOME"):
        below = () if variables.get("XDG_DATA_HOME") else (".local", "share")
        settings = replace(settings, libraries=Path(home, *below, "onrecord", "libraries"))
    settings = replace(settings, policy=_policy(variables), cache=_cache(variables))
    if url := variables.get("ONRECORD_ENDPOINT"):
        settings = replace(settings, endpoint=_endpoint(url, variables))
    return settings


def _endpoint(url: str, variables: Mapping[str, str]) -> Endpoint:
    model = variables.get("ONRECORD_ENDPOINT_MODEL")
    if not model:
        raise SetupError("ONRECORD_ENDPOINT is set and ONRECORD_ENDPOINT_MODEL is not; it names the model to ask")
    seconds = variables.get("ONRECORD_ENDPOINT_TIMEOUT") or str(TIMEOUT)
    if not seconds.isascii() or not seconds.isdigit() or len(seconds) > len(str(LONGEST_TIMEOUT)):
        raise _wrong_timeout(seconds)
    return Endpoint(url=url, model=model, key=variables.get("ONRECORD_ENDPOINT_KEY") or None, timeout=int(seconds))


def _cache(variables: Mapping[str, str]) -> Path | None:
    if named := variables.get("ONRECORD_CACHE"):
        return Path(named)
    if home := variables.get("XDG_CACHE_HOME"):
        return Path(home, "onrecord", "pages")
    return Path(variables["HOME"], ".cache", "onrecord", "pages") if variables.get("HOME") else None


def _policy(variables: Mapping[str, str]) -> Policy:
    """What may be fetched: ports are added to those of the web, networks and the delay are as they are given."""
    policy = DEFAULTS.policy
    if ports := variables.get("ONRECORD_FETCH_PORTS"):
        if not re.fullmatch(r"[0-9]{1,5}(?:,[0-9]{1,5})*", ports):
            raise SetupError(f"ONRECORD_FETCH_PORTS is {ports!r}; numbers with commas between them are allowed")
        policy = replace(policy, ports=(*policy.ports, *map(int, ports.split(","))))
    if networks := variables.get("ONRECORD_FETCH_NETWORKS"):
        policy = replace(policy, networks=tuple(networks.split(",")))
    if delay := variables.get("ONRECORD_FETCH_DELAY"):
        if not re.fullmatch(r"[0-9]{1,4}(?:\.[0-9]{1,3})?", delay):
            raise _wrong_delay(delay)
        policy = replace(policy, delay=float(delay))
    return policy


def _check_network(words: str) -> None:
    from ipaddress import ip_network

    try:
        ip_network(words)
    except ValueError as error:
        told = f"ONRECORD_FETCH_NETWORKS (Policy.networks) holds {words!r}: {error}"
        raise SetupError(f"{told}; networks such as 10.1.0.0/16, with commas between them, are allowed") from None


def _wrong_delay(value: str | float) -> SetupError:
    allowed = f"seconds from 0 to {LONGEST_DELAY:,} are allowed"
    return SetupError(f"ONRECORD_FETCH_DELAY (Policy.delay) is {value!r}; {allowed}")


def _is_address(url: str) -> bool:
    """Whether it has the form of one, and a port that there is."""
    if not _ADDRESS.fullmatch(url):
        return False
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _wrong_timeout(value: str | float) -> SetupError:
    allowed = f"whole seconds from 1 to {LONGEST_TIMEOUT:,} are allowed"
    return SetupError(f"ONRECORD_ENDPOINT_TIMEOUT (Endpoint.timeout) is {value!r}; {allowed}")
