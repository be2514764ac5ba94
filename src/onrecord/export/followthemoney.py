"""Writes records as FollowTheMoney entities (JSON Lines): documents, who is named in them, and what they say and when.

A statement is an Event, since only that has days, those who are involved and the document that proves it. Readings,
verdicts and judgements are Notes on it; a name in a document is a Mention, resolved to a Person, an Organization or,
for a group, a LegalEntity. These stand at the end, each once, with all the names under which the documents know them.
Who was found in a register of FollowTheMoney or Wikidata keeps the id from there, so that both can be joined.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from onrecord.export.jsonl import line
from onrecord.export.linking import Node, node, web_address
from onrecord.export.sayings import NAMED, who, words
from onrecord.export.sentences import row_told
from onrecord.model.base import content_id
from onrecord.model.contract import record_row
from onrecord.model.document import Record, iso_day
from onrecord.model.rows import (
    CommitmentRow,
    DisputeRow,
    DocumentRow,
    ForecastRow,
    RecordRow,
    SpeakerRow,
    StatementRow,
)
from onrecord.model.statement import Identity, Linking, SpeakerType
from onrecord.registry import Exporter
from onrecord.text import folded

SCHEMATA: dict[SpeakerType, str] = {"person": "Person", "organization": "Organization", "group": "LegalEntity"}
"""Whom an entity is made of. Officials without a name are told in the words of their statements only."""

LANGUAGES = dict(
    pair.split(":")
    for pair in "ar:ara cs:ces da:dan de:deu el:ell en:eng es:spa et:est fa:fas fi:fin fr:fra he:heb hu:hun hy:hye "
    "id:ind it:ita ja:jpn ka:kat ko:kor lt:lit lv:lav nl:nld no:nor pl:pol pt:por ro:ron ru:rus sk:slk sv:swe "
    "tr:tur uk:ukr zh:zho".split()
)
"""Languages in three letters (ISO 639-3), which the format asks for; one that is not here is left out."""

SHOWN = 120
"""Characters of a sentence that are a statement's name."""

