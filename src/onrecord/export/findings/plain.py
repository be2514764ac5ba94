"""Strangers' texts made harmless: what could steer a screen, or turn a line around, is shown and not sent."""

import re

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""What `cli.terminal` shows too: all controls but tab and line feed, direction overrides and lone surrogates."""

_BLANKS = re.compile(r"\s+")


def visible(text: str) -> str:
    """The text with pictures (␛) or numbers (\\u202e) in place of what steers; tabs and line breaks stay."""
    return _STEERING.sub(_shown, text.replace("\r\n", "\n"))


def flat(text: str) -> str:
    """The visible text on one line, with single blanks. A blank at an edge stays, so that pieces can be joined."""
    return _BLANKS.sub(" ", visible(text))


def cut(text: str, longest: int) -> str:
    """The flat text, with an ellipsis in its middle where it is longer than that many characters."""
    if len(whole := flat(text).strip()) <= longest:
        return whole
    return f"{head(whole, longest // 2)} … {tail(whole, longest // 2)}"


def head(text: str, longest: int) -> str:
    """The whole words at the beginning of a flat text that need no more characters; of one long word a part."""
    if len(text) <= longest:
        return text
    return text[: longest + 1].rpartition(" ")[0] or text[:longest]


def tail(text: str, longest: int) -> str:
    """The whole words at the end of a flat text that need no more characters; of one long word a part."""
    if len(text) <= longest:
        return text
    return text[-longest - 1 :].partition(" ")[2] or text[-longest:]


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"\\u{code:04x}"
