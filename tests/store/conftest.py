"""A new record in each kind of database; PostgreSQL runs as a server of our own, without the rights of root."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.store import open_store
from onrecord.store.sql.store import SqlStore

needs_postgresql = pytest.mark.part("postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a database on a server that lives as long as the tests."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    data = ("-D", f"{folder}/data")
    try:
        _run("initdb", *data, "--no-sync", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        _run("pg_ctl", *data, "-l", f"{folder}/log", "-w", "-o", options, "start")
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        _run("pg_ctl", *data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql(server: str) -> str:
    """The address of a database without any table."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=needs_postgresql)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    emptied: str = request.getfixturevalue("postgresql")
    return emptied


@pytest.fixture
def store(address: str) -> Iterator[SqlStore]:
    """A new record."""
    with open_store(address, create=True) as opened:
        yield opened


def _run(program: str, *arguments: str) -> None:
    command = [str(_program(program)), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _program(name: str) -> Path:
    found = [*Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    return max(found) if found else Path(shutil.which(name) or name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
