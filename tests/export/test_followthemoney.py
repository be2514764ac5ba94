import io
import json
from typing import Any

import pytest

from export.records import dispute
from onrecord.export.followthemoney import EXPORTER
from onrecord.model.base import content_id
from onrecord.model.document import Record
from onrecord.model.statement import Linking
from store.stories import naming

THING = {"name", "alias", "description", "summary", "publisher", "sourceUrl", "proof", "keywords"}
PROPERTIES = {
    "Article": THING | {"title", "fileName", "author", "publishedAt", "language"},
    "Document": THING | {"title", "fileName", "author", "publishedAt", "language"},
    "Mention": {"document", "name", "resolved", "detectedSchema"},
    "Event": THING | {"involved", "date", "startDate", "endDate"},
    "Note": THING | {"entity"},
    "Person": THING | {"position"},
    "Organization": THING,
    "LegalEntity": THING,
}
"""The properties of FollowTheMoney's schemata, as far as they are used."""


SOMEBODY = content_id("Somebody", "name:odd rike")
"""The id of whom no register knows."""


def entities(*records: Record) -> list[dict[str, Any]]:
    file = io.BytesIO()
    EXPORTER.write(records, file)
    return [json.loads(line) for line in file.getvalue().splitlines()]


def of(schema: str, *records: Record) -> list[dict[str, Any]]:
    return [entity["properties"] for entity in entities(*records) if entity["schema"] == schema]


def test_only_properties_of_the_schemata_are_used_and_every_id_is_one() -> None:
    found = entities(dispute(), dispute(uri="b.txt"))
    assert {entity["schema"] for entity in found} == {"Article", "Mention", "Event", "Note", "Person"}
    assert [e["schema"] for e in found if e["properties"].keys() - PROPERTIES[e["schema"]]] == []
    ids = [entity["id"] for entity in found]
    assert len(set(ids)) == len(ids)
    assert all(id.replace("-", "").isalnum() for id in ids)


def test_what_entities_point_at_is_in_the_file() -> None:
    found = entities(dispute())
    ids = {entity["id"] for entity in found}
    pointed = ("involved", "proof", "document", "resolved", "entity")
    assert {id for e in found for name in pointed for id in e["properties"].get(name, ())} <= ids


def test_a_statement_is_an_event_with_its_day_its_speakers_and_its_document() -> None:
    agreed, denied, expected = of("Event", dispute())
    assert agreed["date"] == ["2031-03-04"]
    assert agreed["involved"] == ["lena-brandvold"]
    assert agreed["description"][0].startswith("we will reopen the Sund line")
    assert agreed["publisher"] == ["Sund Courier"]
    assert denied["keywords"] == ["indirect", "negated"]
    assert "involved" not in expected


def test_a_person_stands_there_once_with_all_names_and_offices() -> None:
    other = naming("L. Brandvold", uri="c.txt", person="Q:lena-brandvold")
    people = of("Person", dispute(), dispute(uri="b.txt"), other)
    assert people == [
        {"name": ["Lena Brandvold"], "alias": ["L. Brandvold"], "position": ["Minister"]},
        {"name": ["Odd Rike"], "position": ["Captain"]},
    ]


def test_whoever_is_named_is_a_mention_that_is_resolved() -> None:
    assert [mention["resolved"] for mention in of("Mention", dispute())] == [["lena-brandvold"], [SOMEBODY]]


@pytest.mark.parametrize(
    ("person", "id"),
    [
        ("wikidata:Q42", "Q42"),
        ("followthemoney:NK-abc", "NK-abc"),
        ("onrecord:lena-brandvold", "onrecord-lena-brandvold"),
    ],
)
def test_who_stands_in_a_register_keeps_the_id_from_there(person: str, id: str) -> None:
    found = entities(naming("Lena Brandvold", uri="c.txt", person=person))
    assert [entity["id"] for entity in found if entity["schema"] == "Person"] == [id]


def test_an_id_that_the_format_does_not_take_becomes_another() -> None:
    strange = naming("Lena Brandvold", uri="c.txt", person="csv:a b/c")
    assert strange.of(Linking)[0].person == "csv:a b/c"
    (id,) = (entity["id"] for entity in entities(strange) if entity["schema"] == "Person")
    assert id.isalnum()


def test_readings_verdicts_and_judgements_are_notes_on_what_they_speak_of() -> None:
    notes = of("Note", dispute())
    assert len(notes) == 6
    verdict = next(note for note in notes if note["name"] == ["distorted"])
    agreed = next(entity for entity in entities(dispute()) if entity["schema"] == "Event")
    assert verdict["entity"] == [agreed["id"]]
    assert any("right (ana, 2031-03-06T09:00:00+00:00): I was there." in note["description"] for note in notes)


def test_the_tool_of_the_format_takes_every_value() -> None:
    tool = pytest.importorskip("followthemoney", reason="needs followthemoney (200 MB): pip install followthemoney")
    for entity in entities(dispute(), naming("Lena Brandvold", uri="c.txt", person="wikidata:Q42")):
        schema = tool.model.get(entity["schema"])
        assert schema.validate(entity) is None
        proxy = tool.EntityProxy.from_dict(entity, cleaned=False)
        assert {name: len(values) for name, values in proxy.properties.items()} == {
            name: len(set(values)) for name, values in entity["properties"].items()
        }
