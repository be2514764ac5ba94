"""The record as one object: what the command line, the pages and the Python interface use."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from onrecord.model.base import Provenance
from onrecord.model.document import Document, Record
from onrecord.model.evidence import Judgement
from onrecord.model.person import Person
from onrecord.model.rows import DocumentRow, GivenRow, PostRow, ReadingKind, StatementRow
from onrecord.model.statement import Identity, Linking, SpeakerType
from onrecord.store.questions import (
    FoundPassage,
    FoundReading,
    FoundStatement,
    Outcome,
    Overview,
    PersonLine,
    Settled,
    StatementFilter,
    StoredJudgement,
    Stretch,
    Tie,
    Told,
    ToldReading,
)
from onrecord.store.sql import (
    asking,
    judged,
    judging,
    overview,
    people,
    reading,
    register,
    reviewing,
    scores,
    stretches,
    tables,
    writing,
)
from onrecord.store.sql.database import Database
from onrecord.store.sql.register import SqlRegister
from onrecord.store.sql.rows import digest, rows_of
from onrecord.store.sql.rulings import judged_of
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
            judged = judged_of(connection, record)
        rows = rows_of(record, judged)
        with self.database.writing() as connection:
            if (now := judged_of(connection, record)) != judged:
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
        """The record of a document as people judged it: who is whom, which rows are right, and each judgement."""
        with self.database.reading() as connection:
            number = reading.number(connection, document)
            given = judged.by_target(judging.judgements(connection, judging.of_document(number)))
            record = next(reading.records(connection, number))
            return judged.judged(record, judged_of(connection, record), given)

    def judged_records(self) -> Iterator[Record]:
        """The records of all current documents, each as people judged it."""
        with self.database.reading() as connection:
            given = judged.by_target(judging.judgements(connection))
        for record in self.records():
            with self.database.reading() as connection:
                known = judged_of(connection, record)
            yield judged.judged(record, known, given)

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

    def count_passages(self, words: str) -> int:
        """How many passages hold all the words."""
        with self.database.reading() as connection:
            return asking.count_passages(self.database, connection, words)

    def count_people(self, *, types: tuple[SpeakerType, ...] | None = None) -> int:
        """How many there are under whose names statements stand."""
        with self.database.reading() as connection:
            return people.count(connection, types=types)

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

    def overview(self) -> Overview:
        """How much the record holds."""
        with self.database.reading() as connection:
            return overview.overview(connection)

    def documents_by_kind(self) -> dict[str, int]:
        """How many current documents there are of each kind."""
        with self.database.reading() as connection:
            return overview.documents_by_kind(connection)

    def stretch(self, document: str, *, page: int = 1) -> Stretch:
        """A page of a document's text with what stands in it, counted from 1."""
        with self.database.reading() as connection:
            return stretches.stretch(connection, reading.number(connection, document), page)

    def posts(self, document: str) -> tuple[PostRow, ...]:
        """All readers' posts of a document, in text order."""
        with self.database.reading() as connection:
            return stretches.posts_of(connection, reading.number(connection, document))

    def told(self, statement: str) -> Told:
        """All that is told of a statement, also of one that people rejected."""
        with self.database.reading() as connection:
            return reviewing.told(connection, statement)

    def told_reading(self, reading: str) -> ToldReading | None:
        """All that is told of a commitment, forecast, dispute or reference; None where none of that id stands."""
        with self.database.reading() as connection:
            return reviewing.told_reading(connection, reading)

    def statements_of(self, who: str, *, limit: int | None = None, offset: int = 0) -> tuple[FoundStatement, ...]:
        """A page of the statements of just that speaker (`PersonLine.who`), in the order of the record."""
        with self.database.reading() as connection:
            return asking.statements_of(connection, who, limit=limit, offset=offset)

    def person(self, who: str) -> PersonLine | None:
        """The speaker whom that tells apart from others; None where nobody speaks under it."""
        with self.database.reading() as connection:
            return people.one(connection, who)

    def by_day(
        self, who: str | None = None, *, days: tuple[datetime.date | None, datetime.date | None] = (None, None)
    ) -> tuple[tuple[datetime.date, int], ...]:
        """How many statements were said on each of these days, all or somebody's, in order."""
        with self.database.reading() as connection:
            return overview.by_day(connection, who, days)

    def verdicts_of(self, who: str) -> dict[str, int]:
        """How many of somebody's statements have each verdict."""
        with self.database.reading() as connection:
            return overview.verdicts_of(connection, who)

    def readings(
        self,
        kinds: tuple[ReadingKind, ...],
        *,
        who: str | None = None,
        days: tuple[datetime.date | None, datetime.date | None] = (None, None),
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[FoundReading, ...]:
        """A page of the readings of these kinds, by the days that they are about; with `who`, of that speaker's."""
        with self.database.reading() as connection:
            return overview.readings(connection, kinds=kinds, whose=who, days=days, limit=limit, offset=offset)

    def readings_of(self, ids: Sequence[str]) -> tuple[FoundReading, ...]:
        """The readings of these ids that stand in the record."""
        with self.database.reading() as connection:
            return overview.readings_of(connection, ids)

    def count_readings(
        self,
        kinds: tuple[ReadingKind, ...],
        *,
        who: str | None = None,
        days: tuple[datetime.date | None, datetime.date | None] = (None, None),
    ) -> int:
        """How many readings there are on all pages of a question."""
        with self.database.reading() as connection:
            return overview.count_readings(connection, kinds=kinds, whose=who, days=days)

    def ties(self, *, who: str | None = None, limit: int = 60) -> tuple[tuple[Tie, ...], dict[str, str]]:
        """The strongest ties of each kind, of all or of somebody, and the names of those who are tied."""
        with self.database.reading() as connection:
            found = overview.ties(connection, whose=who, limit=limit)
            return found, overview.named(connection, sorted({end for tie in found for end in (tie.one, tie.other)}))

    def queue(self, *, judge: str, limit: int = 20, offset: int = 0) -> tuple[FoundStatement, ...]:
        """A page of the statements that a judge has not judged, those in most need of it first."""
        with self.database.reading() as connection:
            return reviewing.queue(connection, judge, limit=limit, offset=offset)

    def left(self, *, judge: str) -> int:
        """How many statements a judge has not judged."""
        with self.database.reading() as connection:
            return reviewing.left(connection, judge)

    def settled(self) -> tuple[Settled, ...]:
        """What became of each forecast and commitment on which people agree, with the score where there is one."""
        with self.database.reading() as connection:
            return scores.settled(connection)

    def reading_of(self, start: str) -> FoundReading:
        """The only reading whose id begins so. Raises DocumentError where there is none, or several."""
        with self.database.reading() as connection:
            return overview.reading_of(connection, start)

    def judged_units(self) -> tuple[tuple[StatementRow, tuple[Judgement, ...]], ...]:
        """Each statement on which a judgement stands, as the machine read it, with the judgements that stand."""
        with self.database.reading() as connection:
            return tuple(reviewing.judged_units(connection))

    def count_judgements(self) -> int:
        """How many judgements there are."""
        with self.database.reading() as connection:
            return judging.count(connection)

    def last_judgements(self, *, limit: int = 20, offset: int = 0) -> tuple[StoredJudgement, ...]:
        """A page of all judgements, the newest first."""
        with self.database.reading() as connection:
            return reviewing.judged_rows(connection, limit=limit, offset=offset)

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

    def judge_row(self, judgement: Judgement) -> bool:
        """The judgement on a row is kept for good and heeded wherever rows are shown. False where it was there before.

        Its value is "accept", "reject", "speaker NAME", "content 12-40", "source 5-9", "verdict LABEL", or "withdraw
        ID" of one given before. Raises ValueError for another, and DocumentError where no current document has the row.
        """
        with self.database.writing() as connection:
            return judging.judge_row(connection, judgement)

    def add_statement(self, judgement: Judgement) -> bool:
        """The statement that a judgement adds is there, wherever rows are shown. False where it was added before.

        Its value is that of an Addition, and its target the id of its attribution. It is undone by "withdraw ID" of the
        judgement. Raises ValueError for what cannot stand in the text or stands there already, and DocumentError where
        no current document has the text.
        """
        with self.database.writing() as connection:
            return judging.add_statement(connection, judgement)

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
