"""The output contract: the rows that `--json`, the store, the pages and the exports show, made in one place.

Field order is the order printed. Missing is None, never a guess. Spans carry their words.
"""

import bisect
import datetime

import msgspec

from onrecord.model.base import Annotation, Span
from onrecord.model.document import Block, Document, DocumentKind, OffsetMap, Record, Role
from onrecord.model.evidence import Judgement
from onrecord.model.reading import (
    Commitment,
    CommitmentKind,
    Dispute,
    DisputeKind,
    Forecast,
    Probability,
    Reference,
    ReferenceKind,
    Window,
)
from onrecord.model.statement import (
    Attribution,
    Chain,
    Force,
    Mode,
    Named,
    Post,
    Speaker,
    SpeakerType,
    Speaking,
    Stance,
    TimeReference,
)


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

    label: str
    reason: str


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


class LayerRow(Row, frozen=True, kw_only=True):
    """A layer that ran, in which version."""

    layer: str
    version: str


class RecordRow(Row, frozen=True, kw_only=True):
    """Everything that is said of one document: one line of `onrecord read --json`."""

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


def record_row(record: Record, *, judgements: tuple[Judgement, ...] = (), full: bool = False) -> RecordRow:
    """The contract's row of a record; with `full`, the text and its offset map too."""
    text = record.document.text
    return RecordRow(
        document=document_row(record.document, full=full),
        blocks=tuple(_block(b) for b in record.of(Block)),
        posts=tuple(_post(p, text) for p in record.of(Post)),
        statements=statement_rows(record),
        commitments=tuple(_commitment(c, text) for c in record.of(Commitment)),
        forecasts=tuple(_forecast(f, text) for f in record.of(Forecast)),
        disputes=tuple(_dispute(d, text) for d in record.of(Dispute)),
        references=tuple(_reference(r, text) for r in record.of(Reference)),
        judgements=judgements,
        layers=tuple(LayerRow(layer=p.layer, version=p.version) for p, _ in record.layers),
    )


def document_row(document: Document, *, full: bool = False) -> DocumentRow:
    """The contract's row of a document."""
    origin = document.origin
    return DocumentRow(
        id=document.id,
        uri=origin.uri,
        url=origin.url,
        kind=document.kind,
        title=origin.title,
        published=origin.published,
        publisher=origin.publisher,
        author=origin.author,
        language=document.language,
        sha256=document.sha256,
        text=document.text if full else None,
        offsets=document.offsets if full else None,
    )


def statement_rows(record: Record) -> tuple[StatementRow, ...]:
    """Every attribution of a record joined with its speakers, chain and time, in text order."""
    blocks, posts = record.of(Block), record.of(Post)
    speaking = {s.of: s for s in record.of(Speaking)}
    chains = {c.of: c for c in record.of(Chain)}
    said = {t.of: t for t in record.of(TimeReference) if t.of is not None}
    text = record.document.text
    return tuple(
        _statement(a, text, speaking.get(a.id), chains.get(a.id), said.get(a.id), _holder(blocks, a), _holder(posts, a))
        for a in record.of(Attribution)
    )


def _statement(
    a: Attribution,
    text: str,
    speaking: Speaking | None,
    chain: Chain | None,
    said: TimeReference | None,
    block: str | None,
    post: str | None,
) -> StatementRow:
    return StatementRow(
        id=a.id,
        mode=a.mode,
        force=a.force,
        negated=a.negated,
        source=_words(a.source, text),
        cue=_words(a.cue, text),
        content=tuple(span_row(c, text) for c in a.content),
        speakers=tuple(_speaker(s) for s in speaking.speakers) if speaking else (),
        via=tuple(_named(n, text) for n in chain.via) if chain else (),
        addressee=_named(chain.addressee, text) if chain and chain.addressee else None,
        said=_time(said, text) if said else None,
        block=block,
        post=post,
        nested_in=a.parent,
        confidence=a.confidence,
    )


def span_row(span: Span, text: str) -> SpanRow:
    """A span with its words."""
    return SpanRow(start=span.start, end=span.end, text=span.of(text))


def _words(span: Span | None, text: str) -> SpanRow | None:
    return None if span is None else span_row(span, text)


def _block(b: Block) -> BlockRow:
    return BlockRow(id=b.id, start=b.extent.start, end=b.extent.end, role=b.role)


def _post(p: Post, text: str) -> PostRow:
    return PostRow(
        id=p.id,
        start=p.extent.start,
        end=p.extent.end,
        body=span_row(p.body, text),
        author=p.author,
        date=p.date,
        parent=p.parent,
        stance=p.stance,
        confidence=p.confidence,
        reason=p.reason,
    )


def _speaker(s: Speaker) -> SpeakerRow:
    return SpeakerRow(
        name=s.name, person=s.person, type=s.type, role=s.role, affiliation=s.affiliation, reason=s.reason
    )


def _named(n: Named, text: str) -> NamedRow:
    return NamedRow(name=n.name, span=span_row(n.span, text))


def _time(t: TimeReference | Window, text: str) -> TimeRow:
    return TimeRow(from_=t.earliest, to=t.latest, words=span_row(t.words, text))


def _commitment(c: Commitment, text: str) -> CommitmentRow:
    return CommitmentRow(
        id=c.id,
        by=c.by,
        span=span_row(c.span, text),
        actor=c.actor,
        kind=c.kind,
        action=span_row(c.action, text),
        due=_time(c.due, text) if c.due else None,
        condition=_words(c.condition, text),
        strength=c.strength,
    )


def _forecast(f: Forecast, text: str) -> ForecastRow:
    return ForecastRow(
        id=f.id,
        by=f.by,
        span=span_row(f.span, text),
        outcome=span_row(f.outcome, text),
        horizon=_time(f.horizon, text) if f.horizon else None,
        probability=_probability(f.probability, text) if f.probability else None,
        condition=_words(f.condition, text),
        resolvable=f.resolvable,
        why_not=f.why_not,
    )


def _probability(p: Probability, text: str) -> ProbabilityRow:
    return ProbabilityRow(low=p.low, high=p.high, hedge=span_row(p.hedge, text))


def _dispute(d: Dispute, text: str) -> DisputeRow:
    counter = (
        None if d.counter is None else CounterRow(start=d.counter.start, end=d.counter.end, text=d.counter.of(text))
    )
    return DisputeRow(id=d.id, span=span_row(d.span, text), by=d.by, target=d.target, kind=d.kind, counter=counter)


def _reference(r: Reference, text: str) -> ReferenceRow:
    return ReferenceRow(
        id=r.id, span=span_row(r.span, text), same_as=r.same_as, kind=r.kind, title=r.title, date=r.date
    )


def _holder(parts: tuple[Annotation, ...], attribution: Attribution) -> str | None:
    """The id of the part, of those that follow one another, in which an attribution's content begins."""
    at = attribution.content[0].start
    before = bisect.bisect_right(parts, at, key=lambda part: part.span.start)
    return parts[before - 1].id if before and at < parts[before - 1].span.end else None
