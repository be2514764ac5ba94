"""Makes the rows of the output contract from a record, in one place for every use."""

import bisect
import re
from typing import TypeVar

import msgspec

from onrecord.model.base import Annotation, Span
from onrecord.model.document import Block, Document, Record
from onrecord.model.evidence import BY_PEOPLE, Judgement, Judging, Label
from onrecord.model.reading import Commitment, Dispute, Forecast, Probability, Reading, Reference, Window
from onrecord.model.rows import (
    AnnotationsRow,
    BlockRow,
    CommitmentRow,
    CounterRow,
    DisputeRow,
    DocumentRow,
    ForecastRow,
    FoundRow,
    JudgedRow,
    LayerRow,
    NamedRow,
    PostRow,
    ProbabilityRow,
    ReadingKind,
    ReadingRow,
    ReadRow,
    RecordRow,
    ReferenceRow,
    SpanRow,
    SpeakerRow,
    StatementRow,
    TimeRow,
    VerdictRow,
)
from onrecord.model.ruling import Ruling
from onrecord.model.statement import (
    Attribution,
    Chain,
    Linking,
    Named,
    Post,
    Speaker,
    Speaking,
    TimeReference,
    Verification,
)

R = TypeVar("R", bound=Reading)
SPOKEN_BY: tuple[Label, ...] = ("exact", "cleaned", "marked", "misattributed")
"""Verdicts that also say who spoke the words."""

_PERSON = re.compile(r"[^\s:]+:[^\s:]+")


def record_row(record: Record, *, judgements: tuple[Judgement, ...] = (), full: bool = False) -> RecordRow:
    """The contract's row of a record, with its own judgements where none are given; with `full`, the text, its offset
    map and all annotations too."""
    text = record.document.text
    return RecordRow(
        document=document_row(record.document, full=full),
        blocks=tuple(_block(b) for b in record.of(Block)),
        posts=post_rows(record),
        statements=statement_rows(record),
        commitments=tuple(_commitment(c, text) for c in _kept(record, Commitment)),
        forecasts=tuple(_forecast(f, text) for f in _kept(record, Forecast)),
        disputes=dispute_rows(record),
        references=tuple(_reference(r, text) for r in _kept(record, Reference)),
        judgements=judgements or judgements_of(record),
        layers=tuple(LayerRow(layer=p.layer, version=p.version) for p, _ in record.layers),
        annotations=_annotations(record) if full else None,
    )


def judgements_of(record: Record) -> tuple[Judgement, ...]:
    """The judgements that a record shows, on the document and on everything in it, in the order given."""
    return tuple(a.judgement for _, found in record.layers for a in found if isinstance(a, Judging))


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


def post_rows(record: Record) -> tuple[PostRow, ...]:
    """The readers' posts of a record, in text order."""
    return tuple(_post(p, record.document.text) for p in record.of(Post))


def reading_rows(record: Record) -> tuple[tuple[ReadingKind, ReadingRow], ...]:
    """The readings of a record, each with its kind, kind by kind in text order."""
    text = record.document.text
    return (
        *(("commitment", _commitment(c, text)) for c in _kept(record, Commitment)),
        *(("forecast", _forecast(f, text)) for f in _kept(record, Forecast)),
        *(("dispute", row) for row in dispute_rows(record)),
        *(("reference", _reference(r, text)) for r in _kept(record, Reference)),
    )


def statement_rows(record: Record) -> tuple[StatementRow, ...]:
    """Every attribution of a record joined with its speakers, chain and time, as people corrected it, in text order.

    Those that people rejected are left out.
    """
    rulings = {r.of: r for r in record.of(Ruling)}
    kept = (row for row in _joined(record) if row.id not in rulings or not rulings[row.id].rejected)
    checked = {found.of: found for found in record.of(Verification)}
    return tuple(_corrected(row, rulings.get(row.id), checked.get(row.id), record.document.text) for row in kept)


def struck_rows(record: Record) -> tuple[StatementRow, ...]:
    """The statements of a record that people rejected, as the machine read them, in text order."""
    rejected = {r.of: r for r in record.of(Ruling) if r.rejected}
    rows = (row for row in _joined(record) if row.id in rejected) if rejected else ()
    return tuple(msgspec.structs.replace(row, judged=judged_row(rejected[row.id])) for row in rows)


def _corrected(row: StatementRow, ruled: Ruling | None, checked: Verification | None, text: str) -> StatementRow:
    """The row with what people judged instead of the machine."""
    if ruled is None:
        return row
    changes: dict[str, object] = {"judged": judged_row(ruled)}
    if checked is not None and not _holds(checked, row, ruled):
        changes["verdict"] = None
    if ruled.speaker is not None:
        changes["speakers"] = (_judged_speaker(ruled.speaker, ruled.reason),)
    if ruled.content is not None and ruled.content[-1].end <= len(text):
        changes["content"] = tuple(span_row(span, text) for span in ruled.content)
    if ruled.source is not None and ruled.source.end <= len(text):
        changes["source"] = span_row(ruled.source, text)
    if ruled.label is not None:
        changes["verdict"] = VerdictRow(label=ruled.label, reason=ruled.reason)
    return msgspec.structs.replace(row, **changes)


def _holds(checked: Verification, row: StatementRow, ruled: Ruling) -> bool:
    """Whether a library's verdict on what the machine read is one on what people corrected, too: it was given on words
    that are still all, and for a speaker who is still the same, unless the words themselves fail."""
    renamed = ruled.speaker is not None and [ruled.speaker] != [speaker.name for speaker in row.speakers]
    if renamed and checked.label in SPOKEN_BY:
        return False
    if ruled.content is None:
        return True
    before = [Span(part.start, part.end) for part in row.content]
    within = all(any(old.contains(new) for old in before) for new in ruled.content)
    return within and any(new.contains(checked.at) for new in ruled.content)


