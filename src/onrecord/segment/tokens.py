"""The words and signs of a line, as learned weights know them."""

import math
import re

_TOKEN = re.compile(r"[\w'’]+|[^\w\s]")
LONGEST_BUCKET = 9
"""A line of 512 characters or more."""


def tokens(words: str) -> list[str]:
    """Words in small letters and each other sign by itself."""
    return " ".join(_TOKEN.findall(words.replace("’", "'"))).casefold().split()


def bucket(length: float) -> int:
    """How long a line is, in powers of two."""
    return min(LONGEST_BUCKET, int(math.log2(length + 1)))


def end_sign(line: str) -> str:
    """The last sign of a line, all letters being one."""
    return _kind(line[-1:])


def first_sign(line: str) -> str:
    """The first sign of a line, small letters being one, and capitals another."""
    return "capital" if line[:1].isupper() else "small" if line[:1].islower() else _kind(line[:1])


def _kind(sign: str) -> str:
    return "digit" if sign.isdigit() else "letter" if sign.isalnum() else sign
