"""What a record is asked and what it answers: the values that every store shares."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onrecord.model.evidence import Evidence, Judgement, Label
from onrecord.model.rows import (
    BlockRow,
    CommitmentRow,
    DisputeRow,
    DocumentRow,
    ForecastRow,
    GivenRow,
    LayerRow,
    PostRow,
    ReadingKind,
    ReadingRow,
    ReferenceRow,
    SpanRow,
    StatementRow,
)
from onrecord.model.ruling import day_in, outcome_in
from onrecord.model.statement import Mode, SpeakerType, Verification
from onrecord.scoring import Score

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
    verdict: Label | None = None
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
    kind: str | None = None
    """What stands at the target now: the name of its type, such as Attribution."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How much a record holds. Documents by kind, statements by verdict, readings by kind; days are None where none."""

    documents: dict[str, int]
    statements: int
    verdicts: dict[str, int]
    readings: dict[str, int]
    people: int
    posts: int
    judgements: int
    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What a stretch of text, or a statement, amounts to."""

    commitments: tuple[CommitmentRow, ...] = ()
    forecasts: tuple[ForecastRow, ...] = ()
    disputes: tuple[DisputeRow, ...] = ()
    references: tuple[ReferenceRow, ...] = ()

    @property
    def each(self) -> tuple[tuple[ReadingKind, ReadingRow], ...]:
        """All of them, each with its kind."""
        return (
            *(("commitment", row) for row in self.commitments),
            *(("forecast", row) for row in self.forecasts),
            *(("dispute", row) for row in self.disputes),
            *(("reference", row) for row in self.references),
        )


def readings_of(rows: Iterable[ReadingRow]) -> Readings:
    """The readings by their kinds, in the order given."""
    found = tuple(rows)
    return Readings(
        commitments=tuple(row for row in found if isinstance(row, CommitmentRow)),
        forecasts=tuple(row for row in found if isinstance(row, ForecastRow)),
        disputes=tuple(row for row in found if isinstance(row, DisputeRow)),
        references=tuple(row for row in found if isinstance(row, ReferenceRow)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A page of a document's text, with what stands in it. `page` counts from 1.

    `statements` come with their numbers in the document, from 1, and `struck` are those that people rejected. What goes
    over the edge of the page is told on each page that it stands on.
    """

    document: DocumentRow
    page: int
    pages: int
    span: SpanRow
    blocks: tuple[BlockRow, ...]
    statements: tuple[tuple[int, StatementRow], ...]
    struck: tuple[StatementRow, ...]
    posts: tuple[PostRow, ...]
    readings: Readings
    layers: tuple[LayerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundReading:
    """A commitment, forecast, dispute or reference (one of them), the document it stands in, the statement or post it
    belongs to, and the days it is about."""

    document: DocumentRow
    kind: ReadingKind
    commitment: CommitmentRow | None = None
    forecast: ForecastRow | None = None
    dispute: DisputeRow | None = None
    reference: ReferenceRow | None = None
    statement: StatementRow | None
    post: PostRow | None
    first: datetime.date | None
    last: datetime.date | None

    @property
    def authors(self) -> tuple[str, ...]:
        """Who says it or is bound: the actor, the statement's speakers, the reader, or the report's author."""
        if self.commitment is not None:
            return (self.commitment.actor,)
        if self.statement is not None:
            return tuple(speaker.name for speaker in self.statement.speakers) or ("unknown",)
        if self.post is not None:
            return (self.post.author or "unnamed reader",)
        return (self.document.author or self.document.publisher or "the report",)

    @property
    def reading(self) -> ReadingRow:
        """The one that it is."""
        row = self.commitment or self.forecast or self.dispute or self.reference
        assert row is not None
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A forecast or commitment with the judgement that says what became of it, and the score where it is scored."""

    found: FoundReading
    judgement: Judgement
    score: Score | None

    @property
    def outcome(self) -> str:
        """What became of it."""
        return outcome_in(self.judgement.value) or ""

    @property
    def probability(self) -> tuple[float, float]:
        """The interval that was given; from 0 to 1 where none was."""
        given = self.found.forecast.probability if self.found.forecast else None
        return (given.low, given.high) if given else (0.0, 1.0)

    def is_past(self, today: datetime.date) -> bool:
        """Whether it is a scored forecast whose horizon has passed. One without a day never has."""
        horizon = self.found.forecast.horizon if self.found.forecast else None
        return self.score is not None and horizon is not None and horizon.to is not None and horizon.to < today

    @property
    def on(self) -> datetime.date | None:
        """The day by which that was known."""
        return day_in(self.judgement.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """That `one` speaks of `other` ("of"), or that `other` comes to the reader through it ("via") or is printed by it
    ("in"), so many times."""

    kind: Literal["of", "via", "in"]
    one: str
    other: str
    many: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement with all that a page tells of it.

    Its document, its page and number there (none for one that people rejected), the words around it, the paragraphs
    in which a correction is chosen, the verdict's passage, the layer that found it, what it amounts to, and every
    judgement on it. `machine` is the row without judgements.
    """

    document: DocumentRow
    statement: StatementRow
    machine: StatementRow
    rejected: bool
    number: int | None
    page: int
    evidence: Evidence
    passage: SpanRow
    verification: Verification | None
    layer: LayerRow | None
    readings: Readings
    judgements: tuple[StoredJudgement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReading:
    """A reading with all that a page tells of it: its page in the document, the words around it, the layer that found
    it, and every judgement on it."""

    found: FoundReading
    page: int
    evidence: Evidence
    layer: LayerRow | None
    judgements: tuple[StoredJudgement, ...]
