"""One run over many files: from paths to records, and into a store."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.ingest.files import AnyPath, sources
from onrecord.ingest.metadata import NO_TABLE, load_metadata
from onrecord.ingest.readers import read_source
from onrecord.model.document import Document, Record, iso_day
from onrecord.model.evidence import Judgement
from onrecord.model.restoring import restored
from onrecord.model.statement import Omission
from onrecord.pipeline import build, stamps
from onrecord.registry import Source
from onrecord.settings import DEFAULTS, Settings
from onrecord.store.annotations import decoded
from onrecord.store.questions import Outcome
from onrecord.workers import Unread, read_each, read_one

if TYPE_CHECKING:
    from onrecord.store.sql.store import SqlStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of a document on its way into a store."""

    document: Document
    outcome: Outcome
    omitted: int = 0
    """See `omitted`; 0 for what was not read again."""


def read(
    paths: AnyPath | Iterable[AnyPath],
    *,
    published: str | None = None,
    metadata: AnyPath | None = None,
    settings: Settings = DEFAULTS,
) -> Iterator[Record | DocumentError]:
    """The record of each document in files, folders and at addresses, in their order; in its place the error of one
    that fails.

    `published` is the day or time of publication (ISO 8601) of what the table `metadata` gives none for; the table is
    csv, tsv or JSON Lines and has a row for each file: filename, published, title, publisher, author, url. Raises
    ValueError for a day that is none, and SetupError where nothing can be read: an unusable model or table.
    """
    return read_each(_documents(paths, published, metadata, settings), build, settings)


def keep(
    paths: AnyPath | Iterable[AnyPath],
    store: "SqlStore",
    *,
    published: str | None = None,
    metadata: AnyPath | None = None,
    settings: Settings = DEFAULTS,
) -> Iterator[Kept | DocumentError]:
    """What became of each document on its way into the store, told once it is there, whole.

    What the store already holds as it would be read again is not read again. A day of publication that a person gave
    (`redate`) stays. What was read by earlier layers is read anew from the first that changed. Whom the store knows
    (`import_people`) is known beside the package's register.
    """
    settings = _knowing(settings, store)
    current = cache(lambda language: stamps(settings, language))

    def fresh(document: Document | DocumentError) -> Unread | DocumentError | Kept:
        if isinstance(document, DocumentError):
            return document
        dated = store.dated(document)
        if store.holds(dated, current(dated.language)):
            return Kept(document=dated, outcome="unchanged")
        return store.earlier(dated) or dated

    items = map(fresh, _documents(paths, published, metadata, settings))
    outcomes: Iterator[Record | DocumentError | Kept] = read_each(items, build, settings)
    return (_added(store, outcome) for outcome in outcomes)


def omitted(record: Record) -> int:
    """How many strings of an endpoint's answers were left out of the record, since the text does not hold them."""
    return sum(omission.contents + omission.others for omission in record.of(Omission))


def import_people(path: AnyPath, store: "SqlStore", *, name: str | None = None) -> int:
    """Whoever a file tells of is known to the store; returns how many.

    The file is FollowTheMoney JSON Lines, a Wikidata query result or CSV (docs/howto/know-your-people.md). It takes the
    place of an earlier import of the same `name` (the file's, unless given). Documents are linked anew when they are
    next read. Raises DocumentError, with the line, for a file that cannot be taken as a whole: then nothing changes.
    """
    from onrecord.resolve.registers import read_register

    file = Path(path)
    return store.add_people(name or file.name, read_register(file))


def restore(path: AnyPath, store: "SqlStore") -> Iterator[Kept | int | DocumentError]:
    """What became of each line of a whole export (`export --format jsonl --full`) on its way into the store: of a
    document as in `keep`, of the judgements how many are new; in the place of a line that is none its error."""
    with Path(path).open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield _restored(line, store)
            except DocumentError as error:
                yield DocumentError(f"{path}, line {number}: {error}")


def redate(
    store: "SqlStore", document: str, published: str, *, judge: str, at: str, settings: Settings = DEFAULTS
) -> Record:
    """The document's new record: published on that day, as `judge` said at the time `at`, with its times worked out
    again. Raises DocumentError where the store has no such document."""
    from onrecord.store.sql.judging import PUBLISHED

    iso_day(published)
    held = store.record(document).document
    dated = replace(held, origin=replace(held.origin, published=published))
    record = read_one(build(_knowing(settings, store)), dated)
    if isinstance(record, DocumentError):
        raise record
    store.judge(Judgement(target=held.id, judge=judge, at=at, value=f"{PUBLISHED}{published}"))
    store.add(record)
    return record


def _knowing(settings: Settings, store: "SqlStore") -> Settings:
    """The settings under which the people of the store are known."""
    return replace(settings, register=store.address) if store.people_files() else settings


def _documents(
    paths: AnyPath | Iterable[AnyPath], published: str | None, metadata: AnyPath | None, settings: Settings
) -> Iterator[Document | DocumentError]:
    """Every document in the files found in the paths, or the error in its place. Checks what was given at once."""
    if published is not None:
        iso_day(published)
    table = NO_TABLE if metadata is None else load_metadata(metadata)

    def read_all() -> Iterator[Document | DocumentError]:
        for source in sources(paths, settings, table=table):
            if isinstance(source, DocumentError):
                yield source
            else:
                yield from read_source(_dated(source, published), settings)

    return read_all()


def _dated(source: Source, published: str | None) -> Source:
    """The source with that day of publication, unless the table of metadata gave one."""
    if published is None or source.origin.published is not None:
        return source
    return replace(source, origin=replace(source.origin, published=published))


def _restored(line: bytes, store: "SqlStore") -> Kept | int:
    found = restored(line, decoded)
    if isinstance(found, Record):
        return Kept(document=found.document, outcome=store.add(found), omitted=omitted(found))
    return store.restore(found)


def _added(store: "SqlStore", outcome: Record | DocumentError | Kept) -> Kept | DocumentError:
    """What became of a document that was read, or was not."""
    if not isinstance(outcome, Record):
        return outcome
    try:
        return Kept(document=outcome.document, outcome=store.add(outcome), omitted=omitted(outcome))
    except DocumentError as error:
        return error
