"""A record in a file: what stands in the way is told in one line, and the file holds whole documents only."""

import os
import resource
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from onrecord.errors import SetupError
from onrecord.model.evidence import Judgement
from onrecord.store import open_store
from onrecord.store.sql import open_sql
from onrecord.store.sql.store import SqlStore
from store.others import adding, locked
from store.stories import ferry, saying

BIG = "word " * 20_000
NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record of one document."""
    path = tmp_path / "record.db"
    with open_store(str(path), create=True) as store:
        store.add(ferry())
    return path


def uris(path: Path) -> list[str]:
    with open_store(str(path)) as store:
        return [record.document.origin.uri for record in store.records()]


def assert_whole(path: Path) -> None:
    """The file is sound, and the index of its words fits its rows."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in ("statement_row_search", "passage_search"):
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    connection.close()


def test_no_record_is_made_by_looking_for_one(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"no such record: .*nothing\.db"):
        open_store(str(tmp_path / "nothing.db"))
    assert list(tmp_path.iterdir()) == []


def test_no_folder_is_made_for_a_record(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no folder"):
        open_store(str(tmp_path / "no" / "record.db"), create=True)


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    for create in (False, True):
        with pytest.raises(SetupError, match="is a folder"):
            open_store(str(tmp_path), create=create)


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("The ferries will sail. " * 100)
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(SetupError, match=r"story\.txt is no record"):
            open_store(str(path), create=create)
    assert path.read_bytes() == before


def test_an_empty_file_is_no_record_until_one_is_made_in_it(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    path.touch()
    with pytest.raises(SetupError, match="empty"):
        open_store(str(path))
    open_store(str(path), create=True).close()
    assert uris(path) == []


def test_a_damaged_file_is_told(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x17" * (len(whole) - 4096))
    with pytest.raises(SetupError, match=r"record\.db (is damaged|is no record|fails)"), open_store(str(path)) as store:
        list(store.records())


@pytest.mark.parametrize("name", ["a b?c#d%20.db", "ferie–båt 🙂.db", "file:x?mode=memory"])
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    with open_store(str(tmp_path / name), create=True) as store:
        store.add(ferry())
    assert name in {entry.name for entry in tmp_path.iterdir()}
    assert uris(tmp_path / name) == ["ferry.txt"]


def test_a_record_is_meant_by_a_url_too(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store:
        assert len(store.documents()) == 1


@pytest.mark.parametrize("address", ["mysql://me:secret@host/x", "sqlite://", "://", "postgres ql://x", "x://secret"])
def test_other_addresses_are_refused_without_a_word_of_their_password(address: str) -> None:
    with pytest.raises(SetupError, match="postgresql://") as refused:
        open_store(address, create=True)
    assert "secret" not in str(refused.value)


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(SetupError, match=r"127\.0\.0\.1") as refused:
        open_store("postgresql://me:secret@127.0.0.1:1/record")
    assert "secret" not in str(refused.value)


def test_a_record_locked_by_another_process_is_told_within_the_wait(path: Path) -> None:
    with locked(str(path), "BEGIN IMMEDIATE"), open_sql(str(path), wait=0.2) as store:
        start = time.monotonic()
        with pytest.raises(SetupError, match=r"record\.db is locked by another process"):
            store.add(ferry(uri="other"))
        assert time.monotonic() - start < 2
        assert len(store.documents()) == 1
    assert uris(path) == ["ferry.txt"]


def test_reading_waits_for_no_writer_and_writing_for_no_reader(path: Path) -> None:
    with locked(str(path), "BEGIN", "SELECT * FROM document"), open_sql(str(path), wait=0) as store:
        assert store.add(ferry(uri="other")) == "added"
    with locked(str(path), "BEGIN EXCLUSIVE"), open_sql(str(path), wait=0) as store:
        assert len(store.documents()) == 2


def test_a_file_that_another_process_keeps_to_itself_is_told(path: Path) -> None:
    alone = ("PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE")
    with locked(str(path), *alone), pytest.raises(SetupError, match="locked by another process"):
        open_sql(str(path), wait=0.1)


def test_a_full_disk_leaves_whole_documents(path: Path) -> None:
    with open_store(str(path)) as store:
        with store.database.dialect.engine.execution_options(opening=None).connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=300")
        with pytest.raises(SetupError, match=r"record\.db cannot grow: the disk is full"):
            for number in range(100):
                store.add(saying(BIG, uri=str(number)))
        held = [row.uri for row in store.documents()]
    assert uris(path) == held
    assert 1 < len(held) < 100
    assert_whole(path)


def test_a_file_that_may_not_grow_leaves_whole_documents(path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_store(str(path)) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hard))
        try:
            with pytest.raises(SetupError, match=r"record\.db cannot (be read or written|grow)"):
                for number in range(100):
                    store.add(saying(BIG, uri=str(number)))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        held = [row.uri for row in store.documents()]
    assert uris(path) == held
    assert_whole(path)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_a_process_that_ends_in_the_middle_leaves_whole_documents(path: Path, end: signal.Signals) -> None:
    with adding(str(path), ("a",), many=10_000) as (process,):
        os.kill(process.pid or 0, end)
        process.join()
    held = uris(path)
    assert held == ["ferry.txt", *(f"a{number}" for number in range(len(held) - 1))]
    assert len(held) > 1
    assert_whole(path)


def test_two_processes_write_at_once_and_nothing_is_lost(address: str) -> None:
    open_store(address, create=True).close()
    with adding(address, ("a", "b"), many=4) as processes:
        for process in processes:
            process.join()
    with open_store(address) as store:
        assert {row.uri for row in store.documents()} == {f"{name}{number}" for name in "ab" for number in range(4)}
        assert store.count() == 8


def test_the_words_index_follows_every_change(path: Path) -> None:
    with open_store(str(path)) as store:
        for record in (saying("One."), saying("Two."), ferry(version="2"), saying("One.")):
            store.add(record)
        store.remove("ferry.txt")
    assert_whole(path)


def test_judgements_are_never_changed_or_deleted_even_by_hand(store: SqlStore) -> None:
    store.judge(Judgement(target="x", judge="ann", at="2031-03-06", value="accept"))
    for change in ("UPDATE judgement SET value = 'reject'", "DELETE FROM judgement"):
        with pytest.raises(SetupError, match="only ever added"), store.database.writing() as connection:
            connection.exec_driver_sql(change)
    assert [j.judgement.value for j in store.judgements()] == ["accept"]


def test_a_read_only_record_is_read_and_writing_to_it_is_told(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    with as_nobody(path), open_store(str(path)) as store:
        assert list(store.records()) == [ferry()]
        with pytest.raises(SetupError, match=r"record\.db cannot be written: .* read-only"):
            store.add(ferry(uri="other"))


def test_a_read_only_record_is_read_while_its_owner_writes(path: Path) -> None:
    path.chmod(0o444)
    with open_store(str(path)) as owner:
        owner.add(ferry(uri="other"))
        with as_nobody(path), open_store(str(path)) as store:
            assert [row.uri for row in store.documents()] == ["ferry.txt", "other"]


def test_a_record_that_may_not_be_read_is_told(path: Path) -> None:
    path.chmod(0o000)
    with as_nobody(path), pytest.raises(SetupError, match=r"record\.db cannot be opened"):
        open_store(str(path))


@contextmanager
def as_nobody(path: Path) -> Iterator[None]:
    """Without the rights of root, which may read and write anything."""
    if os.geteuid() != 0:
        yield
        return
    for folder in [*path.parents][:3]:
        folder.chmod(folder.stat().st_mode | 0o055)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
