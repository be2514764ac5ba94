"""Reads JSON however deep it is nested: a thread of 200 levels is nested a thousand deep in some exports."""

import json
import re
from typing import Any

import msgspec

_TOKEN = re.compile(
    r"""[ \t\n\r]*+(?:(?P<sign>[\[\]{},:])|(?P<string>")|(?P<number>-?(?:0|[1-9]\d*+)(?:\.\d++)?+(?:[eE][+-]?\d++)?+)"""
    r"""|(?P<name>true|false|null|NaN|-?Infinity))"""
)
_NAMES = {
    "true": True,
    "false": False,
    "null": None,
    **{name: float(name) for name in ("NaN", "Infinity", "-Infinity")},
}
_STRINGS = json.JSONDecoder(strict=False)
_BLANK = re.compile(r"[ \t\n\r]*+")

Opened = list[Any] | dict[str, Any]


def parsed(text: str) -> object:
    """The value of a JSON text. Raises ValueError, which says where it is none."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
        return _Parser(text).value()


class _Parser:
    """Reads token by token; what is open lies in a list, so that nothing recurses. Lone surrogates are let through."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open: list[Opened] = []
        self.keys: list[str | None] = []
        """For each open object the key whose value is awaited."""
        self.done: list[object] = []
        """The whole value, once it was read."""

    def value(self) -> object:
        while not self.done:
            self._value()
        end = _BLANK.match(self.text, self.at)
        if end and end.end() < len(self.text):
            raise self._wrong("something follows the value", end.end())
        return self.done[0]

    def _value(self) -> None:
        """Reads a value, and what closes or parts the values around it."""
        kind, token = self._token("a value")
        if token in ("[", "{") and kind == "sign":
            self.open.append([] if token == "[" else {})
            self.keys.append(None)
            if not self._closes("]" if token == "[" else "}"):
                self._key()
                return
            self.keys.pop()
            self._put(self.open.pop())
        elif kind == "sign":
            raise self._wrong(f"{token} where a value should be")
        else:
            self._put(token)
        self._after()

    def _after(self) -> None:
        while self.open:
            last = "]" if isinstance(self.open[-1], list) else "}"
            _, sign = self._token(f"a comma or {last}")
            if sign == ",":
                self._key()
                return
            if sign != last:
                raise self._wrong(f"{sign} where a comma or {last} should be")
            self.keys.pop()
            self._put(self.open.pop())

    def _key(self) -> None:
        """Reads the key and the colon before a value, in an object."""
        if isinstance(self.open[-1], list):
            return
        kind, name = self._token("a key")
        if kind != "string" or self._token("a colon")[1] != ":":
            raise self._wrong("no key and colon")
        self.keys[-1] = str(name)

    def _put(self, value: object) -> None:
        if not self.open:
            self.done.append(value)
        elif isinstance(self.open[-1], list):
            self.open[-1].append(value)
        else:
            self.open[-1][str(self.keys[-1])] = value

    def _closes(self, sign: str) -> bool:
        match = _TOKEN.match(self.text, self.at)
        if match is None or match["sign"] != sign:
            return False
        self.at = match.end()
        return True

    def _token(self, wanted: str) -> tuple[str, object]:
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            raise self._wrong(f"no {wanted.removeprefix('a ')}")
        self.at = match.end()
        if match["string"]:
            words, self.at = _STRINGS.raw_decode(self.text, match.end() - 1)
            return "string", words
        if match["number"]:
            return "number", _number(match["number"])
        return ("sign", match["sign"]) if match["sign"] else ("name", _NAMES[match["name"]])

    def _wrong(self, what: str, at: int | None = None) -> ValueError:
        place = self.at if at is None else at
        return json.JSONDecodeError(what, self.text, place)


def _number(written: str) -> float:
    """A number; one of more digits than Python reads is infinite."""
    try:
        return int(written)
    except ValueError:
        return float(written)