def judged_row(ruled: Ruling) -> JudgedRow:
    """That people judged a row, as the row tells it."""
    return JudgedRow(by=ruled.judges, accepted=ruled.accepted, contested=ruled.contested, added=ruled.added is not None)


def _judged_speaker(words: str, reason: str) -> SpeakerRow:
    """Whom a person named as the speaker; a word with a colon and no blank is the id of a person in a register."""
    person = words if _PERSON.fullmatch(words) else None
    return SpeakerRow(name=words, person=person, type="person", role=None, affiliation=None, reason=reason)


def _joined(record: Record) -> tuple[StatementRow, ...]:
    """Every attribution joined with its speakers, chain and time, as the machine read it."""
    blocks, posts = record.of(Block), record.of(Post)
    speaking = {s.of: s for s in record.of(Speaking)}
    chains = {c.of: c for c in record.of(Chain)}
    said = {t.of: t for t in record.of(TimeReference) if t.of is not None}
    linked = {link.of: link for link in record.of(Linking)}
    verified = {found.of: found for found in record.of(Verification)}
    text = record.document.text

    def speakers(a: Attribution) -> tuple[SpeakerRow, ...]:
        found = speaking[a.id].speakers if a.id in speaking else ()
        return tuple(_speaker(s, linked.get(s.identity or "")) for s in found)

    rows = (
        _statement(a, text, speakers(a), chains.get(a.id), said.get(a.id), _holder(blocks, a), _holder(posts, a))
        for a in attributions(record)
    )
    found = {a.id: a.content for a in record.of(Attribution)}
    held = {a.id for a in attributions(record) if found.get(a.id) == a.content}
    return tuple(_with_verdict(row, verified.get(row.id) if row.id in held else None) for row in rows)


def attributions(record: Record) -> tuple[Attribution, ...]:
    """The attributions that the machine found and those that people added, in text order; at one place people's."""
    size = len(record.document.text)
    made = ((r.of, r.added) for r in record.of(Ruling) if r.added is not None)
    added = {of: one for of, one in made if one.id == of and max(part.end for part in (one.span, *one.content)) <= size}
    found = record.of(Attribution)
    if not added:
        return found
    kept = (*(a for a in found if a.id not in added), *added.values())
    return tuple(sorted(kept, key=lambda a: (a.span.start, a.span.end, a.id)))


def _with_verdict(row: StatementRow, found: Verification | None) -> StatementRow:
    if found is None:
        return row
    return msgspec.structs.replace(row, verdict=VerdictRow(label=found.label, reason=found.reason))


def _statement(
    a: Attribution,
    text: str,
    speakers: tuple[SpeakerRow, ...],
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
        speakers=speakers,
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


def _speaker(s: Speaker, link: Linking | None) -> SpeakerRow:
    return SpeakerRow(
        name=s.name,
        person=link.person if link else None,
        type=s.type,
        role=s.role,
        affiliation=s.affiliation,
        reason=f"{s.reason}; {link.reason}" if link else s.reason,
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


def _kept(record: Record, kind: type[R]) -> tuple[R, ...]:
    """The readings of a kind that nobody rejected."""
    rejected = {r.of for r in record.of(Ruling) if r.rejected}
    return tuple(found for found in record.of(kind) if found.id not in rejected)


def dispute_rows(record: Record) -> tuple[DisputeRow, ...]:
    """Every dispute of a record in text order; the words said to be right carry a library's verdict of their own."""
    verified = {found.of: found for found in record.of(Verification)}
    return tuple(_dispute(d, record.document.text, verified.get(d.id)) for d in _kept(record, Dispute))


def _dispute(d: Dispute, text: str, verified: Verification | None) -> DisputeRow:
    return DisputeRow(
        id=d.id,
        span=span_row(d.span, text),
        by=d.by,
        target=d.target,
        kind=d.kind,
        counter=_counter(d.counter, text, verified) if d.counter else None,
    )


def _counter(counter: Span, text: str, verified: Verification | None) -> CounterRow:
    verdict = VerdictRow(label=verified.label, reason=verified.reason) if verified else None
    return CounterRow(start=counter.start, end=counter.end, text=counter.of(text), verdict=verdict)


def _reference(r: Reference, text: str) -> ReferenceRow:
    return ReferenceRow(
        id=r.id, span=span_row(r.span, text), same_as=r.same_as, kind=r.kind, title=r.title, date=r.date
    )


def _annotations(record: Record) -> AnnotationsRow:
    """What layers found; what people judged is kept on lines of its own."""
    return AnnotationsRow(
        hints=record.document.hints,
        layers=tuple(
            ReadRow(layer=by.layer, version=by.version, found=tuple(_found(a, record) for a in annotations))
            for by, annotations in record.layers
            if by.layer != BY_PEOPLE.layer
        ),
    )


def _found(annotation: Annotation, record: Record) -> FoundRow:
    fields = msgspec.to_builtins(annotation, order="sorted")
    del fields["id"]
    if annotation.document == record.document.id:
        del fields["document"]
    return FoundRow(kind=type(annotation).__name__, fields=fields)


def _holder(parts: tuple[Annotation, ...], attribution: Attribution) -> str | None:
    """The id of the part, of those that follow one another, in which an attribution's content begins."""
    at = attribution.content[0].start
    before = bisect.bisect_right(parts, at, key=lambda part: part.span.start)
    return parts[before - 1].id if before and at < parts[before - 1].span.end else None
