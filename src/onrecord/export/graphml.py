"""Writes the network of records as plain GraphML: who speaks of whom, and through which outlet, as a directed graph.

Nothing in it is of one program only (no y: and no visone: elements), so that every program that reads GraphML opens it.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from onrecord.export.network import Edge, Node, network, spells
from onrecord.export.tags import alone, tag, text
from onrecord.model.document import Record
from onrecord.registry import Exporter

NODE = {"label": "string", "type": "string", "statements": "int", "first": "string", "last": "string"}
EDGE = {"kind": "string", "weight": "int", "statements": "int", "first": "string", "last": "string"}
"""What is told of nodes and edges, by name, and its type. `weight` counts what stands in several reports once."""


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """The file is one graph of all records."""
    file.writelines(f"{line}\n".encode() for line in _lines(records))


def _lines(records: Iterable[Record]) -> Iterator[str]:
    made = network(records)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield tag("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for place, fields in (("node", NODE), ("edge", EDGE)):
        for name, kind in fields.items():
            yield alone("key", id=f"{place}_{name}", for_=place, **{"attr.name": name, "attr.type": kind})
    yield tag("graph", id="record", edgedefault="directed")
    for id, node in sorted(made.nodes.items()):
        yield f"{tag('node', id=id)}{_data('node', _of_node(node))}</node>"
    for number, ((source, target), edge) in enumerate(sorted(made.edges.items(), key=lambda one: one[0])):
        yield f"{tag('edge', id=f'e{number}', source=source, target=target)}{_data('edge', _of_edge(edge))}</edge>"
    yield "</graph>\n</graphml>"


def _of_node(node: Node) -> dict[str, object]:
    return {"label": node.label, "type": node.type, "statements": node.statements, **_ends(node)}


def _of_edge(edge: Edge) -> dict[str, object]:
    return {"kind": edge.kind, "weight": edge.weight, "statements": edge.statements, **_ends(edge)}


def _ends(of: Node | Edge) -> dict[str, object]:
    held = tuple(spells(of.days))
    return {"first": held[0][0], "last": held[-1][1]} if held else {}


def _data(place: str, facts: dict[str, object]) -> str:
    return "".join(f"{tag('data', key=f'{place}_{name}')}{text(fact)}</data>" for name, fact in facts.items())


EXPORTER = Exporter(suffix=".graphml", write=write)
