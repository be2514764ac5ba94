"""Attributions as the lines of a brat file and back: text-bound parts, events that tie them, attributes and notes."""

import json
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from onrecord.errors import DocumentError
from onrecord.model.base import Span
from onrecord.model.statement import Attribution, Force, Mode

CONFIGURATION = """\
[entities]
Source
Cue
Content

[relations]
Nested Arg1:<EVENT>, Arg2:<EVENT>

[events]
Attribution Source*:Source, Cue*:Cue, Content+:Content
Attribution-no-source Cue*:Cue, Content+:Content

[attributes]
Mode Arg:<EVENT>, Value:direct|mixed|indirect
Force Arg:<EVENT>, Value:asked|conditional
Negated Arg:<EVENT>
"""
"""What brat must know of the marks (its annotation.conf)."""

_PART = re.compile(r"(T\d+)\t(Source|Cue|Content) (\d+ \d+(?:;\d+ \d+)*)(?:\t.*)?")
_EVENT = re.compile(r"(E\d+)\tAttribution(?:-no-source)?:T\d+ ?(.*)")
_ARGUMENT = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")
_ATTRIBUTE = re.compile(r"A\d+\t(Mode|Force|Negated) (E\d+)(?: (\w+))?")
_NESTED = re.compile(r"R\d+\tNested Arg1:(E\d+) Arg2:(E\d+)\s*")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (E\d+)\t(\{.*\})")
_LINE = re.compile(r"[^\n]+")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def marks(attributions: Iterable[Attribution], text: str, *, added: Container[str] = ()) -> Iterator[str]:
    """The lines that mark the attributions in the text, each with its end; a note tells which of them people `added`.

    brat has no mark that holds a line break or is empty: a span over lines is marked in pieces, and a span of nothing
    but breaks is left out; an attribution without any content then, too.
    """
    held = [a for a in attributions if any(_pieces(span, text) for span in a.content)]
    events: dict[str, str] = {}
    for number, attribution in enumerate(held, 1):
        events.setdefault(attribution.id, f"E{number}")
    lines = _Lines()
    for number, attribution in enumerate(held, 1):
        yield from _event(f"E{number}", attribution, events, lines, text)
        note = {"confidence": attribution.confidence} | ({"added": True} if attribution.id in added else {})
        yield f"{lines.next('#')}\tAnnotatorNotes E{number}\t{json.dumps(note)}\n"


def attributions(lines: str, text: str, document: str) -> tuple[Attribution, ...]:
    """The attributions that the lines mark in the text of a document, in the order of the lines.

    Lines that are no such mark are passed over. What a person marked without saying its mode is indirect, and sure.
    Raises DocumentError for a mark beyond the text, and for an attribution without a content.
    """
    marked = _marked(lines.split("\n"), text)
    made = {event: _attribution(event, marked, document) for event in marked.events}
    return tuple(_nested(event, attribution, marked, made) for event, attribution in made.items())


@dataclass(slots=True)
class _Lines:
    """The number of the last line of each kind."""

    last: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def next(self, kind: str) -> str:
        self.last[kind] += 1
        return f"{kind}{self.last[kind]}"


def _event(event: str, a: Attribution, events: dict[str, str], lines: _Lines, text: str) -> Iterator[str]:
    arguments = []
    for role, spans in _roles(a, text):
        id = lines.next("T")
        yield _bound(id, role.rstrip("0123456789"), spans, text)
        arguments.append(f"{role}:{id}")
    trigger, kind = lines.next("T"), "Attribution" if a.source else "Attribution-no-source"
    yield _bound(trigger, kind, _pieces(a.cue, text) or _first(a, text), text)
    yield f"{event}\t{kind}:{trigger} {' '.join(arguments)}\n"
    yield f"{lines.next('A')}\tMode {event} {a.mode}\n"
    if a.force != "asserted":
        yield f"{lines.next('A')}\tForce {event} {a.force}\n"
    if a.negated:
        yield f"{lines.next('A')}\tNegated {event}\n"
    if a.parent in events:
        yield f"{lines.next('R')}\tNested Arg1:{event} Arg2:{events[a.parent]}\n"


