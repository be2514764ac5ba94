"""Brings a record's tables up to this version of onrecord, in one transaction, and refuses a newer one."""

from collections.abc import Callable

from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, insert, inspect, select

from onrecord.errors import DocumentError, SetupError
from onrecord.store.migrations import v0001, v0002, v0003, v0004, v0005
from onrecord.store.sql import reading, writing
from onrecord.store.sql.database import Database
from onrecord.store.sql.finding import rows_to_find
from onrecord.store.sql.rulings import judged_of
from onrecord.store.sql.tables import schema_version

MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    v0001.upgrade,
    v0002.upgrade,
    v0003.upgrade,
    v0004.upgrade,
    v0005.upgrade,
)
"""Version n is what the first n make of an empty database."""

FOUND_ANEW_BELOW = 3
"""The version that changed the rows by which documents are found. They are made again from what was read."""

_VERSIONS = Table(schema_version.name, MetaData(), Column("version", Integer, primary_key=True))


def bring_up(database: Database, *, create: bool) -> None:
    """The tables are this version's. Raises SetupError for a newer record, for none, and for somebody else's tables."""
    with database.reading() as connection:
        version = _version(connection, database.name)
    if version == len(MIGRATIONS):
        return
    if version == 0 and not create:
        raise SetupError(f"{database.name} is empty: no record was made there")
    if version == 0:
        database.prepare()
    with database.writing() as connection:
        _migrate(connection, _version(connection, database.name))


def _version(connection: Connection, name: str) -> int:
    tables = inspect(connection).get_table_names()
    if _VERSIONS.name not in tables:
        if tables:
            raise SetupError(f"{name} holds other tables ({', '.join(sorted(tables)[:3])} …) and is no record")
        return 0
    version: int = connection.scalar(select(func.coalesce(func.max(_VERSIONS.c.version), 0))) or 0
    if version > len(MIGRATIONS):
        raise SetupError(
            f"{name} was made by a newer onrecord: its schema has version {version}, this one knows {len(MIGRATIONS)}"
        )
    return version


def _migrate(connection: Connection, version: int) -> None:
    if version == 0:
        _VERSIONS.create(connection)
    for number, upgrade in enumerate(MIGRATIONS[version:], start=version + 1):
        upgrade(connection)
        connection.execute(insert(_VERSIONS).values(version=number))
    if version >= FOUND_ANEW_BELOW or version == 0:
        return
    for document in reading.numbers(connection):
        _find_anew(connection, document)


def _find_anew(connection: Connection, document: int) -> None:
    """The rows for questions are those of this version. A record that this version cannot read is left as it stands."""
    try:
        for record in reading.records(connection, document):
            writing.find_anew(connection, document, rows_to_find(judged_of(connection, record).applied(record)))
    except DocumentError:
        return
