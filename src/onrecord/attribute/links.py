"""Ties sources, cues and contents into attributions by the scores of the trained links."""

import bisect
import math
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.attribute.calibration import Calibration, calibration
from onrecord.attribute.force import force, is_passive, is_quoting, negated
from onrecord.attribute.forms.form import tied
from onrecord.attribute.heads import heads
from onrecord.attribute.marks import Outer, outer
from onrecord.attribute.modes import mode, quoted
from onrecord.attribute.reporting import reports
from onrecord.attribute.scoring import Links, links, places
from onrecord.encoder import States
from onrecord.model.base import Span
from onrecord.model.document import Block, Record
from onrecord.model.statement import Attribution, Part, Quotation, Turn
from onrecord.registry import Layer
from onrecord.settings import Settings

TOGETHER = 64
"""Parts that are scored at once, against the heads around them: a long text costs no more a word than a short one."""

AROUND = 24
"""Heads on each side of such a group. The farthest gold head lies 46 words off in 99 of 100 cases."""

MOSTLY = 0.5
"""Share of letters in marks above which words without a cue are a statement. Set on PolNeAR dev: above 0 and above
0.9 gave 91.7/93.1 and 92.3/92.6 of quoted attributions (P/R), half of eighteen cases read one by one (2026-11-23)."""

_CLAUSE = re.compile(r"(?:that|whether)\s")
_ENDS = re.compile(r"[.!?]\s")

FIRST_PERSON = frozenset("i we me us".split())


@dataclass(frozen=True, slots=True)
class Link:
    """The head that a part hangs on, None for none, and the probability of that."""

    head: int | None
    probability: float


@dataclass(frozen=True, slots=True)
class Scorers:
    """What was trained for links, and how sure an attribution is whose least sure part or link is so sure."""

    to_cue: Links
    to_source: Links
    certain: Calibration


def load(settings: Settings) -> Callable[[Record, States], Iterable[Attribution]]:
    """The layer, with the link scores that were trained with the model."""
    arrays = heads(settings)
    scorers = Scorers(
        links(arrays, "content_to_cue"), links(arrays, "cue_to_source"), calibration(arrays, "attribution")
    )

    def annotate(record: Record, states: States) -> Iterable[Attribution]:
        """Attributions in text order, each inside the smallest that holds it."""
        quotations = record.of(Quotation)
        parts = record.of(Part)
        top = (
            found for group in _by_line(parts, record) for found in _tied(group, record, states, scorers, quotations)
        )
        within = (
            inner
            for group in _by_holder(parts)
            for inner in _tied(group, record, states, scorers, quotations)
            if inner.cue is not None and reports(inner.cue.of(record.document.text))
        )
        return nested(kept((*top, *within), record), record.of(Attribution))

    return annotate


def _tied(
    parts: Sequence[Part],
    record: Record,
    states: States,
    scorers: Scorers,
    quotations: Sequence[Quotation],
) -> tuple[Attribution, ...]:
    """The attributions that parts of one depth make."""
    sources, cues, contents = (tuple(p for p in parts if p.role == r) for r in ("source", "cue", "content"))
    certain = tied(parts, record.document.text)
    cue_of = _continued(tuple(_linked(contents, cues, scorers.to_cue, states, certain)), contents, quotations)
    source_of = tuple(_linked(cues, sources, scorers.to_source, states, certain))
    marked = outer(quotations)
    found = (
        *_with_cue(record, sources, cues, contents, cue_of, source_of, marked),
        *_without_cue(record, contents, cue_of, marked),
    )
    return tuple(replace(a, confidence=round(scorers.certain(a.confidence), 3)) for a in found)


def _by_line(parts: Sequence[Part], record: Record) -> Iterator[list[Part]]:
    """The parts of depth 0: those of each headline, which is a text of its own, and all others together."""
    text = record.document.text
    heads = [b.extent for b in record.of(Block) if b.role == "headline" and not _leads_on(b.extent.of(text))]
    top = [part for part in parts if part.depth == 0]
    for head in heads:
        if inside := [part for part in top if head.contains(part.extent)]:
            yield inside
    yield [part for part in top if not any(head.contains(part.extent) for head in heads)]


