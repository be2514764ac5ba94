"""Finds who is mentioned in a document, gathers the mentions into identities, and says who speaks in each attribution."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from onrecord.model.base import Annotation, Span, content_id
from onrecord.model.document import Block, Record
from onrecord.model.statement import Attribution, Chain, Identity, Mention, Quotation, Speaker, Speaking, Turn
from onrecord.registry import Layer
from onrecord.resolve.chains import spoken_through
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.identities import Cast, Figure, cast_of
from onrecord.resolve.labels import label_names, label_span
from onrecord.resolve.lexicon import Lexicon, load_lexicon
from onrecord.resolve.names import Name, find_names, is_headline
from onrecord.resolve.speakers import Speakers
from onrecord.resolve.voices import Voices
from onrecord.settings import Settings

_FORMS: Mapping[str, Literal["name", "group", "place"]] = {"group": "group", "place": "place"}


def load(_: Settings) -> Callable[[Record], Iterable[Annotation]]:
    """The layer; it reads the packaged word lists."""
    lexicon = load_lexicon()
    return lambda record: tuple(annotations(record, lexicon))


def annotations(record: Record, lexicon: Lexicon) -> Iterator[Annotation]:
    """The mentions and identities of a record, and who speaks in each of its attributions."""
    document, attributions = record.document, record.of(Attribution)
    names = _names(record, lexicon)
    voices = Voices(record, names)
    speaking = frozenset(n for a in attributions if a.source for n, _ in voices.names_in(a.source))
    cast = cast_of(document.text, names, lexicon, speaking)
    ids = {number: _identity_id(document.id, figure) for number, figure in enumerate(cast.figures)}
    discourse = Discourse(document.text, cast, (q.extent for q in record.of(Quotation)))
    speakers = Speakers(discourse, voices, ids, lexicon)
    _decide(record, attributions, speakers, voices)
    yield from _people(document.id, cast, speakers, voices)
    for attribution in attributions:
        if voices.decided.get(attribution.id):
            at = attribution.source or attribution.cue or attribution.content[0]
            yield Speaking(document=document.id, of=attribution.id, at=at, speakers=voices.decided[attribution.id])


def _names(record: Record, lexicon: Lexicon) -> tuple[Name, ...]:
    text, turns = record.document.text, record.of(Turn)
    labels = tuple(label_names(text, turns, lexicon))
    quiet = sorted([*_headlines(record), *(turn.label for turn in turns)])
    found = (name for name in find_names(text, quiet, labels, lexicon))
    return tuple(sorted((*found, *labels), key=lambda name: (name.span.start, name.span.end)))


def _headlines(record: Record) -> Iterator[Span]:
    text = record.document.text
    for block in record.of(Block):
        if block.role == "headline" or (block.role != "turn" and is_headline(block.extent.of(text))):
            yield block.extent


def _identity_id(document: str, figure: Figure) -> str:
    first = figure.names[0].span
    return content_id("Identity", document, first.start, first.end)


def _decide(record: Record, attributions: Sequence[Attribution], speakers: Speakers, voices: Voices) -> None:
    """Fills `voices.decided`, outer attributions before those inside them, so that "I" finds who speaks."""
    text = record.document.text
    labels = {turn.label: label_span(text, turn) for turn in record.of(Turn)}
    through = {chain.of: chain for chain in record.of(Chain)}
    for attribution in sorted(attributions, key=lambda a: (a.span.start, -a.span.end)):
        if attribution.source in labels:
            voices.decided[attribution.id] = speakers.of_label(labels[attribution.source])
            continue
        source = spoken_through(record, attribution, through.get(attribution.id)) or attribution.source
        if source is not None:
            voices.decided[attribution.id] = speakers.of(attribution, source)
    for attribution in attributions:
        if attribution.source is None:
            voices.decided[attribution.id] = voices.continued(attribution)


def _people(document: str, cast: Cast, speakers: Speakers, voices: Voices) -> Iterator[Annotation]:
    """The identity of each figure that is surely one or that speaks, and its mentions."""
    speaking = {speaker.identity for decided in voices.decided.values() for speaker in decided}
    pointed: dict[int, list[Span]] = defaultdict(list)
    for number, span in speakers.pointed:
        pointed[number].append(span)
    for number, figure in enumerate(cast.figures):
        if not figure.sure and speakers.identities[number] not in speaking:
            continue
        yield from _mentions(document, figure, pointed[number])
        yield Identity(
            document=document,
            name=figure.name,
            type=figure.type,
            role=figure.role,
            affiliation=figure.affiliation,
            mentions=(*(name.span for name in figure.names), *sorted(set(pointed[number]))),
            aliases=tuple(dict.fromkeys(name.text for name in figure.names if name.text != figure.name)),
        )


def _mentions(document: str, figure: Figure, pointed: Iterable[Span]) -> Iterator[Mention]:
    for name in figure.names:
        yield Mention(document=document, extent=name.span, form=_FORMS.get(name.kind, "name"))
    for span in set(pointed):
        yield Mention(document=document, extent=span, form="pronoun" if len(span) < 9 else "role")


LAYER = Layer(
    version="1",
    requires=(Block, Quotation, Turn, Attribution, Chain),
    produces=(Mention, Identity, Speaking),
    load=load,
)
