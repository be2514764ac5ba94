"""Tells of a passage who spoke it, on what occasion and when, and which of several that fit is the one meant."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.model.base import Span
from onrecord.model.rows import PassageRow, SpanRow
from onrecord.spelling import name_keys, surname_key
from onrecord.verify.matches import Match
from onrecord.verify.primaries import Held, Stretch

if TYPE_CHECKING:
    from onrecord.verify.library.shelves import Library

CONTEXT = 80
"""Characters before and after a passage that are shown with it."""

_NO_NAME = frozenset(
    "q a question questioner answer moderator host anchor announcer narrator speaker unidentified unknown male female"
    " audience crowd reporter press participant participants voice interviewer president chairman chairwoman chair"
    " minister secretary member official all both prime foreign deputy vice senator governor secretary-general general"
    " transport finance defense defence interior chancellor mayor director spokesman spokeswoman spokesperson".split()
)
_ASKING = frozenset(("q", "question", "questioner", "reporter"))
_TITLES = re.compile(r"^(?:(?:mr|mrs|ms|dr|sen|rep|gov|gen|sir|the|hon)\b\.?\s*)+", re.I)
_QUOTED = re.compile(r"[“\"](?P<inside>[^“”\"]{12,2000})[”\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Who spoke at a place of the library, and the document."""

    held: Held
    speaker: str | None

    @property
    def day(self) -> datetime.date | None:
        """The day of the occasion."""
        try:
            return datetime.date.fromisoformat((self.held.date or "")[:10])
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Occasion):
    """A match with what the library knows of its place."""

    match: Match
    span: Span
    quoting: bool
    """Whether the speaker read these words out, or quoted somebody."""


def occasion(stretch: Stretch, place: int, library: "Library") -> Occasion:
    """Who speaks at a place of a document, and where and when."""
    turn = next((number for start, number in reversed(stretch.turns) if start <= place), None)
    speaker = None if turn is None else library.speaker(turn)
    return Occasion(held=library.document(stretch.document), speaker=speaker)


def passage(found: Match, library: "Library") -> Passage:
    """The passage of a match."""
    tokens, alignment = found.alignment.primary, found.alignment
    first, last = tokens[alignment.start], tokens[max(alignment.start, alignment.end - 1)]
    span = Span(first.start, max(first.end, last.end))
    of = occasion(found.stretch, span.start, library)
    return Passage(held=of.held, speaker=of.speaker, match=found, span=span, quoting=_is_quoted(found, span))


def ranked(found: Sequence[Passage], speaker: str | None, published: datetime.date | None) -> tuple[Passage, ...]:
    """The passages that fit equally, the one meant first: of the named speaker, spoken before publication, and last."""

    def rank(one: Passage) -> tuple[bool, bool, bool, int, int]:
        other = speaker is not None and (is_other(speaker, one.speaker) or is_asking(one.speaker))
        day = one.day
        late = bool(published and day and day > published)
        return other, one.quoting, late, -(day.toordinal() if day else 0), one.held.number

    return tuple(sorted(found, key=rank))


def is_asking(label: str | None) -> bool:
    """Whether a transcript's label marks a question of whoever was there."""
    return (label or "").strip(" .:").casefold() in _ASKING


def is_other(named: str, label: str | None) -> bool:
    """Whether a transcript's label surely names somebody else than the one whom the draft names."""
    words = [word for word in re.findall(r"[\w’'-]+", _TITLES.sub("", label or "")) if word.casefold() not in _NO_NAME]
    plain = " ".join(words)
    if not words or any(char.isdigit() for char in plain):
        return False
    if surname_key(named) == surname_key(plain):
        return len(named.split()) > 1 < len(words) and _other_first_name(named, plain)
    return name_keys(named).isdisjoint(name_keys(plain))


def surname(label: str | None) -> str:
    """The last word of a transcript's label that is part of a name, as it may stand in a draft; "" for none."""
    words = [word for word in re.findall(r"[\w’'-]+", label or "") if word.casefold() not in _NO_NAME]
    return words[-1].casefold() if words else ""


def _other_first_name(one: str, other: str) -> bool:
    """Whether two of one surname have first names that are no forms of one another: Ann and Bo, but not Ann and A."""
    first, second = one.split()[0].casefold().rstrip("."), other.split()[0].casefold().rstrip(".")
    return not (first.startswith(second) or second.startswith(first)) and first[:2] != second[:2]


def row(one: Passage) -> PassageRow:
    """The contract's row of a passage."""
    stretch = one.match.stretch
    start, end = one.span.start - stretch.start, one.span.end - stretch.start
    exact = stretch.text[start:end]
    return PassageRow(
        document=one.held.name,
        span=SpanRow(start=one.span.start, end=one.span.end, text=exact),
        exact=exact,
        prefix=stretch.text[max(0, start - CONTEXT) : start],
        suffix=stretch.text[end : end + CONTEXT],
        speaker=one.speaker,
        event=one.held.event,
        date=one.day,
        score=round(one.match.score, 3),
    )


def changed_since(held: Held) -> str | None:
    """What became of the file since it was added; None where it is as it was, or was no file."""
    if not held.changed:
        return None
    try:
        now = Path(held.path).stat()
    except FileNotFoundError:
        return "the file is no longer there"
    except OSError:
        return None
    return (
        "the file has changed since it was added"
        if (now.st_size, now.st_mtime_ns) != (held.size, held.changed)
        else None
    )


def _is_quoted(found: Match, span: Span) -> bool:
    """Whether the passage stands between quotation marks of the primary text, all of it."""
    start, end = span.start - found.stretch.start, span.end - found.stretch.start
    return any(
        quote.start("inside") <= start and end <= quote.end("inside") for quote in _QUOTED.finditer(found.stretch.text)
    )
