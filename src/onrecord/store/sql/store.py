"""The record as one object: what the command line, the pages and the Python interface use."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from onrecord.model.base import Provenance
from onrecord.model.document import Document, Record
from onrecord.model.evidence import Judgement
from onrecord.model.person import Person
from onrecord.model.rows import DocumentRow, GivenRow
from onrecord.model.statement import Identity, Linking, SpeakerType
from onrecord.store.questions import (
    FoundPassage,
    FoundStatement,
    Outcome,
    PersonLine,
    StatementFilter,
    StoredJudgement,
)
from onrecord.store.sql import asking, judged, judging, people, reading, register, tables, writing
from onrecord.store.sql.database import Database
from onrecord.store.sql.register import SqlRegister
from onrecord.store.sql.rows import digest, rows_of
from onrecord.store.sql.sames import UNLISTED, sames
from onrecord.store.sql.sames import who as whose

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

    @property
    def address(self) -> str:
        """Where the record can be opened again; may hold a password."""
        url = self.database.dialect.engine.url
        return self.database.name if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=False)

    def close(self) -> None:
        """The database is let go."""
        self.database.close()

    def add(self, record: Record) -> Outcome:
        """The record is in the store, as a whole or, when anything fails, not at all."""
        with self.database.reading() as connection:
            known = sames(connection)
        rows = rows_of(record, known)
        with self.database.writing() as connection:
            if (now := sames(connection)) != known:
                rows = rows_of(record, now)
            return writing.write(connection, rows)

    def holds(self, document: Document, layers: Iterable[Provenance]) -> bool:
        """Whether the document was read by just these layers, so that reading it again would change nothing."""
        with self.database.reading() as connection:
            return reading.holds(connection, document.id, digest(document), tuple(layers))

    def earlier(self, document: Document) -> Record | None:
        """The current record of the same document, read by whatever layers."""
        with self.database.reading() as connection:
            number = reading.same(connection, document.id, digest(document))
            return None if number is None else next(reading.records(connection, number), None)

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

    def judged(self, document: str) -> Record:
        """The record of a document as people judged it: with who is whom, and with their judgements."""
        with self.database.reading() as connection:
            number = reading.number(connection, document)
            given = judged.by_target(judging.judgements(connection, judging.of_document(number)))
            return judged.judged(next(reading.records(connection, number)), sames(connection), given)

    def judged_records(self) -> Iterator[Record]:
        """The records of all current documents, each as people judged it."""
        with self.database.reading() as connection:
            known, given = sames(connection), judged.by_target(judging.judgements(connection))
        return (judged.judged(record, known, given) for record in self.records())

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

    def find_person(self, words: str) -> tuple[PersonLine, ...]:
        """Whoever is meant by a person's id or by words of a name: those of just that name, else those who hold the
        words in theirs."""
        with self.database.reading() as connection:
            return people.find(connection, words)

    def documents_of(self, person: PersonLine) -> tuple[tuple[DocumentRow, int], ...]:
        """The documents in which somebody speaks, with the number of statements."""
        with self.database.reading() as connection:
            return people.documents(connection, person)

    def register(self) -> SqlRegister:
        """Whom the record knows beside the package's register."""
        return SqlRegister(self.database)

    def add_people(self, file: str, persons: Iterable[Person]) -> int:
        """The persons of a file are known, all of them, and those of an earlier file of that name no longer; how many.

        Raises DocumentError where two of them, or one of another file, have the same id.
        """
        with self.database.writing() as connection:
            return register.add(connection, file, persons)

    def people_of(self, ids: Sequence[str]) -> tuple[Person, ...]:
        """Those of the imported people who have these ids."""
        with self.database.reading() as connection:
            return register.of_ids(connection, ids)

    def identities_of(self, who: str, document: str) -> tuple[Identity, ...]:
        """Who in a document is taken for somebody."""
        record = self.judged(document)
        links = {link.of: link.person for link in record.of(Linking)}
        return tuple(i for i in record.of(Identity) if whose(links.get(i.id), i.name) in (who, f"{UNLISTED}{who}"))

    def people_files(self) -> tuple[tuple[str, int], ...]:
        """Each file from which people were imported, with how many."""
        with self.database.reading() as connection:
            return register.files(connection)

    def joins(self) -> tuple[tuple[str, str], ...]:
        """The pairs of people who are judged to be the same, each by id or folded name as it was judged."""
        with self.database.reading() as connection:
            return sames(connection).joins

    def judge_who(self, judgement: Judgement) -> None:
        """The judgement that somebody is, or is not, somebody else is kept, and heeded wherever people are shown.

        Its target is a person's id, a folded name, or the id of an identity in one document; its value "same as …" or
        "other than …".
        """
        with self.database.writing() as connection:
            judging.judge_who(connection, judgement)

    def judge(self, judgement: Judgement) -> bool:
        """The judgement is kept for good. False where the same one was there before.

        One on a document with the value "published DAY" dates it. Raises ValueError for a day that is none.
        """
        with self.database.writing() as connection:
            return judging.judge(connection, judgement)

    def restore(self, given: Iterable[GivenRow]) -> int:
        """The judgements of an export are kept, in their order, and heeded wherever people are shown; how many of them
        were not there before. Raises DocumentError where one is none."""
        with self.database.writing() as connection:
            return judging.restore(connection, tuple(given))

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
