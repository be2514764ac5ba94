"""Reads single fields of an export, whose types nobody vouches for: one of another type counts as not there."""

import datetime
import math
import re
from collections.abc import Iterator, Mapping
from itertools import count

from onrecord.ingest.encodings import well_formed
from onrecord.ingest.linkeddata import is_address, plain_words
from onrecord.ingest.origins import FIRST_YEAR, LONGEST, iso_date, tidy
from onrecord.ingest.threads.exported import Words

Fields = Mapping[str, object]

MILLISECONDS = 100_000_000_000
"""Times from this on are not in seconds, by which it is the year 5138; in milliseconds it is 1973."""

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|s|ul|ol|li|q|blockquote|code|pre|img|h[1-6])\b[^<>]{0,500}>", re.I
)
_COUNTED = re.compile(r"\d{9,20}(?:\.\d{1,9})?")


def fields(value: object, *path: str) -> Fields:
    """The object that stands there, down this path; an empty one where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[Fields]:
    """The objects in a list."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def key(value: object) -> str | None:
    """The name by which posts refer to one another: letters or a number, which some write as a string. 0 is none."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value == 0:
        return None
    return str(int(value))[:LONGEST]


def line(row: Fields, *names: str) -> str | None:
    """The first of these fields that holds words, on one line."""
    return next(filter(None, (plain_words(row.get(name)) for name in names)), None)


def address(row: Fields, *names: str) -> str | None:
    """The first of these fields that holds a web address."""
    return next((words for name in names if (words := line(row, name)) and is_address(words)), None)


def moment(row: Fields, *names: str) -> str | None:
    """The first of these fields that holds a day or a time, in ISO 8601: as it was, or counted from 1970."""
    return next(filter(None, (_moment(row.get(name)) for name in names)), None)


def html_words(value: object) -> Words | None:
    return Words(_clean(value), html=True) if isinstance(value, str) else None


def plain_lines(value: object) -> Words | None:
    return Words(_clean(value), html=False) if isinstance(value, str) else None


def either_words(value: object) -> Words | None:
    """Words of a form that writes HTML or plain lines: HTML where there is a tag."""
    return html_words(value) if isinstance(value, str) and _TAG.search(value) else plain_lines(value)


def unnamed() -> Iterator[str]:
    """Names for posts that have none, so that what is nested in them can refer to them."""
    return (f"#{number}" for number in count(1))


def _clean(words: str) -> str:
    return well_formed(words).replace("\0", "")


def _moment(value: object) -> str | None:
    if isinstance(value, str):
        return _counted(float(value)) if _COUNTED.fullmatch(value.strip()) else iso_date(value)
    return _counted(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _counted(since: float) -> str | None:
    """The time so many seconds, or milliseconds, after 1970 began."""
    try:
        seconds = since if abs(since) < MILLISECONDS else since / 1000
        when = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return when.replace(microsecond=0).isoformat() if since and when.year >= FIRST_YEAR else None
