"""Keeps records in a SQLite file or a PostgreSQL database, with the same code for both."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.sql.store import SqlStore

WAIT = 5.0
"""Seconds to wait for another process that writes. A document's transaction takes well below one second."""


def open_sql(address: str, *, create: bool = False, wait: float = WAIT) -> "SqlStore":
    """The record at a path or a URL (sqlite:///… or postgresql://…), brought up to this version's schema."""
    from onrecord.store.migrations.steps import bring_up
    from onrecord.store.sql.database import connected
    from onrecord.store.sql.store import SqlStore

    database = connected(address, create=create, wait=wait)
    try:
        bring_up(database, create=create)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


STORE = open_sql
