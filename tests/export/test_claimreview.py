from typing import Any

import pytest

from export.linked import SCHEMA_ORG, loaded, typed
from export.records import dispute
from onrecord.export.claimreview import EXPORTER, SPEAKERS
from onrecord.model.document import Record
from onrecord.model.statement import SpeakerType, Verification


def graph(*records: Record) -> list[dict[str, Any]]:
    data = loaded(EXPORTER, records)
    assert data["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = data["@graph"]
    return found


def of(kind: str, *records: Record) -> list[dict[str, Any]]:
    return [node for node in graph(*records) if node["@type"] == kind]


def test_every_node_has_only_properties_that_its_type_has() -> None:
    found = list(typed(graph(dispute(), dispute(uri="b.txt"))))
    assert {node["@type"] for node in found} >= {"NewsArticle", "Quotation", "Claim", "ClaimReview", "Rating", "Person"}
    assert [(node["@type"], key) for node in found for key in node if key not in SCHEMA_ORG[node["@type"]]] == []


def test_no_records_are_an_empty_graph() -> None:
    assert graph() == []


def test_quoted_words_are_a_quotation_with_who_spoke_them_where_and_from_what() -> None:
    (quotation,) = of("Quotation", dispute())
    assert quotation["text"] == "we will reopen the Sund line by\n1 May … if Captain Odd Rike agrees"
    (speaker,) = quotation["spokenByCharacter"]
    assert speaker == {
        "@type": "Person",
        "@id": "urn:onrecord:Q:lena-brandvold",
        "name": "Lena Brandvold",
        "jobTitle": "Minister",
    }
    assert quotation["dateCreated"] == "2031-03-04"
    assert quotation["isPartOf"] == {"@id": "https://courier.example/pact?a=1&b=2"}
    assert quotation["isBasedOn"]["name"] == "Briefing in Sundhavn"
    assert quotation["isBasedOn"]["text"].startswith("we may reopen")


def test_what_is_not_quoted_is_a_claim_that_appears_in_the_report() -> None:
    denied, expected = of("Claim", dispute())
    assert denied["appearance"] == {"@id": "https://courier.example/pact?a=1&b=2"}
    assert expected["author"] == [{"@type": "Person", "name": "officials"}]


def test_a_verdict_is_a_review_of_the_reports_words_without_any_number() -> None:
    (review,) = of("ClaimReview", dispute())
    assert review["claimReviewed"].startswith("Lena Brandvold (Minister) said (2031-03-04): we will reopen")
    assert review["itemReviewed"]["author"] == {"@type": "Organization", "name": "Sund Courier"}
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "distorted",
        "ratingExplanation": "“may” is “will” here.",
    }


def test_what_could_not_be_checked_has_no_review() -> None:
    record = dispute()
    unchecked = tuple(
        (by, tuple(unlabelled(a) if isinstance(a, Verification) else a for a in found)) for by, found in record.layers
    )
    assert of("ClaimReview", Record(record.document, unchecked)) == []


def unlabelled(found: Verification) -> Verification:
    return Verification(document=found.document, of=found.of, at=found.at, label="unchecked", reason="too short")


@pytest.mark.parametrize("kind", ["document", "other"])
def test_a_paper_speaks_no_words(kind: SpeakerType) -> None:
    assert kind not in SPEAKERS
