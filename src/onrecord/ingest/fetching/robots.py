"""What a robots.txt allows a program of some name, as RFC 9309 has it, and how long it asks to wait between pages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

NAME = "onrecord"
"""By this name a robots.txt speaks of us."""

MOST = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least."""

_LINE = re.compile(r"\s*(user-agent|allow|disallow|crawl-delay)\s*:([^#]*)", re.I)
_PRODUCT = re.compile(r"[a-z_-]+", re.I)
_SECONDS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class Rule:
    """Paths that begin so are allowed, or are not. `*` stands for any signs, `$` at the end for the end."""

    path: str
    allows: bool

    def holds(self, path: str) -> bool:
        """Whether the rule speaks of the path."""
        begin, *parts = self.path.removesuffix("$").split("*")
        ends = self.path.endswith("$")
        if not path.startswith(begin):
            return False
        at = len(begin)
        for place, part in enumerate(parts, start=1):
            if ends and place == len(parts):
                return len(path) - len(part) >= at and path.endswith(part)
            at = path.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return not ends or at == len(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one robots.txt says to us."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0
    """Seconds between two pages."""

    def allow(self, path: str) -> bool:
        """Whether the path, with its query, may be fetched: the longest rule that speaks of it decides, and of two as
        long as one another the one that allows."""
        asked = _normal(path)
        decided = max(
            (rule for rule in self.rules if rule.holds(asked)),
            key=lambda rule: (len(rule.path), rule.allows),
            default=None,
        )
        return decided is None or decided.allows


def rules(text: str, name: str = NAME) -> Rules:
    """What the text says to a program of that name: the groups that name it together, else those for all."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for names, lines in _groups(text):
        for named in names:
            groups.setdefault(named, []).extend(lines)
    said = groups.get(name.lower(), groups.get("*", []))
    found = tuple(Rule(_normal(value), key == "allow") for key, value in said if key in ("allow", "disallow") and value)
    delays = [float(value) for key, value in said if key == "crawl-delay" and _SECONDS.fullmatch(value)]
    return Rules(rules=found, delay=max(delays, default=0.0))


def _groups(text: str) -> Iterator[tuple[frozenset[str], list[tuple[str, str]]]]:
    """Groups of lines, and whom each speaks to. Names that follow one another share what follows them."""
    names: set[str] = set()
    lines: list[tuple[str, str]] = []
    for key, value in _lines(text):
        if key == "user-agent":
            if lines:
                yield frozenset(names), lines
                names, lines = set(), []
            names.add(_product(value))
        elif names:
            lines.append((key, value))
    yield frozenset(names), lines


def _lines(text: str) -> Iterable[tuple[str, str]]:
    for line in re.split(r"[\r\n]+", text.removeprefix("\ufeff")):
        if match := _LINE.match(line):
            yield match[1].lower(), match[2].strip()


def _product(value: str) -> str:
    """The name by which a group speaks to a program, without a version."""
    match = _PRODUCT.match(value)
    return match[0].lower() if match else value[:1]


def _normal(path: str) -> str:
    """The path in the one form in which two are compared: what needs no percent sign has none."""
    return _ESCAPE.sub(_escaped, quote(path, safe="/:@!$&'()*+,;=-._~%[]?", errors="replace"))


def _escaped(match: re.Match[str]) -> str:
    sign = chr(int(match[1], 16))
    return sign if sign in _UNRESERVED else match[0].upper()
