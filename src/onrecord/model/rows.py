"""The rows of the output contract: what `--json`, the store, the pages and the exports show.

Field order is the order printed. Missing is None, never a guess. Spans carry their words.
"""

import datetime
from typing import Any, Literal

import msgspec

from onrecord.model.document import DocumentKind, Hint, OffsetMap, Role
from onrecord.model.evidence import EditKind, Effect, Judgement, Label
from onrecord.model.reading import CommitmentKind, DisputeKind, ReferenceKind
from onrecord.model.ruling import Aspect
from onrecord.model.statement import Force, Mode, SpeakerType, Stance


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the contract. A struct and not a dataclass, because "from" is no Python name."""


class SpanRow(Row, frozen=True, kw_only=True):
    """A place in the text and its words."""

    start: int
    end: int
    text: str


class DocumentRow(Row, frozen=True, kw_only=True, omit_defaults=True):
    """Where a text came from. `text` and `offsets` are there with --full only."""

    id: str
    uri: str
    url: str | None
    kind: DocumentKind
    title: str | None
    published: str | None
    publisher: str | None
    author: str | None
    language: str | None
    sha256: str
    text: str | None = None
    offsets: OffsetMap | None = None


class BlockRow(Row, frozen=True, kw_only=True):
    """A paragraph-sized part of the text and the part it plays."""

    id: str
    start: int
    end: int
    role: Role


class PostRow(Row, frozen=True, kw_only=True):
    """A reader's contribution. `parent` is a post's id, "article" or null."""

    id: str
    start: int
    end: int
    body: SpanRow
    author: str | None
    date: str | None
    parent: str | None
    stance: Stance | None
    confidence: float
    reason: str


class SpeakerRow(Row, frozen=True, kw_only=True):
    """One of those who are said to say it, and why it is they."""

    name: str
    person: str | None
    type: SpeakerType
    role: str | None
    affiliation: str | None
    reason: str


class NamedRow(Row, frozen=True, kw_only=True):
    """A name and where it stands."""

    name: str
    span: SpanRow


class TimeRow(Row, frozen=True, kw_only=True):
    """Inclusive days, and the words they rest on."""

    from_: datetime.date | None = msgspec.field(name="from")
    to: datetime.date | None
    words: SpanRow


class VerdictRow(Row, frozen=True, kw_only=True):
    """Whether a quotation's words match the primary text."""

    label: Label
    reason: str


class JudgedRow(Row, frozen=True, kw_only=True):
    """That people judged the row: who, whether they call it right, on what they contradict one another, and whether a
    person added it, since the machine missed it."""

    by: tuple[str, ...]
    accepted: bool
    contested: tuple[Aspect, ...]
    added: bool = False


class StatementRow(Row, frozen=True, kw_only=True):
    """An attribution after resolution: the row people ask about."""

    id: str
    mode: Mode
    force: Force
    negated: bool
    source: SpanRow | None
    cue: SpanRow | None
    content: tuple[SpanRow, ...]
    speakers: tuple[SpeakerRow, ...]
    via: tuple[NamedRow, ...]
    addressee: NamedRow | None
    said: TimeRow | None
    block: str | None
    post: str | None
    nested_in: str | None
    confidence: float
    verdict: VerdictRow | None = None
    judged: JudgedRow | None = None


class CommitmentRow(Row, frozen=True, kw_only=True):
    """Who undertakes, refuses, expects or threatens to do what, by when."""

    id: str
    by: str | None
    span: SpanRow
    actor: str
    kind: CommitmentKind
    action: SpanRow
    due: TimeRow | None
    condition: SpanRow | None
    strength: float


class ProbabilityRow(Row, frozen=True, kw_only=True):
    """An interval of probability and the hedge it rests on."""

    low: float
    high: float
    hedge: SpanRow


class ForecastRow(Row, frozen=True, kw_only=True):
    """What will or will not happen, by when, how likely."""

    id: str
    by: str | None
    span: SpanRow
    outcome: SpanRow
    horizon: TimeRow | None
    probability: ProbabilityRow | None
    condition: SpanRow | None
    resolvable: bool
    why_not: str | None


class CounterRow(Row, frozen=True, kw_only=True):
    """The words said to be the right ones, and their own verdict."""

    start: int
    end: int
    text: str
    verdict: VerdictRow | None = None


class DisputeRow(Row, frozen=True, kw_only=True):
    """A contested quotation or fact."""

    id: str
    span: SpanRow
    by: str | None
    target: str | None
    kind: DisputeKind
    counter: CounterRow | None