def _leads_on(headline: str) -> bool:
    """Whether a first line is no headline but the beginning of a quotation or of what a colon announces."""
    return headline[0] in '“"„«' or headline.rstrip()[-1] in ':”"»'


def _by_holder(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """The parts of depth 1 that stand in one content, where a cue and a content are among them."""
    holders = sorted((p.extent for p in parts if p.depth == 0 and p.role == "content"), key=lambda e: e.start)
    starts = [holder.start for holder in holders]
    held: dict[int, list[Part]] = defaultdict(list)
    for part in parts:
        if part.depth:
            held[bisect.bisect_right(starts, part.extent.start) - 1].append(part)
    for group in held.values():
        if {"cue", "content"} <= {part.role for part in group}:
            yield tuple(group)


def _linked(
    parts: Sequence[Part], candidates: Sequence[Part], scorer: Links, states: States, certain: Mapping[str, str]
) -> Iterator[Link]:
    """The head of each part: the one that its form makes certain, else the best among those that are left around it."""
    number = {candidate.id: i for i, candidate in enumerate(candidates)}
    settled = {part.id: certain[part.id] for part in parts if certain.get(part.id) in number}
    left = [part for part in parts if part.id not in settled]
    free = [candidate for candidate in candidates if candidate.id not in settled.values()]
    scored = dict(zip((part.id for part in left), _scored(left, free, scorer, states), strict=True))
    for part in parts:
        if part.id in settled:
            yield Link(number[settled[part.id]], 1.0)
            continue
        link = scored[part.id]
        yield link if link.head is None else replace(link, head=number[free[link.head].id])


def _scored(parts: Sequence[Part], candidates: Sequence[Part], scorer: Links, states: States) -> Iterator[Link]:
    """The best head of each part among the candidates around it."""
    for start in range(0, len(parts), TOGETHER):
        group = parts[start : start + TOGETHER]
        low, high = _around(group, candidates)
        if low == high:
            yield from (Link(None, 1.0) for _ in group)
            continue
        scores = scorer.scores(places(group, states), places(candidates[low:high], states))
        for best, score in zip(scores.argmax(1).tolist(), scores.max(1).tolist(), strict=True):
            yield Link(low + best - 1 if best else None, scorer.certain(math.exp(score)))


def _around(group: Sequence[Part], candidates: Sequence[Part]) -> tuple[int, int]:
    low = bisect.bisect_left(candidates, group[0].extent.start, key=lambda c: c.extent.start)
    high = bisect.bisect_left(candidates, group[-1].extent.end, key=lambda c: c.extent.start)
    return max(0, low - AROUND), min(len(candidates), high + AROUND)


def _continued(cue_of: Sequence[Link], contents: Sequence[Part], quotations: Sequence[Quotation]) -> tuple[Link, ...]:
    """The links; a paragraph of a quotation that has no cue of its own hangs where its neighbour hangs."""
    starts = [content.extent.start for content in contents]
    before = {q.id: q.continues for q in quotations if q.continues}
    holding: dict[str, int] = {}
    links = list(cue_of)
    for quotation in quotations:
        at = bisect.bisect_left(starts, quotation.extent.start)
        if at == len(contents) or contents[at].extent.start >= quotation.extent.end:
            continue
        holding[quotation.id] = at
        earlier = holding.get(before.get(quotation.id, ""))
        if links[at].head is None and earlier is not None:
            links[at] = links[earlier]
        elif earlier is not None and links[earlier].head is None:
            links[earlier] = links[at]
    return tuple(links)


def _with_cue(
    record: Record,
    sources: Sequence[Part],
    cues: Sequence[Part],
    contents: Sequence[Part],
    cue_of: Sequence[Link],
    source_of: Sequence[Link],
    quotations: Outer,
) -> Iterator[Attribution]:
    """An attribution for each cue on which a content hangs."""
    hanging: dict[int, list[int]] = defaultdict(list)
    for number, link in enumerate(cue_of):
        if link.head is not None:
            hanging[link.head].append(number)
    text = record.document.text
    for number, held in sorted(hanging.items()):
        cue, link = cues[number], source_of[number]
        told = link.head is None or is_passive(cue.extent, text)  # "was told": the one before it is the addressee
        source = None if told else sources[link.head or 0]
        behind = [i for i in held if contents[i].extent.start > cue.extent.start]
        if behind and is_passive(cue.extent, text):  # "X was asked whether": X is asked
            held = behind
        elif behind and source is None and is_quoting(cue.extent, text):  # "X was quoted as saying": X says it
            source = next((contents[i] for i in held if _stands_before(contents[i].extent, cue.extent, text)), None)
            held = behind if source else held
        content = tuple(_own([contents[i].extent for i in held], cue.extent, quotations, text))
        parts = (cue, *(contents[i] for i in held), *((source,) if source else ()))
        certain = [*(p.confidence for p in parts), *(cue_of[i].probability for i in held), link.probability]
        yield Attribution(
            document=record.document.id,
            source=source.extent if source else None,
            cue=cue.extent,
            content=content,
            mode=mode(content, quotations, text),
            force=force(cue.extent, text),
            negated=negated(cue.extent, text, source.extent if source else None),
            confidence=min(certain),
        )


def _stands_before(words: Span, cue: Span, text: str) -> bool:
    """Whether nothing but blanks stands between the words and the cue."""
    return words.end <= cue.start and not text[words.end : cue.start].strip()


def _own(content: list[Span], cue: Span, quotations: Outer, text: str) -> list[Span]:
    """The contents of a cue; a clause ("that …") behind it is followed by no other sentence without marks."""
    clause = next((c for c in content if c.start >= cue.end and _CLAUSE.match(text, c.start)), None)
    if clause is None:
        return content
    return [c for c in content if c.start <= clause.start or quotations.near(c) or _goes_on(clause, c, text)]


def _goes_on(clause: Span, content: Span, text: str) -> bool:
    """Whether no sentence ends between a clause and a content."""
    return _ENDS.search(text, clause.end, content.start) is None


def _without_cue(
    record: Record, contents: Sequence[Part], cue_of: Sequence[Link], quotations: Outer
) -> Iterator[Attribution]:
    """An attribution for each content, most of it in quotation marks, on which no cue was found.

    Without a cue, a word or two in marks are more often a title or a scare quote than a statement.
    """
    text = record.document.text
    for part, link in zip(contents, cue_of, strict=True):
        if link.head is None and quoted((part.extent,), quotations, text) > MOSTLY:
            yield Attribution(
                document=record.document.id,
                content=(part.extent,),
                mode=mode((part.extent,), quotations, text),
                confidence=min(part.confidence, link.probability),
            )


def kept(found: Iterable[Attribution], record: Record) -> tuple[Attribution, ...]:
    """Without what the speaker of a turn says of himself: the turn says that already."""
    turns = record.of(Turn)
    known = {a.id for a in record.of(Attribution)}
    return tuple(a for a in found if a.id not in known and not (turns and _is_first_person(a, record.document.text)))


def _is_first_person(attribution: Attribution, text: str) -> bool:
    return attribution.source is not None and attribution.source.of(text).casefold() in FIRST_PERSON


def nested(found: tuple[Attribution, ...], outside: tuple[Attribution, ...]) -> Iterator[Attribution]:
    """Each attribution with the smallest content, of another one, that holds all of it as its parent."""
    holders = deque(sorted((c, a.id) for a in (*found, *outside) for c in a.content))
    open_: list[tuple[Span, str]] = []
    for attribution in sorted(found, key=lambda a: (a.span, a.id)):
        while holders and holders[0][0].start <= attribution.span.start:
            open_.append(holders.popleft())
        open_ = [(c, i) for c, i in open_ if c.end > attribution.span.start]
        holding = [(len(c), i) for c, i in open_ if c.contains(attribution.span) and i != attribution.id]
        yield replace(attribution, parent=min(holding)[1]) if holding else attribution


LAYER = Layer(version="1", requires=(Block, Part, Quotation, Turn), produces=(Attribution,), load=load, encoded=True)
