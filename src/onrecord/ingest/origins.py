"""What a source says of where it came from completes what was known; printed dates become ISO 8601."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace
from email.utils import parsedate_to_datetime

from onrecord.ingest.encodings import well_formed
from onrecord.model.document import Origin

FIRST_YEAR = 1605
"""The year of the first newspaper. Dates before it are programs' zeros, 0001-01-01 and 1601-01-01."""

LONGEST = 500
"""Characters of a title, a name or a date; what is longer is something else."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
        "|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(_MONTHS)
_ISO = re.compile(
    r"\d{4}-?\d\d-?\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?"
)
_PRINTED = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\b\.?,?\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<month>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(r"\b(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})\b"),
)
"""How a date is printed without leaving open which number is the day: 3/4/2031 is not read."""


def completed(
    origin: Origin,
    *,
    url: str | None = None,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
) -> Origin:
    """The origin with what it lacks taken from the source; what was said from outside stays."""
    return replace(
        origin,
        url=origin.url or tidy(url),
        title=origin.title or tidy(title),
        published=origin.published or iso_date(published),
        publisher=origin.publisher or tidy(publisher),
        author=origin.author or tidy(author),
    )


def tidy(words: str | None) -> str | None:
    """The words on one line, well-formed and without blanks around; None where there are none, or far too many."""
    line = " ".join(well_formed(words or "").replace("\0", "").split())
    return line if 0 < len(line) <= LONGEST else None


def iso_date(words: str | None) -> str | None:
    """The day or time in ISO 8601, as exact as it was given, its zone kept; None where the words are no date."""
    line = tidy(words)
    if line is None:
        return None
    when = _iso(line) or _mailed(line) or _printed(line)
    year = int(when[:4]) if when else 0
    return when if year >= FIRST_YEAR else None


def first_date(candidates: Iterable[str | None]) -> str | None:
    """The first of the candidates that is a date, in ISO 8601."""
    return next(filter(None, map(iso_date, candidates)), None)


def _iso(line: str) -> str | None:
    if not _ISO.fullmatch(line):
        return None
    plain = re.sub(r"\s?(?:UTC|GMT|Z)$", "+00:00", line).replace(",", ".")
    try:
        when = datetime.datetime.fromisoformat(re.sub(r"\s(?=[+-]\d\d)", "", plain))
    except ValueError:
        return None
    return when.isoformat() if ":" in plain or "T" in plain else when.date().isoformat()


def _mailed(line: str) -> str | None:
    """Thu, 27 Jan 2022 14:05:00 GMT"""
    if not re.search(r"\d\d:\d\d:\d\d", line):
        return None
    try:
        return parsedate_to_datetime(line).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _printed(line: str) -> str | None:
    for form in _PRINTED:
        if match := form.search(line):
            month = _MONTHS.get(match["month"].lower()) or int(match["month"])
            try:
                return datetime.date(int(match["year"]), month, int(match["day"])).isoformat()
            except ValueError:
                return None
    return None
