"""Fetches pages from the web, the only network access beside an endpoint: what robots.txt allows, slowly, and no more.

Nothing is read from the environment: no proxies, no cookies, no passwords.
"""

import re
import time
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

from onrecord.errors import DocumentError
from onrecord.ingest.fetching.addresses import Address, address, followed, shown
from onrecord.ingest.fetching.bodies import TooLong
from onrecord.ingest.fetching.copies import Copies
from onrecord.ingest.fetching.exchanges import Answer, ask
from onrecord.ingest.fetching.robots import MOST, NAME, Rules, rules
from onrecord.model.document import Origin
from onrecord.registry import Source
from onrecord.settings import Policy

REDIRECTIONS = (301, 302, 303, 307, 308)
BUSY = (429, 503)
"""A server that answers so may say when to come again (Retry-After)."""

ROBOTS = "/robots.txt"
REMEMBERED = 1_000
"""Servers and hosts that are remembered; then all are forgotten, so that memory is bounded for a program that stays."""

FORGOTTEN = 24 * 3600
"""Seconds after which a robots.txt is asked for again, as RFC 9309 has it."""


def fetch(url: str, policy: Policy, cache: Path | None = None) -> Source:
    """The page at an address. See `Fetcher`, which keeps to the pace of hosts over several pages."""
    return Fetcher(policy, cache)(url)


@dataclass(slots=True)
class Fetcher:
    """Fetches pages one after another, and remembers between them what hosts ask for.

    One page is fetched at a time, also for several threads, and those of one host `policy.delay` seconds apart. `cache`
    is the folder of copies, or None.
    """

    policy: Policy
    cache: Path | None = None
    _rules: dict[str, tuple[float, Rules | DocumentError]] = field(default_factory=dict)
    """What each server's robots.txt said, or why it could not be read, and until when that counts."""
    _visited: dict[str, float] = field(default_factory=dict)
    """When each host was last asked for a page."""
    _turn: Lock = field(default_factory=Lock)

    def __call__(self, url: str, origin: Origin | None = None) -> Source:
        """The page's bytes; its origin has the address as given, and the final one as url where `origin` has none.

        Raises DocumentError, which names the address, for what may not or cannot be fetched, and SetupError where the
        folder of copies cannot be written to.
        """
        given = origin or Origin(uri=url)
        try:
            with self._turn:
                final, data = self._fetched(url)
        except DocumentError as error:
            raise DocumentError(f"{shown(url)}: {error}") from None
        return Source(origin=replace(given, url=given.url or final.url), data=data)

    def _fetched(self, url: str) -> tuple[Address, bytes]:
        """The address at which the page was found in the end, and its bytes."""
        at = address(url, self.policy)
        budget = _Budget(self.policy.whole)
        seen = [at]
        while True:
            delay = self._allowed(at)
            answer = self._patiently(at, delay, budget)
            if answer.status not in REDIRECTIONS:
                return at, _page(answer)
            at = followed(_location(answer), at, self.policy)
            if at in seen:
                raise DocumentError(f"its redirections go round in a circle, at {shown(at.url)}")
            if len(seen) > self.policy.redirects:
                raise DocumentError(f"it has more than {self.policy.redirects} redirections")
            seen.append(at)

    def _allowed(self, at: Address) -> float:
        """The seconds between two pages of the server. Raises DocumentError where its robots.txt denies this one."""
        server = f"{at.scheme}://{at.authority}"
        until, told = self._rules.get(server, (0.0, None))
        if told is None or until < time.monotonic():
            told = self._robots_or_why_not(at.at(ROBOTS))
            good = FORGOTTEN if isinstance(told, Rules) else self.policy.patience
            _make_room(self._rules)
            self._rules[server] = (time.monotonic() + good, told)
        if isinstance(told, DocumentError):
            raise DocumentError(str(told))
        if not told.allow(at.path):
            raise DocumentError(f"{server}{ROBOTS} does not allow {NAME} to fetch it")
        return max(self.policy.delay, told.delay)

    def _robots_or_why_not(self, at: Address) -> Rules | DocumentError:
        try:
            return self._robots(at)
        except DocumentError as error:
            return error

    def _robots(self, at: Address) -> Rules:
        """What the server's robots.txt says. Where there is none all is allowed, and nothing where it cannot be read:
        a server in trouble is left alone."""
        budget = _Budget(self.policy.whole)
        for _ in range(self.policy.redirects + 1):
            try:
                answer = self._asked(at, budget, MOST)
            except TooLong as error:
                return rules(error.begun.decode("utf-8", "replace"))
            if answer.status in REDIRECTIONS:
                at = followed(_location(answer), at, self.policy)
                continue
            if answer.status == 200:
                return rules(answer.body.decode("utf-8", "replace"))
            if 400 <= answer.status < 500 and answer.status not in BUSY:
                return Rules()
            raise DocumentError(f"{shown(at.url)} cannot be read ({answer.told}), and nothing is fetched then")
        raise DocumentError(f"{shown(at.url)} has more than {self.policy.redirects} redirections")

    def _patiently(self, at: Address, delay: float, budget: "_Budget") -> Answer:
        """The answer; of a busy server that says when to come again the second one, if that is soon."""
        self._wait(at, delay)
        answer = self._asked(at, budget, self.policy.max_bytes)
        again = _retry_after(answer)
        if again is None or again > self.policy.patience:
            return answer
        self._wait(at, max(delay, again))
        return self._asked(at, budget, self.policy.max_bytes)

    def _asked(self, at: Address, budget: "_Budget", limit: int) -> Answer:
        """The answer, with the copy's bytes where nothing has changed."""
        copies = Copies(self.cache)
        held = copies.held(at.url)
        headers = {"User-Agent": f"{NAME}/{version('onrecord')}", **(held.conditions if held else {})}
        with budget:
            answer = ask(at, headers, self.policy, limit=limit, until=budget.until)
        if answer.status == 304 and held is not None:
            return Answer(status=200, reason="OK", headers={}, body=held.data)
        if answer.status == 200:
            copies.keep(at.url, answer)
        return answer

    def _wait(self, at: Address, seconds: float) -> None:
        """So many seconds have passed since the host was last asked for a page. Raises DocumentError where that is
        longer than the policy's patience."""
        if at.host in self._visited:
            pause = self._visited[at.host] + seconds - time.monotonic()
            if pause > max(self.policy.patience, self.policy.delay):
                told = f"its host asks for {seconds:,g} seconds between pages"
                raise DocumentError(f"{told}; {self.policy.patience:,g} are waited. Fetch it later")
            time.sleep(max(0.0, pause))
        _make_room(self._visited)
        self._visited[at.host] = time.monotonic()