_ID = re.compile(r"[0-9a-zA-Z](?:[0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
"""What an id looks like in FollowTheMoney."""


@dataclass(slots=True)
class _Somebody:
    """Someone with all that the documents call them; dicts, to keep the order in which it was met."""

    schema: str
    names: dict[str, None] = field(default_factory=dict)
    positions: dict[str, None] = field(default_factory=dict)


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Each entity is one line of the file."""
    known: dict[str, _Somebody] = {}
    for record in records:
        file.writelines(map(line, _entities(record, known)))
    file.writelines(line(_person(id, somebody)) for id, somebody in known.items())


def _entities(record: Record, known: dict[str, _Somebody]) -> Iterator[Node]:
    row = record_row(record)
    yield _document(row.document)
    yield from _mentions(record, known)
    for statement in row.statements:
        yield _event(statement, row.document, known)
    yield from _notes(row)


def _document(row: DocumentRow) -> Node:
    return _entity(
        row.id,
        "Article" if row.kind == "article" else "Document",
        title=row.title,
        fileName=row.uri.rstrip("/").rpartition("/")[2] or row.uri,
        sourceUrl=_address(row),
        publisher=row.publisher,
        author=row.author,
        publishedAt=row.published and iso_day(row.published).isoformat(),
        language=LANGUAGES.get(row.language or ""),
    )


def _mentions(record: Record, known: dict[str, _Somebody]) -> Iterator[Node]:
    """Everybody who is named in a document."""
    links = {link.of: link.person for link in record.of(Linking)}
    for identity in record.of(Identity):
        if identity.type not in NAMED:
            continue
        id = _id(links.get(identity.id) or f"name:{folded(identity.name) or identity.name}")
        names, position = (identity.name, *identity.aliases), _position(identity.role, identity.affiliation)
        _meet(known, id, identity.type, names, position)
        yield _entity(
            identity.id,
            "Mention",
            document=record.document.id,
            name=identity.name,
            resolved=id,
            detectedSchema=SCHEMATA[identity.type],
        )


def _event(row: StatementRow, document: DocumentRow, known: dict[str, _Somebody]) -> Node:
    told = row_told(row)
    return _entity(
        row.id,
        "Event",
        name=told if len(told) <= SHOWN else f"{told[:SHOWN].rstrip()} …",
        summary=told,
        description=words(row),
        involved=[_spoken(speaker, known) for speaker in row.speakers if speaker.type in SCHEMATA],
        date=(row.said and row.said.from_ == row.said.to and row.said.from_) or None,
        startDate=(row.said and row.said.from_ != row.said.to and row.said.from_) or None,
        endDate=(row.said and row.said.from_ != row.said.to and row.said.to) or None,
        proof=document.id,
        sourceUrl=_address(document),
        publisher=document.publisher,
        keywords=[row.mode, *((row.force,) if row.force != "asserted" else ()), *(("negated",) if row.negated else ())],
    )


def _spoken(speaker: SpeakerRow, known: dict[str, _Somebody]) -> str:
    id = _id(who(speaker))
    _meet(known, id, speaker.type, (speaker.name,), _position(speaker.role, speaker.affiliation))
    return id


def _notes(row: RecordRow) -> Iterator[Node]:
    """What statements and posts amount to, the verdicts, and people's judgements."""
    statements = {statement.id for statement in row.statements}
    readings: tuple[CommitmentRow | ForecastRow | DisputeRow, ...] = (*row.commitments, *row.forecasts, *row.disputes)
    for reading in readings:
        told = row_told(reading)
        on = [id for id in (reading.by, getattr(reading, "target", None)) if id in statements]
        yield _note(reading.id, told.partition(":")[0], told, on, row.document)
    for reference in row.references:
        yield _note(reference.id, reference.title, row_told(reference), [], row.document)
    for statement in row.statements:
        if statement.verdict:
            told = f"{statement.verdict.label}: {statement.verdict.reason}"
            yield _note(content_id("Note", statement.id), statement.verdict.label, told, [statement.id], row.document)
    for one in row.judgements:
        told = f"{one.value} ({one.judge}, {one.at}){f': {one.note}' if one.note else ''}"
        yield _note(one.id, one.value, told, [one.target], row.document)


def _note(id: str, name: str, told: str, on: list[str], document: DocumentRow) -> Node:
    return _entity(id, "Note", name=name, description=told, entity=on, proof=document.id)


def _person(id: str, somebody: _Somebody) -> Node:
    chief, *others = somebody.names
    position = {"position": list(somebody.positions)} if somebody.schema == "Person" else {}
    return _entity(id, somebody.schema, name=chief, alias=others, **position)


def _meet(known: dict[str, _Somebody], id: str, type: SpeakerType, names: Iterable[str], position: str | None) -> None:
    somebody = known.setdefault(id, _Somebody(SCHEMATA[type]))
    somebody.names.update(dict.fromkeys(name for name in names if name.strip()) or {id: None})
    if position:
        somebody.positions[position] = None


def _position(role: str | None, affiliation: str | None) -> str | None:
    return ", ".join(fact for fact in (role, affiliation) if fact) or None


def _id(whose: str) -> str:
    """The id of a person as FollowTheMoney takes it: their own where a register of its form gave it."""
    register, _, own = whose.partition(":")
    if register not in ("onrecord", "name") and _ID.fullmatch(own):
        return own
    return f"onrecord-{own}" if register == "onrecord" and _ID.fullmatch(own) else content_id("Somebody", whose)


def _address(row: DocumentRow) -> str | None:
    return web_address(row.url) or web_address(row.uri)


def _entity(id: str, schema: str, **properties: object) -> Node:
    """An entity: every property is a list of texts; what is missing or blank is left out."""
    given = {
        name: found
        for name, told in properties.items()
        if (found := [str(one) for one in (told if isinstance(told, list) else [told]) if one and str(one).strip()])
    }
    return node(id_=id, schema=schema) | {"properties": given}


EXPORTER = Exporter(suffix=".ftm.json", write=write)
