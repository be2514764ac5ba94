"""Finds through whom words came ("according to Tass") and to whom they were said ("told reporters").

A medium that words were said to, "told the BBC", is the addressee: the text says to whom somebody spoke, and that the
outlet carried the words is only likely. `via` holds those who are said to have passed the words on.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from onrecord.model.base import Span
from onrecord.model.document import Record
from onrecord.model.statement import Attribution, Chain, Named
from onrecord.registry import Layer
from onrecord.resolve.lexicon import Lexicon, load_lexicon
from onrecord.resolve.relays import addressed_in, cited_in, is_outlet, medium_in, relayed_by
from onrecord.settings import Settings
from onrecord.text import sentences

_REACH = 400
"""Characters around an attribution's parts in which its chain is looked for: a long sentence."""
_NEAR = 50
"""Characters between a cue and "to reporters"; in PolNeAR nine of ten stand within 20."""
_DEEPEST = 8
"""Reports of reports that are followed outwards."""
_RELAYS = re.compile(r"according to|report|quot|cit(?:e|ing)|carried|publish|relay", re.IGNORECASE)
_LEAD = re.compile(r"(?:(?:the|an?|its|his|her|their)\s+|\w+[’']s\s+(?=\w+ (?:news agency|newspaper)$))", re.IGNORECASE)


def load(_: Settings) -> Callable[[Record], Iterable[Chain]]:
    """The layer; it reads the packaged word lists."""
    lexicon = load_lexicon()
    return lambda record: tuple(chains(record, lexicon))


def chains(record: Record, lexicon: Lexicon) -> Iterator[Chain]:
    """The chain of each attribution that has one."""
    text = record.document.text
    by_id = {attribution.id: attribution for attribution in record.of(Attribution)}
    spoken = _by_content(by_id.values())
    for attribution in by_id.values():
        around = _around(text, attribution)
        via = tuple(_via(text, attribution, around, by_id, lexicon))
        if not via and _is_passed_on(text, attribution, spoken, lexicon) and attribution.source:
            via = (_named(text, attribution.source, lexicon),)
        addressee = _addressee(text, attribution, around, lexicon)
        if via or addressee:
            at = attribution.cue or attribution.source or attribution.content[0]
            yield Chain(document=record.document.id, of=attribution.id, at=at, via=via, addressee=addressee)


def spoken_through(text: str, attribution: Attribution, chain: Chain | None) -> Span | None:
    """Who speaks where the source only passes words on: "the Post reported, quoting a diplomat" gives the diplomat."""
    source = attribution.source
    if chain is None or source is None or not any(named.span.overlaps(source) for named in chain.via):
        return None
    return _cited(text, attribution, _around(text, attribution))


def _by_content(attributions: Iterable[Attribution]) -> dict[int, list[Attribution]]:
    found: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        found.setdefault(attribution.content[0].start, []).append(attribution)
    return found


def _is_passed_on(
    text: str, attribution: Attribution, spoken: Mapping[int, Sequence[Attribution]], lexicon: Lexicon
) -> bool:
    """Whether an agency is said to have passed on words that stand as somebody else's too, cue apart."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None or not _RELAYS.search(cue.of(text)) or not is_outlet(text, source, lexicon):
        return False
    others = (other for other in spoken[attribution.content[0].start] if other.id != attribution.id and other.source)
    inner = (other.cue or other.source for other in others)
    return any(one is not None and not any(c.contains(one) for c in attribution.content) for one in inner)


def _around(text: str, attribution: Attribution) -> list[Span]:
    """What stands around the content of an attribution in its sentences: where a chain is told."""
    parts = [part for part in (attribution.source, attribution.cue) if part is not None]
    if not parts:
        return []
    first, last = min(part.start for part in parts), max(part.end for part in parts)
    line_start = max(text.rfind("\n", max(0, first - _REACH), first) + 1, first - _REACH, 0)
    line_end = text.find("\n", last, last + _REACH)
    line = Span(line_start, line_end if line_end >= 0 else min(len(text), last + _REACH))
    near = [s for s in sentences(text, line) if s.start <= last and first <= s.end]
    return list(_without(Span(near[0].start, near[-1].end), attribution.content)) if near else []


def _without(whole: Span, taken: Sequence[Span]) -> Iterator[Span]:
    at = whole.start
    for span in sorted(taken):
        if at < min(span.start, whole.end):
            yield Span(at, min(span.start, whole.end))
        at = max(at, span.end)
    if at < whole.end:
        yield Span(at, whole.end)


def _via(
    text: str, attribution: Attribution, around: Sequence[Span], by_id: Mapping[str, Attribution], lexicon: Lexicon
) -> Iterator[Named]:
    """Those who passed the words on, in the order of the text."""
    source = attribution.source
    found = [span for gap in around for span in relayed_by(text, gap, lexicon)] if source else []
    passed = [span for span in found if source is not None and not span.overlaps(source)]
    passed += _outer(text, attribution, by_id, lexicon)
    if source is not None and is_outlet(text, source, lexicon) and _cited(text, attribution, around):
        passed.append(source)
    named: list[Named] = []
    for span in sorted(passed):
        one = _named(text, span, lexicon)
        if not any(one.span.overlaps(other.span) or one.name == other.name for other in named):
            named.append(one)
    yield from named


def _outer(text: str, attribution: Attribution, by_id: Mapping[str, Attribution], lexicon: Lexicon) -> Iterator[Span]:
    """The sources of the attributions that this one stands in, cue and all, where they report what others said."""
    inner = attribution.cue or attribution.source
    outer = by_id.get(attribution.parent or "")
    for _ in range(_DEEPEST):
        if outer is None or inner is None:
            return
        tells = any(content.contains(inner) for content in outer.content)
        if tells and outer.source is not None and _is_relay(text, outer, outer.source, lexicon):
            yield outer.source
        outer = by_id.get(outer.parent or "")


def _is_relay(text: str, outer: Attribution, source: Span, lexicon: Lexicon) -> bool:
    """Whether an attribution reports what others said: a medium does, and whoever "reports" or "quotes"."""
    return bool(outer.cue and _RELAYS.search(outer.cue.of(text))) or medium_in(text, source, lexicon) is not None


def _cited(text: str, attribution: Attribution, around: Sequence[Span]) -> Span | None:
    """Whom the source cites after it is named."""
    if attribution.source is None:
        return None
    after = (
        Span(max(gap.start, attribution.source.end), gap.end) for gap in around if gap.end > attribution.source.end
    )
    return next((cited for gap in after if (cited := cited_in(text, gap))), None)


def _addressee(text: str, attribution: Attribution, around: Sequence[Span], lexicon: Lexicon) -> Named | None:
    """To whom it was said: the first phrase near the cue that a verb of telling points to."""
    cue, source = attribution.cue, attribution.source
    if cue is None:
        return None
    for gap in around:
        for place, span in addressed_in(text, gap):
            if cue.start - _NEAR <= place <= cue.end + _NEAR and not (source and source.overlaps(span)):
                return _named(text, span, lexicon)
    return None


def _named(text: str, span: Span, lexicon: Lexicon) -> Named:
    """The phrase with its name: the medium in it, or else its words without an article."""
    medium = medium_in(text, span, lexicon)
    if medium:
        return Named(name=medium.of(text), span=medium)
    words = _LEAD.sub("", span.of(text).strip(), count=1)
    return Named(name=re.sub(r"[’']s$", "", words) or words, span=span)


LAYER = Layer(version="1", requires=(Attribution,), produces=(Chain,), load=load)
