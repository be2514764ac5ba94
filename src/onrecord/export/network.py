"""The network of a record: who speaks of whom, and through which outlet, with the days on which they do."""

import bisect
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from onrecord.export.sayings import NAMED, saying, who
from onrecord.model.base import Span
from onrecord.model.contract import statement_rows
from onrecord.model.document import Record
from onrecord.model.rows import SpeakerRow, StatementRow
from onrecord.model.statement import Identity, Linking
from onrecord.text import folded

Tie = Literal["speaks_of", "through"]
Days = tuple[datetime.date, datetime.date]


@dataclass(slots=True)
class Node:
    """Somebody, or an outlet. `days` are those of everything that is said by or of them, or printed there."""

    label: str
    type: str
    statements: int = 0
    """How many statements stand under the name; 0 for an outlet, and for whom others only speak of."""
    days: set[Days] = field(default_factory=set)


@dataclass(slots=True)
class Edge:
    """From a speaker to whom they speak of, or to the outlet that printed it."""

    kind: Tie
    statements: int = 0
    sayings: set[str] = field(default_factory=set)
    days: set[Days] = field(default_factory=set)

    @property
    def weight(self) -> int:
        """How many different things were said: one that stands in several reports counts once."""
        return len(self.sayings)


@dataclass(slots=True)
class Network:
    """Nodes by their ids, edges by the ids of both ends. Ids of outlets are apart, so that no edge is of two kinds."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], Edge] = field(default_factory=dict)


def network(records: Iterable[Record]) -> Network:
    """The network of the statements of all records. Nobody speaks of themselves in it."""
    made = Network()
    for record in records:
        named = _Named(record)
        for row in statement_rows(record):
            _add(made, row, named, record)
    return made


def spells(days: Iterable[Days]) -> Iterator[Days]:
    """The days in their order; those that touch or overlap are one spell."""
    held: Days | None = None
    for first, last in sorted(days):
        if held and first <= held[1] + datetime.timedelta(days=1):
            held = held[0], max(held[1], last)
            continue
        if held:
            yield held
        held = first, last
    if held:
        yield held


class _Named:
    """Who is named where in a document: found for a span without a look at all others."""

    def __init__(self, record: Record) -> None:
        links = {link.of: link.person for link in record.of(Linking)}
        named = [one for one in record.of(Identity) if one.type in NAMED]
        places = [(span.start, span.end, one.id) for one in named for span in one.mentions]
        self._places = sorted(places)
        self._nodes = {one.id: (links.get(one.id) or _name(one.name), one.name, one.type) for one in named}

    def within(self, span: Span) -> Iterator[tuple[str, str, str]]:
        """The id, the name and the type of each who is named inside the span, as often as they are."""
        at = bisect.bisect_left(self._places, (span.start,))
        while at < len(self._places) and self._places[at][0] < span.end:
            _, end, identity = self._places[at]
            if end <= span.end:
                yield self._nodes[identity]
            at += 1


def _add(made: Network, row: StatementRow, named: _Named, record: Record) -> None:
    days, said = _days(row, record), saying(row) or row.id
    spoken_of = {
        id: (name, type) for part in row.content for id, name, type in named.within(Span(part.start, part.end))
    }
    outlets = {f"outlet:{folded(name) or name}": name for name in _outlets(row, record)}
    for speaker in row.speakers:
        if speaker.type not in NAMED:
            continue
        own = _speak(made, speaker, days)
        for id, (name, type) in spoken_of.items():
            if id != own:
                _meet(made, id, name, type, days)
                _tie(made, own, id, "speaks_of", said, days)
        for id, name in outlets.items():
            _meet(made, id, name, "outlet", days)
            _tie(made, own, id, "through", said, days)


def _speak(made: Network, speaker: SpeakerRow, days: Days | None) -> str:
    id = who(speaker)
    _meet(made, id, speaker.name, speaker.type, days).statements += 1
    return id


def _meet(made: Network, id: str, name: str, type: str, days: Days | None) -> Node:
    node = made.nodes.setdefault(id, Node(name, type))
    if days:
        node.days.add(days)
    return node


def _tie(made: Network, source: str, target: str, kind: Tie, said: str, days: Days | None) -> None:
    edge = made.edges.setdefault((source, target), Edge(kind))
    edge.statements += 1
    edge.sayings.add(said)
    if days:
        edge.days.add(days)


def _outlets(row: StatementRow, record: Record) -> Iterator[str]:
    """Those through whom the statement came, and who published it."""
    yield from (named.name for named in row.via)
    if record.document.origin.publisher:
        yield record.document.origin.publisher


def _days(row: StatementRow, record: Record) -> Days | None:
    """The days on which it was said; without words of time, the day of publication."""
    if row.said and (first := row.said.from_ or row.said.to) and (last := row.said.to or row.said.from_):
        return (first, last) if first <= last else (last, first)
    published = record.document.published_on
    return (published, published) if published else None


def _name(name: str) -> str:
    return f"name:{folded(name) or name}"
