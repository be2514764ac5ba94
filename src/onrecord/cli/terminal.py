"""Makes strangers' texts fit for a terminal, and prints messages and tables there."""

import re
import sys
from typing import TYPE_CHECKING

import rich_click as click

if TYPE_CHECKING:
    from rich.console import Console

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Controls, beginnings of escape sequences, direction overrides and lone surrogates: all but tab and line feed."""


def safe(text: str) -> str:
    """The text with what could steer a terminal shown instead of sent; tabs and line breaks stay."""
    return _STEERING.sub(_shown, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The text on one line, safe."""
    return " ".join(safe(text).split())


def shortened(text: str, longest: int) -> str:
    """The text on one line, safe, cut after a word where it is longer than that many characters."""
    flat = one_line(text[: 2 * longest])
    if len(flat) <= longest and len(text) <= 2 * longest:
        return flat
    whole_words = flat[: longest + 1].rpartition(" ")[0].rstrip(" ,;:–—")
    return f"{whole_words or flat[:longest]} …"


def say(message: object) -> None:
    """One line on stderr."""
    click.echo(f"onrecord: {one_line(str(message))}", err=True)


def screen() -> "Console":
    """The terminal or pipe that results are printed on. Texts are printed as they are: no markup, no emoji codes."""
    from rich.console import Console

    return Console(file=sys.stdout, markup=False, emoji=False, highlight=False)


def _shown(match: re.Match[str]) -> str:
    """A control character as its picture (␛), anything else by its number (\\u202e)."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"\\u{code:04x}"
