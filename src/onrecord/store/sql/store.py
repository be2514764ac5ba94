"""The record as one object: what the command line, the pages and the Python interface use."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from onrecord.model.base import Provenance
from onrecord.model.document import Document, Record
from onrecord.model.evidence import Judgement
from onrecord.model.rows import DocumentRow
from onrecord.model.statement import SpeakerType
from onrecord.store.questions import (
    FoundPassage,
    FoundStatement,
    Outcome,
    PersonLine,
    StatementFilter,
    StoredJudgement,
)
from onrecord.store.sql import asking, judging, people, reading, tables, writing
from onrecord.store.sql.database import Database
from onrecord.store.sql.rows import digest, rows_of

EVERYTHING = StatementFilter()


@dataclass(frozen=True, slots=True)
class SqlStore:
    """A record in a database. Close it, or use it in a `with` block.

    A document is meant by its id, the beginning of its id, or its uri. Every method may raise SetupError where the
    database is locked, full, damaged or read-only; what was added before is then whole.
    """

    database: Database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """The database is let go."""
        self.database.close()

    def add(self, record: Record) -> Outcome:
        """The record is in the store, as a whole or, when anything fails, not at all."""
        rows = rows_of(record)
        with self.database.writing() as connection:
            return writing.write(connection, rows)

    def holds(self, document: Document, layers: Iterable[Provenance]) -> bool:
        """Whether the document was read by just these layers, so that reading it again would change nothing."""
        with self.database.reading() as connection:
            return reading.holds(connection, document.id, digest(document), tuple(layers))

    def remove(self, document: str) -> None:
        """The document and the older texts that it superseded are gone; people's judgements on them stay."""
        with self.database.writing() as connection:
            writing.remove(connection, reading.number(connection, document))

    def documents(self, *, limit: int | None = None, offset: int = 0) -> tuple[DocumentRow, ...]:
        """A page of the current documents in the order added, without their texts."""
        with self.database.reading() as connection:
            return reading.documents(connection, limit=limit, offset=offset)

    def record(self, document: str) -> Record:
        """The record of a document, equal to the one that was added; of an older text, too, when meant by its id."""
        with self.database.reading() as connection:
            return next(reading.records(connection, reading.number(connection, document)))

    def records(self) -> Iterator[Record]:
        """The records of all current documents in the order added. What is removed meanwhile is left out."""
        with self.database.reading() as connection:
            numbers = reading.numbers(connection)
        for number in numbers:
            with self.database.reading() as connection:
                found = tuple(reading.records(connection, number))
            yield from found

    def statements(self, asked: StatementFilter = EVERYTHING) -> tuple[FoundStatement, ...]:
        """A page of the statements of current documents, in the order of the record."""
        with self.database.reading() as connection:
            return asking.statements(self.database, connection, asked)

    def count(self, asked: StatementFilter = EVERYTHING) -> int:
        """How many statements there are on all pages of a question."""
        with self.database.reading() as connection:
            return asking.count(self.database, connection, asked)

    def search(self, words: str, *, limit: int | None = None, offset: int = 0) -> tuple[FoundPassage, ...]:
        """A page of the passages that hold all the words, in the order of the record. Any words may be asked for."""
        with self.database.reading() as connection:
            return asking.passages(self.database, connection, words, limit=limit, offset=offset)

    def people(
        self, *, types: tuple[SpeakerType, ...] | None = None, limit: int | None = None, offset: int = 0
    ) -> tuple[PersonLine, ...]:
        """A page of those under whose names statements stand, those with most statements first."""
        with self.database.reading() as connection:
            return people.people(connection, types=types, limit=limit, offset=offset)

    def judge(self, judgement: Judgement) -> bool:
        """The judgement is kept for good. False where the same one was there before.

        One on a document with the value "published DAY" dates it. Raises ValueError for a day that is none.
        """
        with self.database.writing() as connection:
            return judging.judge(connection, judgement)

    def judgements(self, target: str | None = None) -> tuple[StoredJudgement, ...]:
        """All judgements, or those on one target, in the order given."""
        condition = None if target is None else tables.judgement.c.target == target
        with self.database.reading() as connection:
            return judging.judgements(connection, condition)

    def judgements_in(self, document: str) -> tuple[StoredJudgement, ...]:
        """The judgements on a document and on everything in it, in the order given."""
        with self.database.reading() as connection:
            return judging.judgements(connection, judging.of_document(reading.number(connection, document)))

    def dated(self, document: Document) -> Document:
        """The document with the date of publication that a person judged to be right, where somebody did."""
        with self.database.reading() as connection:
            day = judging.published(connection, document.id)
        return document if day is None else replace(document, origin=replace(document.origin, published=day))
