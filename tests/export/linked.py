"""What the public specifications of linked data ask of a document, as JSON Schemas and tables of our own.

Taken from the W3C Recommendation "Web Annotation Data Model" (2017) and from schema.org 30.0; neither offers one schema
that could be kept here. What is written passed the W3C's own tests of what a producer must do, and fitted the domains
and ranges of schema.org, when both were tried by hand (2026-11-26).
"""

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.model.document import Record
from onrecord.registry import Exporter

IRI = {"type": "string", "pattern": r"^(urn:onrecord:[^\s<>\"]+|https?://[^\s<>\"]+)$"}

MOTIVATION = {
    "enum": "assessing bookmarking classifying commenting describing editing highlighting identifying linking "
    "moderating questioning replying tagging".split()
}


def thing(required: str, **properties: Any) -> dict[str, Any]:
    """An object that has these properties and no others."""
    return {"type": "object", "properties": properties, "required": required.split(), "additionalProperties": False}


def many(*kinds: str, least: int = 0) -> dict[str, Any]:
    """A list of things of these kinds."""
    return {"type": "array", "items": {"anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds]}, "minItems": least}


TEXT, PLACE = {"type": "string"}, {"type": "integer", "minimum": 0}
WHEN = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}

WEB_ANNOTATION: dict[str, Any] = {
    "$defs": {
        "textual": thing(
            "type value",
            type={"const": "TextualBody"},
            value=TEXT,
            format={"enum": ["text/plain", "application/json"]},
            purpose=MOTIVATION,
        ),
        "linking": thing("type source purpose", type={"const": "SpecificResource"}, source=IRI, purpose=MOTIVATION),
        "position": thing("type start end", type={"const": "TextPositionSelector"}, start=PLACE, end=PLACE),
        "quote": thing(
            "type exact",
            type={"const": "TextQuoteSelector"},
            exact={"type": "string", "minLength": 1},
            prefix=TEXT,
            suffix=TEXT,
        ),
        "target": thing(
            "type source selector",
            type={"const": "SpecificResource"},
            source=thing("id", id=IRI, type={"const": "Text"}, language=TEXT, label=TEXT),
            selector=many("position", "quote", least=2),
        ),
        "agent": thing("type name", type={"enum": ["Person", "Software"]}, name=TEXT),
        "annotation": thing(
            "id type target",
            id=IRI,
            type={"const": "Annotation"},
            motivation=MOTIVATION,
            creator={"$ref": "#/$defs/agent"},
            generator={"$ref": "#/$defs/agent"},
            created=WHEN,
            body=many("textual", "linking"),
            target={"anyOf": [IRI, many("target", least=1)]},
        ),
    },
    **thing(
        "@context id type first",
        **{"@context": {"const": "http://www.w3.org/ns/anno.jsonld"}},
        id=IRI,
        type={"const": "AnnotationCollection"},
        label=TEXT,
        first=thing(
            "id type items",
            id=IRI,
            type={"const": "AnnotationPage"},
            partOf=thing("id", id=IRI, type={"const": "AnnotationCollection"}),
            items=many("annotation"),
        ),
    ),
}

THING = "@id @type name identifier url alternateName".split()
WORK = (
    *THING,
    *"about author creator dateCreated datePublished headline inLanguage isBasedOn isPartOf publisher text".split(),
)
SCHEMA_ORG: dict[str, tuple[str, ...]] = {
    "NewsArticle": WORK,
    "CreativeWork": WORK,
    "DiscussionForumPosting": WORK,
    "Quotation": (*WORK, "spokenByCharacter"),
    "Claim": (*WORK, "appearance", "firstAppearance", "claimInterpreter"),
    "ClaimReview": (*WORK, "claimReviewed", "itemReviewed", "reviewRating", "reviewAspect", "reviewBody"),
    "Rating": (*THING, "ratingExplanation"),
    "Person": (*THING, "jobTitle", "affiliation", "memberOf"),
    "Organization": (*THING, "memberOf"),
}
"""The properties that schema.org gives each type, as far as they are used. A rating has no numbers."""


def loaded(exporter: Exporter, records: Iterable[Record]) -> Any:
    """The JSON that the exporter writes."""
    file = io.BytesIO()
    exporter.write(records, file)
    return json.loads(file.getvalue())


def typed(value: object) -> Iterator[dict[str, Any]]:
    """Every node of a JSON-LD document that has a type, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for part in value.values():
            yield from typed(part)
    elif isinstance(value, list):
        for part in value:
            yield from typed(part)
