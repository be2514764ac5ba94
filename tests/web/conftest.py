"""A record with one report, in a file, and a browser on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.store import open_store
from onrecord.store.sql.store import SqlStore
from web.served import report, served


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """A new record."""
    with open_store(tmp_path / "record.db", create=True) as opened:
        yield opened


@pytest.fixture
def browser(store: SqlStore) -> TestClient:
    """A browser on a record with one report."""
    store.add(report())
    return served(store)


@pytest.fixture
def statement(browser: TestClient, store: SqlStore) -> str:
    """The id of the report's statement."""
    return store.statements()[0].statement.id
