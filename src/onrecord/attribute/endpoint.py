"""Asks an endpoint, where the settings name one, who said what, and keeps of its answer only what stands in the text.

It takes the place of attribute.spans and attribute.links then. Nobody is asked by default, and nothing is found.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from onrecord.attribute.asked.aligning import Aligned, Answered, Places, align, on_marks, places
from onrecord.attribute.asked.asking import ask
from onrecord.attribute.force import force, negated
from onrecord.attribute.links import kept, nested
from onrecord.attribute.marks import Outer, outer
from onrecord.attribute.modes import mode
from onrecord.attribute.spans import silent_places
from onrecord.errors import DocumentError
from onrecord.model.base import Span
from onrecord.model.document import Block, Record
from onrecord.model.statement import Attribution, Omission, Quotation, Turn
from onrecord.registry import Layer
from onrecord.settings import Endpoint, Settings

TOGETHER = 8_000
"""Characters of whole blocks that are asked about at once. At four to a token of English that is 2,000 tokens: the
question, with an answer that repeats most of it, stays near the 4,096 that some local servers keep."""

CONFIDENCE = 0.5
"""What an attribution of an endpoint is worth: services tell no probability that means the same for all of them."""


def load(settings: Settings) -> Callable[[Record], Iterable[Attribution | Omission]]:
    """The layer; without an endpoint it finds nothing."""
    return partial(annotate, settings.endpoint) if settings.endpoint else _nothing


def annotate(endpoint: Endpoint, record: Record) -> Iterable[Attribution | Omission]:
    """Attributions in text order, each inside the smallest that holds it, and how much of the answers was left out.

    Raises DocumentError where one question gets no usable answer: a document is read whole or not at all.
    """
    answered = tuple(_answered(endpoint, record))
    quotations = outer(record.of(Quotation))
    found: dict[str, Attribution] = {}
    for aligned in answered:
        if aligned.content:
            attribution = _attribution(aligned, record, quotations)
            found.setdefault(attribution.id, attribution)
    yield from nested(kept(found.values(), record), record.of(Attribution))
    contents, others = sum(a.lost_contents for a in answered), sum(a.lost_others for a in answered)
    if contents or others:
        yield Omission(document=record.document.id, contents=contents, others=others)


def chunks(blocks: Iterable[Span]) -> Iterator[Span]:
    """Blocks gathered while they lie within TOGETHER characters. One that is longer stands alone, uncut."""
    gathered: Span | None = None
    for block in blocks:
        if gathered is not None and block.end - gathered.start > TOGETHER:
            yield gathered
            gathered = None
        gathered = Span(gathered.start if gathered else block.start, block.end)
    if gathered is not None:
        yield gathered


def _nothing(_: Record) -> Iterable[Attribution | Omission]:
    return ()


def _answered(endpoint: Endpoint, record: Record) -> Iterator[Aligned]:
    """What the endpoint answers about each chunk, with its places. Author lines and interface words say nothing."""
    silent, quotations = silent_places(record), outer(record.of(Quotation))
    for chunk in chunks(block.extent for block in record.of(Block) if not silent(block.extent)):
        everywhere = places(record.document.text, chunk)
        contents = _contents(everywhere, silent, quotations, record.document.text)
        for answered in _asked(endpoint, record, chunk):
            yield align(answered, contents, everywhere)


def _contents(everywhere: Places, silent: Callable[[Span], bool], quotations: Outer, text: str) -> Places:
    """Finds contents: they begin where somebody may speak, and take the quotation marks around them along."""

    @cache
    def found(string: str | None) -> tuple[Span, ...]:
        return tuple(on_marks(place, quotations, text) for place in everywhere(string) if not silent(place))

    return found


def _asked(endpoint: Endpoint, record: Record, chunk: Span) -> tuple[Answered, ...]:
    try:
        return ask(endpoint, chunk.of(record.document.text))
    except DocumentError as error:
        raise DocumentError(f"{record.document.origin.uri}: {error}") from None


def _attribution(aligned: Aligned, record: Record, quotations: Outer) -> Attribution:
    text, cue = record.document.text, aligned.cue
    return Attribution(
        document=record.document.id,
        source=aligned.source,
        cue=cue,
        content=aligned.content,
        mode=mode(aligned.content, quotations, text),
        force=force(cue, text) if cue else "asserted",
        negated=negated(cue, text, aligned.source) if cue else False,
        confidence=CONFIDENCE,
    )


LAYER = Layer(version="1", requires=(Block, Quotation, Turn), produces=(Attribution, Omission), load=load, asks=True)
