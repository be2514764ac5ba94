"""Writes the network of records as GEXF with time: who speaks of whom, through which outlet, and on which days.

Days become spells, so that Gephi's timeline shows the dispute as it went on. What has no day stands there always.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from onrecord.export.network import Days, network, spells
from onrecord.export.tags import alone, tag
from onrecord.model.document import Record
from onrecord.registry import Exporter

NODE = {"type": "string", "statements": "integer"}
EDGE = {"kind": "string", "statements": "integer"}
"""What is told of nodes and edges beside GEXF's own label and weight."""


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """The file is one graph of all records."""
    file.writelines(f"{line}\n".encode() for line in _lines(records))


def _lines(records: Iterable[Record]) -> Iterator[str]:
    made = network(records)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield tag("gexf", xmlns="http://gexf.net/1.3", version="1.3")
    yield "<meta><creator>onrecord</creator></meta>"
    yield tag("graph", mode="dynamic", defaultedgetype="directed", timeformat="date", timerepresentation="interval")
    for place, fields in (("node", NODE), ("edge", EDGE)):
        yield tag("attributes", class_=place)
        yield from (alone("attribute", id=name, title=name, type=kind) for name, kind in fields.items())
        yield "</attributes>"
    yield "<nodes>"
    for id, node in sorted(made.nodes.items()):
        told = _values({"type": node.type, "statements": node.statements}) + _spells(node.days)
        yield f"{tag('node', id=id, label=node.label)}{told}</node>"
    yield "</nodes>\n<edges>"
    for number, ((source, target), edge) in enumerate(sorted(made.edges.items(), key=lambda one: one[0])):
        told = _values({"kind": edge.kind, "statements": edge.statements}) + _spells(edge.days)
        yield f"{tag('edge', id=number, source=source, target=target, weight=edge.weight)}{told}</edge>"
    yield "</edges>\n</graph>\n</gexf>"


def _values(facts: dict[str, object]) -> str:
    told = "".join(alone("attvalue", for_=name, value=fact) for name, fact in facts.items())
    return f"<attvalues>{told}</attvalues>"


def _spells(days: Iterable[Days]) -> str:
    """The days as GEXF tells them: a spell holds its last day, too."""
    told = "".join(alone("spell", start=first, end=last) for first, last in spells(days))
    return f"<spells>{told}</spells>" if told else ""


EXPORTER = Exporter(suffix=".gexf", write=write)
