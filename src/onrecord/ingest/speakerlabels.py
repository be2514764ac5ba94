"""Finds the turns of a transcript by the labels that name their speakers at the beginning of lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.base import Span
from onrecord.model.document import Hint

MIN_TURNS = 3
"""An article may quote an exchange of two."""

MAX_OPENING = 0.4
"""Share of the text before the first label: title, place, list of those present. An article that ends in an
interview stays an article."""

MIN_REPEATED = 0.5
"""Share of turns whose speaker speaks again; in a list of names nobody does. With these figures 2,230 of 2,255 debates,
hearings and briefings of three turns and more are found, and of 924 news reports and 155 pages with comments seven,
most of them interviews."""

MIN_LABELLED = 0.15
"""Share of lines that begin with a label, after the first one; not asked of labels in capitals, which no article's
paragraphs begin with again and again: between two of them may stand a whole speech."""

MIN_IN_CAPITALS = 0.8
"""Where so many labels stand in capitals, the others are none, but words before a colon."""

ALL_LABELLED = 0.9
"""Where nearly every line is labelled in capitals, nobody needs to speak twice."""

_CLOCK = r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ \t]{1,4})?"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ0-9.,'’#&-]*(?:[ \t][A-ZÀ-ÖØ-Þ0-9#&][A-ZÀ-ÖØ-Þa-z0-9.,'’#&-]{0,30}){0,6}"
_NAME_PART = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{0,30}"
_NAME = rf"{_NAME_PART}(?:[ \t](?:{_NAME_PART}|d[aeiu]|de[lr]|v[ao]n|of|the|for|and|#?\d{{1,3}})){{0,6}}"
_ASIDE = r"(?:[ \t]{0,2}[(\[][^()\[\]\n]{1,60}[)\]])?"
_LABEL = re.compile(
    rf"^[ \t]{{0,12}}{_CLOCK}\*{{0,2}}(?:(?P<asked>Q(?:[.:]|(?=[ \t]+[A-Z“\"‘(])))|(?P<answered>A[.:])(?=[ \t]|$)"
    rf"|(?P<capitals>{_CAPITALS}){_ASIDE}:|(?P<name>{_NAME}){_ASIDE}:)\*{{0,2}}(?![^\s\"“‘'(\[*<–—-])",
    re.MULTILINE,
)
_FIELDS = frozenset(
    "note notes update updated correction source sources photo photos image picture video watch read related caption "
    "date place location time subject title venue present participants speakers moderator(s) summary background topic "
    "transcript event editor's more see contact tags topics category share advertisement file re from to cc".split()
)
"""Words that a colon follows in articles and in the head of transcripts, and that name nobody."""

_END = re.compile(r"\s*^[ \t]{0,20}(?:END\b[^\n]{0,40}|#{3,}|-{3,}|\*[ *]+|\(END\))\s*\Z", re.MULTILINE)
_END_WITHIN = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A speaker's words with the label before them."""

    extent: Span
    label: Span
    speaker: str
    in_capitals: bool


def turn_hints(text: str, end: int | None = None) -> tuple[Hint, ...]:
    """The hints of a transcript's turns and labels; none where the text, up to that end, is no transcript."""
    turns = tuple(_turns(text, len(text) if end is None else end))
    if not _is_transcript(text[:end], turns):
        return ()
    return tuple(hint for turn in turns for hint in _hints(turn))


def _hints(turn: Turn) -> Iterator[Hint]:
    yield Hint(span=turn.extent, tag="turn", attributes=(("speaker", turn.speaker),))
    yield Hint(span=turn.label, tag="turn-label")


def _turns(text: str, end: int) -> Iterator[Turn]:
    labels = _labels(text, end)
    closing = _END.search(text, max(0, end - _END_WITHIN), end)
    stop = closing.start() if closing else end
    following = (*(match.start() for match in labels[1:]), stop)
    for match, next_one in zip(labels, following, strict=False):
        start = match.end() - len(match[0].lstrip(" \t"))
        last = max(match.end(), _trimmed(text, start, next_one))
        yield Turn(
            extent=Span(start, last),
            label=Span(start, match.end()),
            speaker=_speaker(match),
            in_capitals=match["name"] is None,
        )


def _labels(text: str, end: int) -> list[re.Match[str]]:
    labels = [match for match in _LABEL.finditer(text, 0, end) if not _is_field(match)]
    capitals = [match for match in labels if match["name"] is None]
    return capitals if len(capitals) >= MIN_IN_CAPITALS * len(labels) else labels


def _is_field(match: re.Match[str]) -> bool:
    words = (match["capitals"] or match["name"] or "").casefold().split()
    return bool(words) and words[0] in _FIELDS and len(words) <= 2


def _speaker(match: re.Match[str]) -> str:
    found: str = match["capitals"] or match["name"] or (match["asked"] or match["answered"])[0]
    return found.strip()


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _is_transcript(text: str, turns: Sequence[Turn]) -> bool:
    if len(turns) < MIN_TURNS or turns[0].extent.start > MAX_OPENING * len(text):
        return False
    counts = Counter(turn.speaker for turn in turns)
    repeated = sum(count for count in counts.values() if count > 1) / len(turns)
    lines = sum(not line.isspace() for line in text[turns[0].extent.start :].splitlines() if line)
    labelled = len(turns) / max(1, lines)
    in_capitals = all(turn.in_capitals for turn in turns)
    if repeated < MIN_REPEATED:
        return in_capitals and labelled >= ALL_LABELLED
    return in_capitals or labelled >= MIN_LABELLED
