"""Finds through whom words came ("according to Tass") and to whom they were said ("told reporters").

Media that words were said to, "told the BBC", are the addressee: the text says to whom somebody spoke, and that the outlet
also carried the words is only likely. `via` holds those who are said to have passed the words on.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.model.base import Span
from onrecord.model.document import Record
from onrecord.model.statement import Attribution, Chain, Named
from onrecord.registry import Layer
from onrecord.resolve.capitals import UPPER, phrases
from onrecord.resolve.lexicon import Lexicon, load_lexicon
from onrecord.settings import Settings
from onrecord.text import sentences

_REACH = 400
"""Characters around an attribution's parts in which its chain is looked for: a long sentence."""
_CARRIED = r"carried|published|broadcast|aired|released|cited|quoted|reported|distributed|obtained|seen|reviewed"
_RELAYED = re.compile(
    rf"\b(?:according to|as (?:reported|quoted|cited|carried) (?:by|in)|(?:was|were|been) (?:quoted|cited) by|"
    rf"quoted (?:as saying )?by|(?:as saying|said) by (?=(?:the )?[{UPPER}])|"
    rf"in (?:comments|remarks|a statement|an interview|quotes|footage|excerpts?|a video) (?:{_CARRIED}) (?:by|on|in))\s+",
    re.IGNORECASE,
)
_ON_AIR = re.compile(rf"\bon (?=(?:the )?[{UPPER}][\w.’'&-]+)")
_QUOTING = re.compile(r"\b(?:citing|quoting|quotes|quoted|cited|cites)\s+", re.IGNORECASE)
_REPORTS = re.compile(
    rf"(?:^|[,;”\"]\s*)(?:as )?(?P<who>(?:the |[{UPPER}][\w.]*[’']s )?[{UPPER}][\w.’'&-]*(?: [{UPPER}][\w.’'&-]*){{0,3}}"
    r"(?: news agency)?) (?:reports|reported|has reported)\b"
)
_ADDRESSED = re.compile(
    r"\b(?:told|tells|tell|telling|informed|assured|reminded|(?:said|spoke|speaking|wrote|writing|explained|complained) to|"
    r"(?:in|during) (?:an?|his|her|their|the) (?:\w+ )?(?:interview|letter|email|e-mail|statement|call|note|message) "
    r"(?:with|to))\s+",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"(?:the |a |an |his |her |its |their |this )?(?:[^\s,;:.()“”\"—–\n]|(?<=\b[A-Z])\.|\.(?=\w))+"
    r"(?: (?!(?:on|in|at|that|when|after|before|during|while|who|which|as|by|if|how|why|what|to|from|about|with|last|this"
    r"|earlier|there|is|was|were|has|had|would|will|and then|but|said|says|because|since|late|early|via|following|he|she|they"
    r"|they|it|his|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|not|also|yesterday|today)\b)"
    r"(?:[^\s,;:.()“”\"—–\n]|(?<=\b[A-Z])\.|\.(?=\w))+){0,8}"
)
_NOBODY = frozenset("that the what how why if whether it about of so no truth stories lies him".split())
_RELAY_CUE = re.compile(r"according to|report|quot|cit(?:e|ing)|carried|publish|relay", re.IGNORECASE)
_DETERMINER = re.compile(r"(?:the|a|an|its|his|her|their)\s+", re.IGNORECASE)


def load(_: Settings) -> Callable[[Record], Iterable[Chain]]:
    """The layer; it reads the packaged word lists."""
    lexicon = load_lexicon()
    return lambda record: tuple(chains(record, lexicon))


def chains(record: Record, lexicon: Lexicon) -> Iterator[Chain]:
    """The chain of each attribution that has one."""
    text = record.document.text
    attributions = record.of(Attribution)
    by_id = {attribution.id: attribution for attribution in attributions}
    for attribution in attributions:
        around = _around(text, attribution)
        via = tuple(_via(text, attribution, around, by_id, lexicon))
        addressee = _addressee(text, attribution, around, lexicon)
        if via or addressee:
            at = attribution.cue or attribution.source or attribution.content[0]
            yield Chain(document=record.document.id, of=attribution.id, at=at, via=via, addressee=addressee)


def spoken_through(record: Record, attribution: Attribution, chain: Chain | None) -> Span | None:
    """Who speaks where the source only passes words on: "the Post reported, quoting a diplomat" gives the diplomat."""
    if chain is None or attribution.source is None:
        return None
    if not any(named.span.overlaps(attribution.source) for named in chain.via):
        return None
    text = record.document.text
    for gap in _around(text, attribution):
        match = _QUOTING.search(text, gap.start, gap.end)
        if match:
            return _phrase_at(text, match.end(), gap.end)
    return None


def _around(text: str, attribution: Attribution) -> list[Span]:
    """What stands around the content of an attribution in its sentences: where a chain is told."""
    parts = [part for part in (attribution.source, attribution.cue) if part is not None]
    if not parts:
        return []
    first, last = min(part.start for part in parts), max(part.end for part in parts)
    line_start = max(text.rfind("\n", max(0, first - _REACH), first) + 1, first - _REACH, 0)
    line_end = text.find("\n", last, last + _REACH)
    line = Span(line_start, line_end if line_end >= 0 else min(len(text), last + _REACH))
    near = [s for s in sentences(text, line) if s.start < last + 1 and first < s.end + 1]
    if not near:
        return []
    return list(_without(Span(near[0].start, near[-1].end), attribution.content))


