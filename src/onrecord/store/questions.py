"""What a record is asked and what it answers: the values that every store shares."""

import datetime
from dataclasses import dataclass
from typing import Literal

from onrecord.model.evidence import Judgement
from onrecord.model.rows import DocumentRow, GivenRow, SpanRow, StatementRow
from onrecord.model.statement import Mode, SpeakerType

Outcome = Literal["added", "unchanged", "superseded", "updated"]
"""What adding a record did: a new document; nothing; a changed file took the place of its older text; the same text
was read by other layers or with another date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilter:
    """Which statements are asked for. What is None does not limit; pages are cut in the order of the record.

    `speaker` is a person's id in the register or words of a name ("lavrov"). `words` must all occur; "in marks" as a
    phrase, and begin* as the beginning of a word. `document` is an id, the beginning of one, or a uri. A statement
    without words of time counts on the day on which its document was published.
    """

    speaker: str | None = None
    mode: Mode | None = None
    said_from: datetime.date | None = None
    said_to: datetime.date | None = None
    words: str | None = None
    document: str | None = None
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement and the document it stands in."""

    document: DocumentRow
    statement: StatementRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """A paragraph-sized part of a document in which the words were found."""

    document: DocumentRow
    passage: SpanRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A name under which statements stand. The most frequent form and role come first; days are None where unknown."""

    who: str
    """What tells speakers apart: a person's id, or the folded name."""
    name: str
    person: str | None
    type: SpeakerType
    roles: tuple[str, ...]
    aliases: tuple[str, ...]
    statements: int
    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredJudgement:
    """A judgement and what stood at its target when it was made, for the day on which nothing stands there any more."""

    judgement: Judgement
    orphaned: bool
    uri: str | None
    words: str | None

    @property
    def row(self) -> GivenRow:
        """The judgement as an export tells it."""
        told = self.judgement
        return GivenRow(
            target=told.target,
            judge=told.judge,
            at=told.at,
            value=told.value,
            note=told.note,
            uri=self.uri,
            words=self.words,
        )
