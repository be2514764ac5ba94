"""A record's tables are brought up to this version, as a whole, and a newer record is refused."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, TableClause, func, inspect, select, update

from onrecord.errors import SetupError
from onrecord.model.document import Record
from onrecord.model.person import Person, Term
from onrecord.store import open_store
from onrecord.store.migrations import steps, v0001
from onrecord.store.sql import finding, rows, tables, writing
from onrecord.store.sql.database import connected
from onrecord.store.sql.store import SqlStore
from store.stories import ferry

LENA = Person(
    id="csv:1", name="Lena Brandvold", type="person", terms=(Term(role="minister", of="Kestria"),), origin="table"
)
FIRST = v0001._METADATA.tables
QUERIED = [table for table in vars(tables).values() if isinstance(table, TableClause)]


def add_a_column(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE document ADD COLUMN mood TEXT")


def found_in_the_first_version(record: Record) -> Iterator[finding.Part]:
    """The rows by which a record was found then."""
    for table, values in finding.rows_to_find(record):
        if table.name in FIRST:
            names = FIRST[table.name].c.keys()
            yield table, tuple({name: value for name, value in row.items() if name in names} for row in values)


def fail_halfway(connection: Connection) -> None:
    add_a_column(connection)
    raise KeyboardInterrupt


@pytest.mark.parametrize("table", QUERIED, ids=lambda table: table.name)
def test_queries_name_just_the_columns_that_the_migrations_made(store: SqlStore, table: TableClause) -> None:
    with store.database.reading() as connection:
        made = {column["name"] for column in inspect(connection).get_columns(table.name)}
    assert made == {column.name for column in table.columns}


def test_an_older_record_is_brought_up_when_it_is_opened(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(address, create=True) as store:
        store.add(ferry())
    monkeypatch.setattr(steps, "MIGRATIONS", (*steps.MIGRATIONS, add_a_column))
    with open_store(address) as store:
        assert store.record("ferry.txt") == ferry()
    assert "mood" in columns_of_document(address)


def test_a_record_of_the_first_version_is_brought_up_and_keeps_its_documents(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(steps, "MIGRATIONS", (v0001.upgrade,))
        patch.setattr(rows, "rows_to_find", found_in_the_first_version)
        patch.setattr(writing, "ASKED", tuple(table for table in writing.ASKED if table.name in FIRST))
        with open_store(address, create=True) as store:
            store.add(ferry())
            told_of_persons(store)
            assert versions(store) == [1]
    with open_store(address) as store:
        assert versions(store) == list(range(1, len(steps.MIGRATIONS) + 1))
        assert store.record("ferry.txt") == ferry()
        assert [line.name for line in store.people()] == ["Lena Brandvold"]
        assert len(store.search("april")) == 1
        assert [line.statement.id for line in store.queue(judge="ann")] == [store.statements()[0].statement.id]
        assert store.people_files() == ()
        assert store.add_people("people.csv", (LENA,)) == 1
        assert store.register().within("Kestria") == (LENA,)


def test_a_migration_that_stops_halfway_changes_nothing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(address, create=True).close()
    with monkeypatch.context() as patch:
        patch.setattr(steps, "MIGRATIONS", (*steps.MIGRATIONS, fail_halfway))
        with pytest.raises(KeyboardInterrupt):
            open_store(address)
    assert "mood" not in columns_of_document(address)


def test_a_record_of_a_newer_version_is_refused_with_both_versions(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(steps, "MIGRATIONS", (*steps.MIGRATIONS, add_a_column))
        open_store(address, create=True).close()
    known = len(steps.MIGRATIONS)
    with pytest.raises(SetupError, match=f"newer onrecord: its schema has version {known + 1}, this one knows {known}"):
        open_store(address, create=True)


def test_a_database_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(SetupError, match="bookmarks"):
            open_store(str(path), create=create)
    assert path.read_bytes() == before


def told_of_persons(store: SqlStore) -> None:
    """The stored forms hold the field that identities and speakers had in the first version."""
    value = tables.annotation.c.value
    old = update(tables.annotation).values(value=func.replace(value, '"role":', '"person":null,"role":'))
    with store.database.writing() as connection:
        assert connection.execute(old.where(tables.annotation.c.kind.in_(("Identity", "Speaking")))).rowcount == 2


def versions(store: SqlStore) -> list[int]:
    with store.database.reading() as connection:
        return list(connection.scalars(select(tables.schema_version.c.version).order_by("version")))


def columns_of_document(address: str) -> set[str]:
    """The columns, read without a look at the record's version."""
    with SqlStore(connected(address, create=False, wait=1)) as store, store.database.reading() as connection:
        return {column["name"] for column in inspect(connection).get_columns("document")}