def _without(whole: Span, taken: Sequence[Span]) -> Iterator[Span]:
    at = whole.start
    for span in sorted(taken):
        if at < min(span.start, whole.end):
            yield Span(at, min(span.start, whole.end))
        at = max(at, span.end)
    if at < whole.end:
        yield Span(at, whole.end)


def _via(
    text: str, attribution: Attribution, around: Sequence[Span], by_id: dict[str, Attribution], lexicon: Lexicon
) -> Iterator[Named]:
    """Those who passed the words on, in the order of the text, whoever is nearest to the reader last."""
    found = [*_relays(text, attribution, around, lexicon), *_outer(text, attribution, by_id, lexicon)]
    if _passes_on(text, attribution, around) and attribution.source is not None:
        found.append(_named(text, attribution.source, lexicon))
    seen: list[Named] = []
    for named in sorted(found, key=lambda one: one.span):
        if not any(named.span.overlaps(other.span) or named.name == other.name for other in seen):
            seen.append(named)
    yield from seen


def _relays(text: str, attribution: Attribution, around: Sequence[Span], lexicon: Lexicon) -> Iterator[Named]:
    for gap in around:
        for match in _RELAYED.finditer(text, gap.start, gap.end):
            yield from _unless_source(text, attribution, _phrase_at(text, match.end(), gap.end), lexicon)
        for match in _REPORTS.finditer(text, gap.start, gap.end):
            yield from _unless_source(text, attribution, Span(*match.span("who")), lexicon)
        for match in _ON_AIR.finditer(text, gap.start, gap.end):
            span = _medium(text, _phrase_at(text, match.end(), gap.end), lexicon)
            if span:
                yield Named(name=span.of(text), span=span)


def _unless_source(text: str, attribution: Attribution, span: Span | None, lexicon: Lexicon) -> Iterator[Named]:
    """The name, where the words name somebody else than the source."""
    if span is not None and attribution.source is not None and not span.overlaps(attribution.source):
        yield _named(text, span, lexicon)


def _outer(text: str, attribution: Attribution, by_id: dict[str, Attribution], lexicon: Lexicon) -> Iterator[Named]:
    """The sources of the attributions that this one stands in, cue and all, where they report what others said."""
    outer, depth = by_id.get(attribution.parent or ""), 0
    while outer is not None and depth < len(by_id):
        inner = attribution.cue or attribution.source
        tells = inner is not None and any(content.contains(inner) for content in outer.content)
        if tells and outer.source is not None and _is_relay(text, outer, lexicon):
            yield _named(text, outer.source, lexicon)
        outer, depth = by_id.get(outer.parent or ""), depth + 1


def _is_relay(text: str, outer: Attribution, lexicon: Lexicon) -> bool:
    assert outer.source is not None
    cue = outer.cue.of(text) if outer.cue else ""
    return bool(_RELAY_CUE.search(cue)) or _medium(text, outer.source, lexicon) is not None


def _passes_on(text: str, attribution: Attribution, around: Sequence[Span]) -> bool:
    """Whether the source says whom it cites: "Reuters reported, citing two officials"."""
    if attribution.cue is None or attribution.source is None:
        return False
    gaps = [gap for gap in around if gap.end > attribution.source.end]
    for gap in gaps:
        match = _QUOTING.search(text, max(gap.start, attribution.source.end), gap.end)
        if match and _phrase_at(text, match.end(), gap.end):
            return not match[0].casefold().startswith(("cited", "cites")) or "say" in text[match.end() : gap.end]
    return False


def _addressee(text: str, attribution: Attribution, around: Sequence[Span], lexicon: Lexicon) -> Named | None:
    cue = attribution.cue
    for gap in around:
        for match in _ADDRESSED.finditer(text, gap.start, gap.end):
            near = (
                cue is not None and match.start() - cue.start >= -_REACH // 8 and match.start() <= cue.end + _REACH // 8
            )
            span = _phrase_at(text, match.end(), gap.end) if near else None
            if span and span.of(text).split()[0].casefold() not in _NOBODY - {"the"}:
                return _named(text, span, lexicon) if not _is_source(attribution, span) else None
    return None


def _is_source(attribution: Attribution, span: Span) -> bool:
    return attribution.source is not None and attribution.source.overlaps(span)


def _phrase_at(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that begins at a place."""
    match = _PHRASE.match(text, start, min(end, start + 120))
    if not match or match[0].split()[0].casefold() in _NOBODY - {"the"} or len(match[0]) < 2:
        return None
    return Span(start, match.end())


def _named(text: str, span: Span, lexicon: Lexicon) -> Named:
    """The phrase with its name: the medium in it, or else its words without an article."""
    medium = _medium(text, span, lexicon)
    if medium:
        return Named(name=medium.of(text), span=medium)
    words = _DETERMINER.sub("", span.of(text).strip(), count=1)
    return Named(name=re.sub(r"[’']s$", "", words) or words, span=span)


def _medium(text: str, span: Span | None, lexicon: Lexicon) -> Span | None:
    """A news agency, paper or station that the phrase names by a listed name."""
    if span is None:
        return None
    for phrase in phrases(span.of(text), lexicon):
        for start in range(len(phrase)):
            for end in range(len(phrase), start, -1):
                if " ".join(word.text for word in phrase[start:end]) in lexicon.media:
                    return Span(span.start + phrase[start].start, span.start + phrase[end - 1].end)
    return None


LAYER = Layer(version="1", requires=(Attribution,), produces=(Chain,), load=load)
