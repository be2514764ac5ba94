"""Writes records as schema.org data (JSON-LD): quotations and claims, who made them where, and reviews for verdicts.

A review speaks of words: the claim that it reviews is the report's, that somebody spoke them. Its rating has a name,
the verdict's, and no number, since no number of stars tells whether something is true. A review names no author:
whoever publishes it does.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from onrecord.export.linking import Node, address, name_of, node, web_address, write_list
from onrecord.export.sayings import words
from onrecord.export.sentences import row_told
from onrecord.model.contract import document_row, statement_rows
from onrecord.model.document import Document, DocumentKind, Record
from onrecord.model.rows import SpeakerRow, StatementRow
from onrecord.model.statement import SpeakerType, Verification
from onrecord.registry import Exporter

CONTEXT = "https://schema.org"

DOCUMENTS: dict[DocumentKind, str] = {
    "article": "NewsArticle",
    "transcript": "CreativeWork",
    "discussion": "DiscussionForumPosting",
    "document": "CreativeWork",
}

SPEAKERS: dict[SpeakerType, str] = {
    "person": "Person",
    "unnamed_person": "Person",
    "author": "Person",
    "organization": "Organization",
    "group": "Organization",
}
"""Who can speak, in schema.org's types. A document or a thing cannot."""


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """The file is one graph of all documents, statements and reviews."""
    write_list({"@context": CONTEXT}, "@graph", (one for record in records for one in nodes(record)), file)


def nodes(record: Record) -> Iterator[Node]:
    """The document of a record, its statements, and a review of each that was checked."""
    verified = {found.of: found for found in record.of(Verification)}
    document = _document(record.document)
    yield document
    for row in statement_rows(record):
        yield _statement(row, document, verified.get(row.id))
        if row.verdict and row.verdict.label != "unchecked":
            yield _review(row, document, verified.get(row.id))


def _document(document: Document) -> Node:
    row = document_row(document)
    return node(
        at_type=DOCUMENTS[row.kind],
        **{"@id": address(row)},
        url=web_address(row.url) or web_address(row.uri),
        identifier=row.uri,
        headline=row.title,
        datePublished=row.published,
        inLanguage=row.language,
        publisher=row.publisher and node(at_type="Organization", name=row.publisher),
        author=row.author and node(at_type="Person", name=row.author),
    )


def _statement(row: StatementRow, document: Node, found: Verification | None) -> Node:
    """A quotation where words are quoted, else a claim; both stand in the document."""
    said = row.said.from_ if row.said and row.said.from_ == row.said.to else None
    told = node(**{"@id": name_of(row.id)}, text=words(row), dateCreated=said and said.isoformat())
    who = [_speaker(speaker) for speaker in row.speakers if speaker.type in SPEAKERS]
    stands_in = {"@id": document["@id"]}
    if row.mode == "indirect":
        return node(at_type="Claim", **told, author=who, appearance=stands_in)
    return node(at_type="Quotation", **told, spokenByCharacter=who, isPartOf=stands_in, isBasedOn=_primary(found))


def _speaker(speaker: SpeakerRow) -> Node:
    kind = SPEAKERS[speaker.type]
    office = speaker.affiliation and node(at_type="Organization", name=speaker.affiliation)
    return node(
        at_type=kind,
        **{"@id": speaker.person and name_of(speaker.person)},
        name=speaker.name,
        **({"jobTitle": speaker.role, "affiliation": office} if kind == "Person" else {"memberOf": office}),
    )


def _review(row: StatementRow, document: Node, found: Verification | None) -> Node:
    assert row.verdict is not None
    claim = node(
        at_type="Claim",
        name=row_told(row),
        author=document.get("publisher") or document.get("author"),
        datePublished=document.get("datePublished"),
        appearance={"@id": document["@id"]},
    )
    rating = node(
        at_type="Rating", alternateName=row.verdict.label.replace("_", " "), ratingExplanation=row.verdict.reason
    )
    return node(
        at_type="ClaimReview",
        **{"@id": name_of(f"{row.id}:review")},
        claimReviewed=row_told(row),
        itemReviewed=claim,
        about={"@id": name_of(row.id)},
        reviewRating=rating,
        reviewAspect="wording",
        isBasedOn=_primary(found),
    )


def _primary(found: Verification | None) -> Node | None:
    """The primary words that a quotation was compared with."""
    if found is None or found.passage is None:
        return None
    return node(
        at_type="CreativeWork",
        name=found.event,
        identifier=found.primary,
        url=web_address(found.primary),
        text=found.passage,
        dateCreated=found.date and found.date.isoformat(),
        creator=found.speaker and node(at_type="Person", name=found.speaker),
    )


EXPORTER = Exporter(suffix=".jsonld", write=write)
