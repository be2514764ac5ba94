"""Checks a pasted draft against a library, one at a time: reading a text takes all that one processor has."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from onrecord.checks import from_bytes, in_files, located
from onrecord.errors import DocumentError
from onrecord.ingest.readers import read_source
from onrecord.model.document import Document
from onrecord.model.rows import FindingRow
from onrecord.settings import Settings
from onrecord.verify.findings import findings, lines
from onrecord.verify.houserules import load_rules, packaged
from onrecord.workers import Reader, read_one

if TYPE_CHECKING:
    from onrecord.verify.library.shelves import Library

LONGEST = 300_000
"""Characters of a draft: a short book. Two pages take well below a second."""

NAME = "draft.txt"


@dataclass(slots=True)
class Checker:
    """Reads drafts with a pipeline that is loaded once, and libraries that are opened once."""

    settings: Settings
    open_library: "Callable[[str], Library]"
    build: Callable[[Settings], Reader]
    _reader: Reader | None = None
    _libraries: "dict[str, Library]" = field(default_factory=dict)
    _busy: Lock = field(default_factory=Lock)

    def check(self, text: str, library: str, rules: str) -> tuple[FindingRow, ...]:
        """The findings of a draft. Raises DocumentError, with what is allowed, for one that cannot be checked."""
        if rules not in packaged():
            raise DocumentError(f"no house rules {rules!r}; allowed: {', '.join(packaged())}")
        if len(text) > LONGEST:
            raise DocumentError(f"the draft has {len(text):,} characters; up to {LONGEST:,} are checked here")
        if not text.strip():
            raise DocumentError("the draft is empty; paste the text whose quotations are to be checked")
        if not self._busy.acquire(timeout=10):
            raise DocumentError("another draft is being checked; try again in a moment")
        try:
            read = in_files()
            rows = (row for document in self._documents(text) for row in self._found(document, library, rules))
            return tuple(located(row, read) for row in rows)
        finally:
            self._busy.release()

    def close(self) -> None:
        """The libraries are closed."""
        for library in self._libraries.values():
            library.connection.close()

    def _documents(self, text: str) -> tuple[Document, ...]:
        found = tuple(read_source(from_bytes(text.encode("utf-8", "replace"), NAME), self.settings))
        for one in found:
            if isinstance(one, DocumentError):
                raise one
        return tuple(one for one in found if isinstance(one, Document))

    def _found(self, document: Document, library: str, rules: str) -> tuple[FindingRow, ...]:
        if self._reader is None:
            self._reader = self.build(self.settings)
        record = read_one(self._reader, document)
        if isinstance(record, DocumentError):
            raise record
        held = self._libraries.get(library)
        if held is None:
            held = self._libraries[library] = self.open_library(library)
        return tuple(findings(record, held, load_rules(rules), place=lines(document.text)))