def _roles(a: Attribution, text: str) -> Iterator[tuple[str, list[Span]]]:
    """The parts of an attribution that can be marked, with their roles: Source, Cue, Content, Content2 …"""
    for role, span in (("Source", a.source), ("Cue", a.cue)):
        if pieces := _pieces(span, text):
            yield role, pieces
    for number, group in enumerate(_groups(a.content, text), 1):
        yield f"Content{number if number > 1 else ''}", group


def _groups(content: tuple[Span, ...], text: str) -> list[list[Span]]:
    """The content in pieces. A part of which the one before is parted by nothing but line breaks begins a new mark:
    within one, such pieces are one part."""
    groups: list[list[Span]] = []
    for span in content:
        pieces = _pieces(span, text)
        if pieces and groups and text[groups[-1][-1].end : span.start].strip("\n"):
            groups[-1] += pieces
        elif pieces:
            groups.append(pieces)
    return groups


def _first(a: Attribution, text: str) -> list[Span]:
    return _groups(a.content, text)[0][:1]


def _pieces(span: Span | None, text: str) -> list[Span]:
    """The span without the line breaks in it."""
    return [] if span is None else [Span(*line.span()) for line in _LINE.finditer(text, span.start, span.end)]


def _bound(id: str, kind: str, pieces: list[Span], text: str) -> str:
    words = " ".join(piece.of(text) for piece in pieces)
    places = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
    return f"{id}\t{kind} {places}\t{_BREAKS.sub(' ', words)}\n"


@dataclass(slots=True)
class _Marked:
    """What the lines of a file say, by the ids that they use."""

    parts: dict[str, list[Span]] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)


def _marked(lines: Iterable[str], text: str) -> _Marked:
    marked = _Marked()
    for line in lines:
        if part := _PART.fullmatch(line):
            marked.parts[part[1]] = _joined(part[3], text)
        elif event := _EVENT.fullmatch(line):
            marked.events[event[1]] = event[2]
        elif attribute := _ATTRIBUTE.fullmatch(line):
            marked.attributes[attribute[2], attribute[1]] = attribute[3] or ""
        elif nested := _NESTED.fullmatch(line):
            marked.parents[nested[1]] = nested[2]
        elif note := _NOTE.fullmatch(line):
            marked.notes[note[1]] = _told(note[2])
    return marked


def _joined(places: str, text: str) -> list[Span]:
    """The pieces of a mark; those with nothing but line breaks between them are one part again."""
    joined: list[Span] = []
    for start, end in (map(int, place.split()) for place in places.split(";")):
        if not start <= end <= len(text):
            raise DocumentError(f"a mark from {start} to {end} lies outside of the text, which ends at {len(text)}")
        if joined and joined[-1].end < start and not text[joined[-1].end : start].strip("\n"):
            joined[-1] = Span(joined[-1].start, end)
        else:
            joined.append(Span(start, end))
    return joined


def _told(note: str) -> dict[str, Any]:
    try:
        told = json.loads(note)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _attribution(event: str, marked: _Marked, document: str) -> Attribution:
    found: dict[str, list[Span]] = defaultdict(list)
    for role, id in _ARGUMENT.findall(marked.events[event]):
        found[role] += marked.parts.get(id, [])
    if not found["Content"]:
        raise DocumentError(f"the attribution {event} has no content")
    confidence = marked.notes.get(event, {}).get("confidence")
    return Attribution(
        document=document,
        source=_whole(found["Source"]),
        cue=_whole(found["Cue"]),
        content=tuple(found["Content"]),
        mode=_one_of(get_args(Mode), marked.attributes.get((event, "Mode")), "indirect"),
        force=_one_of(get_args(Force), marked.attributes.get((event, "Force")), "asserted"),
        negated=(event, "Negated") in marked.attributes,
        confidence=float(confidence) if isinstance(confidence, int | float) else 1.0,
    )


def _nested(event: str, attribution: Attribution, marked: _Marked, made: dict[str, Attribution]) -> Attribution:
    parent = made.get(marked.parents.get(event, ""))
    return attribution if parent is None else replace(attribution, parent=parent.id)


def _whole(pieces: list[Span]) -> Span | None:
    """One span from the first piece to the last: a source or cue of ours is never in pieces."""
    return Span(pieces[0].start, pieces[-1].end) if pieces and pieces[0].start <= pieces[-1].end else None


def _one_of(allowed: tuple[Any, ...], value: str | None, otherwise: str) -> Any:
    return value if value in allowed else otherwise
