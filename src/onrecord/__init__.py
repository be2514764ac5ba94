"""Keeps the record of a dispute: who said what, through whom and when, with the words that each row rests on.

The flow: bytes → Document → structure → attributions → who and when → readings → verdicts → record → pages and files.

    for record in onrecord.read("stories/", published="2031-03-05"):
        for row in onrecord.statements(record):
            print([speaker.name for speaker in row.speakers], [part.text for part in row.content])

`read` yields a Record for each document and, in its place, a DocumentError for one that cannot be read; SetupError is
raised when nothing can go on. `keep` reads into a store that `open_store` opens, and leaves out what it holds already:

    with onrecord.open_store("dispute.db", create=True) as store:
        for kept in onrecord.keep("stories/", store):
            print(kept)
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.errors import DocumentError, SetupError
    from onrecord.model.base import Span
    from onrecord.model.contract import statement_rows as statements
    from onrecord.model.document import Document, Origin, Record
    from onrecord.model.rows import StatementRow
    from onrecord.runs import Kept, keep, read, redate
    from onrecord.settings import Endpoint, Settings
    from onrecord.store import open_store

_HOMES = {
    "read": "onrecord.runs",
    "keep": "onrecord.runs",
    "redate": "onrecord.runs",
    "open_store": "onrecord.store",
    "statements": "onrecord.model.contract:statement_rows",
    "Document": "onrecord.model.document",
    "Origin": "onrecord.model.document",
    "Record": "onrecord.model.document",
    "Kept": "onrecord.runs",
    "Span": "onrecord.model.base",
    "StatementRow": "onrecord.model.rows",
    "Settings": "onrecord.settings",
    "Endpoint": "onrecord.settings",
    "DocumentError": "onrecord.errors",
    "SetupError": "onrecord.errors",
}
"""Where each public name lives. They are fetched when first asked for, so that importing the package costs nothing."""

__all__ = [
    "Document",
    "DocumentError",
    "Endpoint",
    "Kept",
    "Origin",
    "Record",
    "Settings",
    "SetupError",
    "Span",
    "StatementRow",
    "keep",
    "open_store",
    "read",
    "redate",
    "statements",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}; it has {', '.join(__all__)}")
    module, _, original = _HOMES[name].partition(":")
    return getattr(import_module(module), original or name)


def __dir__() -> list[str]:
    return __all__
