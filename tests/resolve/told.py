"""Records for tests of who speaks: attributions are marked in the text, [source]s1 [cue]q1 [content]c1."""

import re
from functools import cache

from marked import marked
from onrecord.model.base import Annotation, Provenance, Span
from onrecord.model.document import Block, Document, Origin, Record
from onrecord.model.statement import (
    Attribution,
    Chain,
    Identity,
    Post,
    Quotation,
    Speaker,
    Speaking,
    Turn,
)
from onrecord.resolve import chains, mentions
from onrecord.resolve.chains import chains as chains_of
from onrecord.resolve.lexicon import Lexicon, load_lexicon
from onrecord.resolve.mentions import annotations

_QUOTED = re.compile(r"“([^“”]*)”")
_NUMBER = re.compile(r"\d+$")


@cache
def lexicon() -> Lexicon:
    """The packaged word lists, read once."""
    return load_lexicon()


def told(text: str, *, author: str | None = None, headline: bool = False, published: str | None = None) -> Record:
    """The record of a marked text with its chains and speakers."""
    read = marked(text)
    document = Document(origin=Origin(uri="test", author=author, published=published), text=read.text)
    record = Record(document)
    for found in (_blocks(document, headline), _quotations(document), _turns(document, read.spans)):
        record = _with(record, found)
    record = _with(record, _posts(document, read.spans))
    return resolved(_with(record, _attributions(document, read.spans)))


def resolved(record: Record) -> Record:
    """The record with what the two layers add."""
    record = _with(record, tuple(chains_of(record, lexicon())))
    return _with(record, tuple(annotations(record, lexicon())))


def speakers(record: Record) -> list[tuple[str, ...]]:
    """The names of each attribution's speakers, in text order of the attributions."""
    return [tuple(speaker.name for speaker in found) for found in _speakers(record)]


def only(record: Record) -> Speaker:
    """The one speaker of the last attribution."""
    (speaker,) = _speakers(record)[-1]
    return speaker


def chain(record: Record) -> tuple[tuple[str, ...], str | None]:
    """Through whom the last attribution came, and to whom it was said."""
    last = record.of(Attribution)[-1]
    found = next((chain for chain in record.of(Chain) if chain.of == last.id), None)
    if found is None:
        return (), None
    return tuple(named.name for named in found.via), found.addressee.name if found.addressee else None


def people(record: Record) -> dict[str, Identity]:
    """The identities by name."""
    return {identity.name: identity for identity in record.of(Identity)}


def _speakers(record: Record) -> list[tuple[Speaker, ...]]:
    spoken = {speaking.of: speaking.speakers for speaking in record.of(Speaking)}
    return [spoken.get(attribution.id, ()) for attribution in record.of(Attribution)]


def _with(record: Record, found: tuple[Annotation, ...]) -> Record:
    return record.extended(Provenance(layer="test", version="1"), found)


def _blocks(document: Document, headline: bool) -> tuple[Annotation, ...]:
    lines = list(re.finditer(r"[^\n]+", document.text))
    return tuple(
        Block(
            document=document.id,
            extent=Span(*match.span()),
            role="headline" if headline and place == 0 else "paragraph",
        )
        for place, match in enumerate(lines)
    )


def _quotations(document: Document) -> tuple[Annotation, ...]:
    return tuple(
        Quotation(document=document.id, extent=Span(*match.span()), inner=Span(*match.span(1)), closed=True)
        for match in _QUOTED.finditer(document.text)
    )


def _turns(document: Document, spans: dict[str, tuple[Span, ...]]) -> tuple[Annotation, ...]:
    labels, bodies = spans.get("label", ()), spans.get("body", ())
    return tuple(
        Turn(document=document.id, label=label, body=body, speaker=label.of(document.text))
        for label, body in zip(labels, bodies, strict=True)
    )


def _posts(document: Document, spans: dict[str, tuple[Span, ...]]) -> tuple[Annotation, ...]:
    return tuple(
        Post(document=document.id, extent=span, body=span, confidence=1.0, reason="marked")
        for span in spans.get("post", ())
    )


def _attributions(document: Document, spans: dict[str, tuple[Span, ...]]) -> tuple[Annotation, ...]:
    numbers = dict.fromkeys(number[0] for label in spans if (number := _NUMBER.search(label)))
    marked_ones = [
        Attribution(
            document=document.id,
            source=spans.get(f"s{n}", (None,))[0],
            cue=spans.get(f"q{n}", (None,))[0],
            content=spans[f"c{n}"],
            mode="indirect",
            confidence=1.0,
        )
        for n in numbers
    ]
    turns = [
        Attribution(document=document.id, source=label, content=(body,), mode="direct", confidence=1.0)
        for label, body in zip(spans.get("label", ()), spans.get("body", ()), strict=True)
    ]
    return (*marked_ones, *turns)


LAYERS = (chains.LAYER, mentions.LAYER)
