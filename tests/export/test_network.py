"""The network of a record, and that networkx reads it from both forms of graph."""

import datetime
import io
from typing import Any

import networkx
import pytest

from export.records import dispute
from onrecord.export import gexf, graphml
from onrecord.export.network import network, spells
from onrecord.model.document import Document, Origin, Record

TUESDAY, WEDNESDAY = datetime.date(2031, 3, 4), datetime.date(2031, 3, 5)
BRANDVOLD, RIKE = "Q:lena-brandvold", "name:odd rike"


def of_graphml(*records: Record) -> Any:
    file = io.BytesIO()
    graphml.write(records, file)
    return networkx.read_graphml(io.BytesIO(file.getvalue()))


def of_gexf(*records: Record) -> Any:
    file = io.BytesIO()
    gexf.write(records, file)
    return networkx.read_gexf(io.BytesIO(file.getvalue()), version="1.3")


every_form = pytest.mark.parametrize("read", [of_graphml, of_gexf])


def test_a_speaker_is_tied_to_whom_they_name_and_to_those_who_print_it() -> None:
    made = network([dispute()])
    assert {ends: edge.kind for ends, edge in made.edges.items()} == {
        (BRANDVOLD, RIKE): "speaks_of",
        (BRANDVOLD, "outlet:coast agency"): "through",
        (BRANDVOLD, "outlet:sund courier"): "through",
        (RIKE, "outlet:sund courier"): "through",
    }
    assert made.nodes[BRANDVOLD].statements == made.nodes[RIKE].statements == 1
    assert made.nodes["outlet:sund courier"].type == "outlet"


def test_what_stands_in_several_reports_is_one_thing_said() -> None:
    made = network([dispute(), dispute(uri="b.txt", publisher="Echo")])
    edge = made.edges[BRANDVOLD, RIKE]
    assert (edge.weight, edge.statements) == (1, 2)
    assert (BRANDVOLD, "outlet:echo") in made.edges


def test_nobody_speaks_of_themselves() -> None:
    made = network([dispute()])
    assert all(source != target for source, target in made.edges)


def test_officials_without_a_name_are_no_node() -> None:
    assert not any("officials" in id for id in network([dispute()]).nodes)


def test_without_words_of_time_it_was_said_on_the_day_of_publication() -> None:
    made = network([dispute()])
    assert made.edges[BRANDVOLD, RIKE].days == {(TUESDAY, TUESDAY)}
    assert made.edges[RIKE, "outlet:sund courier"].days == {(WEDNESDAY, WEDNESDAY)}
    assert network([dispute(published=None)]).edges[RIKE, "outlet:sund courier"].days == set()


def test_days_that_touch_are_one_spell() -> None:
    later = datetime.date(2031, 4, 1)
    assert list(spells([(later, later), (WEDNESDAY, WEDNESDAY), (TUESDAY, TUESDAY)])) == [
        (TUESDAY, WEDNESDAY),
        (later, later),
    ]
    assert list(spells([])) == []


@every_form
def test_networkx_reads_the_same_network(read: Any) -> None:
    records = [dispute(), dispute(uri="b.txt", publisher="Echo")]
    graph, made = read(*records), network(records)
    assert graph.is_directed()
    assert {id: facts["label"] for id, facts in graph.nodes(data=True)} == {i: n.label for i, n in made.nodes.items()}
    assert {(s, t): facts["weight"] for s, t, facts in graph.edges(data=True)} == {
        ends: edge.weight for ends, edge in made.edges.items()
    }
    assert graph.edges[BRANDVOLD, RIKE]["kind"] == "speaks_of"
    assert graph.nodes[RIKE]["statements"] == 2


@every_form
def test_networkx_reads_a_network_of_nothing(read: Any) -> None:
    empty = Record(Document(origin=Origin(uri="a.txt"), text=""))
    assert read().order() == read(empty).order() == 0


@every_form
def test_names_of_strangers_are_read_as_names(read: Any) -> None:
    strange = '<y:x a="1">&amp;\'\x00\x1b\ud800\ufffe]]>'
    labels = {facts["label"] for _, facts in read(dispute(publisher=strange)).nodes(data=True)}
    assert '<y:x a="1">&amp;\'\ufffd\ufffd\ufffd\ufffd]]>' in labels


def test_graphml_tells_the_first_and_the_last_day() -> None:
    facts = of_graphml(dispute(), dispute(uri="b.txt", published="2031-05-01")).nodes[RIKE]
    assert (facts["first"], facts["last"]) == ("2031-03-04", "2031-05-01")


def test_graphml_has_nothing_of_one_program_only() -> None:
    file = io.BytesIO()
    graphml.write([dispute()], file)
    assert b"xmlns:" not in file.getvalue()
    assert b"visone" not in file.getvalue()


def test_gexf_tells_spells() -> None:
    graph = of_gexf(dispute(), dispute(uri="b.txt", published="2031-05-01"))
    assert graph.edges[RIKE, "outlet:sund courier"]["spells"] == [
        ("2031-03-05", "2031-03-05"),
        ("2031-05-01", "2031-05-01"),
    ]
    assert graph.graph["mode"] == "dynamic"
