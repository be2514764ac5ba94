"""Records to tables: one document is one transaction."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.sql.store import SqlStore


def open_store(address: str | os.PathLike[str], *, create: bool = False) -> "SqlStore":
    """The record at a file's path or a database's URL, ready to use; with `create`, made where there is none.

    Raises SetupError where there is no record, it cannot be used, or a newer version made it.
    """
    from onrecord.store.sql import STORE

    return STORE(os.fspath(address), create=create)
