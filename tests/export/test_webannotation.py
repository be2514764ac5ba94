import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from export.linked import WEB_ANNOTATION, loaded
from export.records import STORY, dispute
from onrecord.export.webannotation import EXPORTER
from onrecord.model.base import Span
from onrecord.model.document import Record

VALIDATOR = Draft202012Validator(WEB_ANNOTATION)


def items(*records: Record) -> list[dict[str, Any]]:
    collection = loaded(EXPORTER, records)
    VALIDATOR.validate(collection)
    found: list[dict[str, Any]] = collection["first"]["items"]
    return found


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_collection_is_what_the_model_asks_for(count: int) -> None:
    assert len(items(*(dispute(uri=f"{number}.txt") for number in range(count)))) == count * 9


def test_the_schema_refuses_what_the_model_forbids() -> None:
    collection = loaded(EXPORTER, [dispute()])
    del collection["first"]["items"][0]["target"]
    assert not VALIDATOR.is_valid(collection)


def test_a_statement_points_at_its_words_by_place_and_by_quotation() -> None:
    for target, span in zip(items(dispute())[0]["target"], STORY.spans["c1"], strict=True):
        position, quote = target["selector"]
        assert Span(position["start"], position["end"]) == span
        assert quote["exact"] == span.of(STORY.text)
        assert STORY.text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
        assert target["source"]["id"] == "https://courier.example/pact?a=1&b=2"


def test_a_statement_is_told_in_a_sentence_and_as_its_row() -> None:
    told, row, mode, verdict = items(dispute())[0]["body"]
    assert told["value"].startswith("Lena Brandvold (Minister) said (2031-03-04): we will reopen the Sund line")
    assert json.loads(row["value"])["speakers"][0]["person"] == "Q:lena-brandvold"
    assert mode == {"type": "TextualBody", "purpose": "tagging", "value": "direct"}
    assert verdict["value"] == "distorted: “may” is “will” here."


def test_a_dispute_is_tied_to_the_statement_that_it_contests() -> None:
    found = items(dispute())
    (contested,) = (one for one in found if one["motivation"] == "questioning")
    assert contested["body"][-1]["source"] == found[0]["id"]


def test_a_judgement_has_its_judge_its_time_and_its_target() -> None:
    first, *_, judged = items(dispute())
    assert judged["creator"] == {"type": "Person", "name": "ana"}
    assert judged["created"] == "2031-03-06T09:00:00+00:00"
    assert judged["target"] == first["id"]


@pytest.mark.parametrize(
    "url", [None, "javascript:alert(1)", "reports/a.html", "https://[::1", 'https://a.example/"x"', "https://"]
)
def test_what_is_no_address_on_the_web_is_named_by_its_id(url: str | None) -> None:
    record = dispute(url=url, uri="here.txt")
    assert items(record)[0]["target"][0]["source"]["id"] == f"urn:onrecord:{record.document.id}"