def _make_room(remembered: dict[str, Any]) -> None:
    if len(remembered) >= REMEMBERED:
        remembered.clear()


class _Budget:
    """The time that one page may take. It passes only while a server is asked: in the `with` block."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self.until = 0.0

    def __enter__(self) -> None:
        self.until = time.monotonic() + self._left

    def __exit__(self, *_: object) -> None:
        self._left = max(0.0, self.until - time.monotonic())


def _page(answer: Answer) -> bytes:
    """The body of an answer that has one. Raises DocumentError, which tells the server's words, for any other."""
    if answer.body:
        return answer.body
    if answer.status == 200:
        raise DocumentError("its server sent nothing")
    after = answer.headers.get("retry-after", "")[:40]
    asks = f"; it asks to come again after: {after}" if after and answer.status in BUSY else ""
    raise DocumentError(f"its server answered with {answer.told}{asks}")


def _location(answer: Answer) -> str:
    location = answer.headers.get("location", "").strip()
    if not location:
        raise DocumentError(f"its server answered with {answer.told} and does not say where to")
    return location


def _retry_after(answer: Answer) -> float | None:
    """The seconds after which a busy server will answer. A time of day is set against the server's own clock."""
    value = answer.headers.get("retry-after", "").strip()
    if answer.status not in BUSY or not value:
        return None
    if re.fullmatch("[0-9]{1,9}", value):
        return float(value)
    try:
        when, now = (parsedate_to_datetime(words) for words in (value, answer.headers["date"]))
        return max(0.0, (when - now).total_seconds())
    except (KeyError, ValueError, TypeError, IndexError, OverflowError):
        return None
