"""Finds who is mentioned in a document, gathers mentions into identities, and says who speaks in each attribution."""

import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from onrecord.model.base import Annotation, Span
from onrecord.model.document import Block, Record
from onrecord.model.statement import Attribution, Chain, Identity, Mention, Post, Quotation, Speaking, Turn
from onrecord.registry import Layer
from onrecord.resolve.chains import spoken_through
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.identities import Figure, cast_of
from onrecord.resolve.labels import label_names, label_span
from onrecord.resolve.lexicon import Lexicon, load_lexicon
from onrecord.resolve.memory import Memory
from onrecord.resolve.names import Name
from onrecord.resolve.pointers import Pointers
from onrecord.resolve.pronouns import is_first_person
from onrecord.resolve.recognition import find_names, is_capitalised
from onrecord.resolve.speakers import Speakers
from onrecord.resolve.voices import Voices
from onrecord.settings import Settings

_FORMS: Mapping[str, Literal["name", "group", "place"]] = {"group": "group", "place": "place"}

_SENTENCE_ENDS = (".", "!", "?", "”", '"', ":")


def load(_: Settings) -> Callable[[Record], Iterable[Annotation]]:
    """The layer; it reads the packaged word lists."""
    lexicon = load_lexicon()
    return lambda record: tuple(annotations(record, lexicon))


def annotations(record: Record, lexicon: Lexicon) -> Iterator[Annotation]:
    """The mentions and identities of a record, and who speaks in each of its attributions."""
    document, attributions = record.document, record.of(Attribution)
    names = _names(record, lexicon)
    voices = Voices(record, names)
    speaking = frozenset(_heads(attributions, voices))
    cast = cast_of(document.text, names, lexicon, speaking)
    contents = (span for attribution in attributions for span in attribution.content)
    quotations, posts = (q.extent for q in record.of(Quotation)), (p.extent for p in record.of(Post))
    discourse = Discourse(document.text, cast, quotations, contents, posts)
    pointers = Pointers(discourse, (a.source for a in attributions if a.source), lexicon)
    memory = Memory(discourse, document.id)
    speakers = Speakers(memory, pointers, voices, lexicon)
    _decide(record, attributions, speakers, voices)
    yield from _people(document.id, memory, voices)
    for attribution in attributions:
        if voices.decided.get(attribution.id):
            at = attribution.source or attribution.cue or attribution.content[0]
            yield Speaking(document=document.id, of=attribution.id, at=at, speakers=voices.decided[attribution.id])


def _heads(attributions: Iterable[Attribution], voices: Voices) -> Iterator[int]:
    """The places of the names that sources begin with."""
    for source in (a.source for a in attributions if a.source):
        yield from (n for n, name in voices.names_in(source)[:1] if name.opening - source.start <= len("the "))


def _names(record: Record, lexicon: Lexicon) -> tuple[Name, ...]:
    text, turns = record.document.text, record.of(Turn)
    labels = tuple(label_names(text, turns, lexicon))
    quiet = sorted([*_headlines(record), *(turn.label for turn in turns)])
    found = (name for name in find_names(text, quiet, labels, lexicon) if not _in_label(name, turns))
    return tuple(sorted((*found, *labels), key=lambda name: (name.span.start, name.span.end)))


def _in_label(name: Name, turns: Sequence[Turn]) -> bool:
    at = bisect.bisect_right(turns, name.span.start, key=lambda turn: turn.label.start) - 1
    return at >= 0 and name.span.start < turns[at].label.end


def _headlines(record: Record) -> Iterator[Span]:
    """The blocks in which every word is capitalised, so that a capital letter tells no name."""
    text = record.document.text
    for block in record.of(Block):
        words = block.extent.of(text)
        if is_capitalised(words) and (block.role == "headline" or not words.rstrip().endswith(_SENTENCE_ENDS)):
            yield block.extent


def _decide(record: Record, attributions: Sequence[Attribution], speakers: Speakers, voices: Voices) -> None:
    """Fills `voices.decided`: third persons in text order, then "I", outer attributions first, then quotations that
    go on without a source."""
    text = record.document.text
    labels = {turn.label: label_span(text, turn) for turn in record.of(Turn)}
    through = {chain.of: chain for chain in record.of(Chain)}
    sources: list[tuple[Span, Attribution]] = []
    for attribution in attributions:
        if attribution.source in labels:
            voices.decided[attribution.id] = speakers.of_label(labels[attribution.source])
        elif attribution.source is not None:
            chain = through.get(attribution.id)
            sources.append((spoken_through(text, attribution, chain) or attribution.source, attribution))
    first = [pair for pair in sources if is_first_person(pair[0].of(text))]
    for source, attribution in sorted((p for p in sources if not is_first_person(p[0].of(text))), key=lambda p: p[0]):
        voices.decided[attribution.id] = speakers.of(attribution, source)
    for source, attribution in sorted(first, key=lambda p: (p[1].span.start, -p[1].span.end)):
        voices.decided[attribution.id] = speakers.of(attribution, source)
    for attribution in attributions:
        if attribution.source is None:
            voices.decided[attribution.id] = voices.continued(attribution)
        elif attribution.id in through and _only_passes_on(text, attribution, through[attribution.id]):
            voices.pass_on(attribution)


def _only_passes_on(text: str, attribution: Attribution, chain: Chain) -> bool:
    """Whether the source is told as the way that words came, and nobody is cited."""
    source = attribution.source
    passes = source is not None and any(named.span.overlaps(source) for named in chain.via)
    return passes and spoken_through(text, attribution, chain) is None


def _people(document: str, memory: Memory, voices: Voices) -> Iterator[Annotation]:
    """The identity of each figure that is surely one or that speaks, and its mentions."""
    speaking = {speaker.identity for decided in voices.decided.values() for speaker in decided}
    pointed: dict[int, set[Span]] = defaultdict(set)
    for number, span in memory.pointed:
        pointed[number].add(span)
    for number, figure in enumerate(memory.discourse.figures):
        if memory.identity(number) not in speaking and not _stands_alone(figure):
            continue
        names = tuple(name.span for name in figure.names) or (memory.places[number],)
        yield from _mentions(document, figure, pointed[number] | set(() if figure.names else names))
        yield Identity(
            document=document,
            name=figure.name,
            type=figure.type,
            role=figure.role,
            affiliation=figure.affiliation,
            mentions=tuple(dict.fromkeys((*names, *sorted(pointed[number])))),
            aliases=tuple(dict.fromkeys(name.text for name in figure.names if name.text != figure.name)),
        )


def _stands_alone(figure: Figure) -> bool:
    """Whether a figure that never speaks is worth an identity: a person or body that the text surely names."""
    return figure.sure and figure.type in ("person", "organization") and figure.names[0].kind != "place"


def _mentions(document: str, figure: Figure, pointed: Iterable[Span]) -> Iterator[Mention]:
    for name in figure.names:
        yield Mention(document=document, extent=name.span, form=_FORMS.get(name.kind, "name"))
    for span in pointed:
        yield Mention(document=document, extent=span, form="pronoun" if len(span) < 9 else "role")


LAYER = Layer(
    version="1",
    requires=(Block, Quotation, Turn, Post, Attribution, Chain),
    produces=(Mention, Identity, Speaking),
    load=load,
)