class ReferenceRow(Row, frozen=True, kw_only=True):
    """A work that the text leans on."""

    id: str
    span: SpanRow
    same_as: str | None
    kind: ReferenceKind
    title: str
    date: str | None


ReadingKind = Literal["commitment", "forecast", "dispute", "reference"]
ReadingRow = CommitmentRow | ForecastRow | DisputeRow | ReferenceRow


class LayerRow(Row, frozen=True, kw_only=True):
    """A layer that ran, in which version."""

    layer: str
    version: str


class FoundRow(Row, frozen=True, kw_only=True):
    """An annotation as a layer found it: its kind, and its fields by name; id and document are the same without."""

    kind: str
    fields: dict[str, Any]


class ReadRow(Row, frozen=True, kw_only=True):
    """What a layer, in which version, found, in its order."""

    layer: str
    version: str
    found: tuple[FoundRow, ...]


class AnnotationsRow(Row, frozen=True, kw_only=True):
    """What rows leave out and a record is restored from: hints of the markup, and all annotations by layer."""

    hints: tuple[Hint, ...]
    layers: tuple[ReadRow, ...]


class RecordRow(Row, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that is said of one document: one line of `onrecord read --json`. `annotations` is there with --full
    only."""

    document: DocumentRow
    blocks: tuple[BlockRow, ...]
    posts: tuple[PostRow, ...]
    statements: tuple[StatementRow, ...]
    commitments: tuple[CommitmentRow, ...]
    forecasts: tuple[ForecastRow, ...]
    disputes: tuple[DisputeRow, ...]
    references: tuple[ReferenceRow, ...]
    judgements: tuple[Judgement, ...]
    layers: tuple[LayerRow, ...]
    annotations: AnnotationsRow | None = None


class GivenRow(Row, frozen=True, kw_only=True):
    """A judgement, with the uri of the document and the words that it was given on."""

    target: str
    judge: str
    at: str
    value: str
    note: str | None
    uri: str | None
    words: str | None

    @property
    def judgement(self) -> Judgement:
        return Judgement(target=self.target, judge=self.judge, at=self.at, value=self.value, note=self.note)


class JudgementsRow(Row, frozen=True, kw_only=True):
    """All judgements of a record in the order given, those on no document too: the first line of an export --full."""

    judgements: tuple[GivenRow, ...]


Severity = Literal["pass", "warn", "fail"]


class RuledRow(Row, frozen=True, kw_only=True):
    """A verdict, and what the house rules say of it."""

    label: Label
    reason: str
    severity: Severity


class EditRow(Row, frozen=True, kw_only=True):
    """One difference between the printed and the primary words."""

    kind: EditKind
    printed: SpanRow | None
    primary: SpanRow | None
    effect: Effect
    reason: str


class PassageRow(Row, frozen=True, kw_only=True):
    """The primary words that a quotation is compared with: where they stand, who spoke them, on what occasion.

    `document` is the file's path as it was added. `score` is the share of the quotation's words that stand there.
    `line` and `column`, from 1, are where the words begin in that file. They are null where its text is not the file's
    (HTML, PDF), where it holds several texts, and where these words no longer stand at that place.
    """

    document: str
    span: SpanRow
    exact: str
    prefix: str
    suffix: str
    speaker: str | None
    event: str | None
    date: datetime.date | None
    score: float
    line: int | None = None
    column: int | None = None


class ComparedRow(Row, frozen=True, kw_only=True):
    """A passage that could support a report, and what must be looked at. No verdict."""

    passage: PassageRow
    differences: tuple[str, ...]


class ComparisonRow(Row, frozen=True, kw_only=True):
    """What a draft reports in other words, and the passages to compare: a row of `onrecord check --paraphrases`."""

    file: str
    start: int
    end: int
    line: int
    column: int
    text: str
    speaker: str | None
    compare: tuple[ComparedRow, ...]


class FindingRow(Row, frozen=True, kw_only=True):
    """A quotation of a draft and its verdict: one row of `onrecord check --format json`.

    `start` and `end` count code points of the draft's text; `line` and `column` begin with 1. `speaker` is who the
    draft says spoke. `alternatives` are other passages that fit as well.
    """

    file: str
    start: int
    end: int
    line: int
    column: int
    text: str
    speaker: str | None
    verdict: RuledRow
    edits: tuple[EditRow, ...]
    evidence: PassageRow | None
    alternatives: tuple[PassageRow, ...] = ()
