"""Numbers what a page shows, across all documents, so that a sign in a text and a row of a table name each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from onrecord.export.sayings import saying, words
from onrecord.export.sentences import speakers
from onrecord.model.document import Record
from onrecord.model.rows import RecordRow
from onrecord.model.statement import Verification

NUMBERED = ("statements", "commitments", "forecasts", "disputes", "references")
"""The kinds of rows that have numbers."""

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The number of a document, the first numbers of its rows of each kind, and their numbers by their ids.

    By a statement's id, too: `same` is the first statement of its saying, `verified` what a library says of it.
    """

    number: int
    first: Mapping[str, int]
    of: Mapping[str, int]
    same: Mapping[str, int]
    verified: Mapping[str, Verification]

    def each(self, kind: str, rows: Iterable[R]) -> Iterator[tuple[int, R]]:
        """The rows of a kind, each with its number."""
        return enumerate(rows, self.first[kind])


@dataclass(slots=True)
class Saying:
    """Who says what, and in which statements."""

    speaker: str
    words: str
    statements: list[int]
    documents: set[int]


@dataclass(slots=True)
class Seen:
    """What was shown so far: titles and facts of documents, how many rows of each kind, and who said what where."""

    documents: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    sayings: dict[str, Saying] = field(default_factory=dict)

    @property
    def shared(self) -> list[Saying]:
        """What stands in several documents."""
        return [found for found in self.sayings.values() if len(found.documents) > 1]

    def numbered(self, row: RecordRow, record: Record) -> Numbered:
        """The numbers of a document's rows, which go on from those before."""
        document = row.document
        self.documents.append((document.title or document.uri, document.publisher or document.published or ""))
        first = {kind: self.counts[kind] + 1 for kind in NUMBERED}
        of: dict[str, int] = {}
        for kind in NUMBERED:
            for one in getattr(row, kind):
                self.counts[kind] += 1
                of.setdefault(one.id, self.counts[kind])
        self.counts["verdicts"] += sum(statement.verdict is not None for statement in row.statements)
        self.counts["judgements"] += len(row.judgements)
        verified = {found.of: found for found in record.of(Verification)}
        same = dict(self._same(row, of))
        return Numbered(number=len(self.documents), first=first, of=of, same=same, verified=verified)

    def _same(self, row: RecordRow, of: Mapping[str, int]) -> list[tuple[str, int]]:
        """The statements that are the same saying as an earlier one, with the number of the first."""
        found = []
        for statement in row.statements:
            if (same := saying(statement)) is None:
                continue
            number = of[statement.id]
            held = self.sayings.setdefault(same, Saying(speakers(statement), words(statement), [], set()))
            held.statements.append(number)
            held.documents.add(len(self.documents))
            if held.statements[0] != number:
                found.append((statement.id, held.statements[0]))
        return found
