"""Makes records for the tests of readings without the model: paragraphs, posts, quotations and statements as marked."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import TypeVar

from marked import Marked, marked
from onrecord.model.base import Annotation, Provenance, Span
from onrecord.model.document import Block, Document, Origin, Record, Role
from onrecord.model.statement import Attribution, Force, Mode, Post, Speaker, SpeakerType, Speaking
from onrecord.registry import find
from onrecord.settings import Settings

PUBLISHED = "2031-03-05"
"""A Wednesday."""

MARKS = ("segment.quotations", "segment.posts")
"""The layers that run on the paragraphs as they are told."""


def record(text: str | Marked, *, published: str | None = PUBLISHED, statements: Iterable[Attribution] = ()) -> Record:
    """The record of an English article with that text, of which the statements are given."""
    words = text.text if isinstance(text, Marked) else text
    made = Record(Document(origin=Origin(uri="article.txt", published=published), text=words, language="en"))
    made = _with(made.extended(Provenance(layer="segment.blocks", version="1"), tuple(_paragraphs(made))), *MARKS)
    made = made.extended(Provenance(layer="given", version="1"), tuple(statements))
    return _with(made, "resolve.times")


A = TypeVar("A", bound=Annotation)


def _paragraphs(made: Record) -> Iterable[Annotation]:
    """Each line as a paragraph; with an empty line behind the first, that one is a headline."""
    text = made.document.text
    for number, line in enumerate(re.finditer(r"[^\n]+", text)):
        role: Role = "headline" if number == 0 and text[line.end() : line.end() + 2] == "\n\n" else "paragraph"
        yield Block(document=made.document.id, extent=Span(line.start(), line.end()), role=role)


def found(kind: type[A], layer: str, given: Record) -> tuple[A, ...]:
    """What the layer of that name finds of that kind, in text order."""
    return tuple(sorted((a for a in _loaded(layer)(given) if isinstance(a, kind)), key=lambda a: a.span))


def statement(
    text: Marked, label: str = "", *, mode: Mode = "indirect", negated: bool = False, force: Force = "asserted"
) -> Attribution:
    """The attribution whose source, cue and contents are marked s, q and c, with the label's number behind each."""
    (source,) = text.spans.get(f"s{label}", (None,))
    (cue,) = text.spans.get(f"q{label}", (None,))
    return Attribution(
        document=Document(origin=Origin(uri="article.txt", published=PUBLISHED), text=text.text, language="en").id,
        source=source,
        cue=cue,
        content=text.spans[f"c{label}"],
        mode=mode,
        force=force,
        negated=negated,
        confidence=0.9,
    )


def speaking(of: Attribution, name: str, kind: SpeakerType = "person") -> Speaking:
    """Who speaks in the attribution."""
    return Speaking(
        document=of.document, of=of.id, at=of.span, speakers=(Speaker(name=name, type=kind, reason="told"),)
    )


def in_post(text: str, author: str | None = None) -> Record:
    """The record of a text that is one reader's post."""
    made = record(text)
    post = Post(
        document=made.document.id,
        extent=Span(0, len(text)),
        body=Span(0, len(text)),
        author=author,
        parent="article",
        confidence=1.0,
        reason="told",
    )
    blocks = tuple(_as_post(made))
    layers = (
        (Provenance(layer="segment.blocks", version="1"), blocks),
        (Provenance(layer="given", version="1"), (post,)),
    )
    return _with(Record(made.document, layers), "segment.quotations", "resolve.times")


def _as_post(made: Record) -> Iterable[Annotation]:
    return (replace(block, role="post") for block in made.of(Block))


def _with(made: Record, *names: str) -> Record:
    for name in names:
        made = made.extended(Provenance(layer=name, version="1"), tuple(_loaded(name)(made)))
    return made


@cache
def _loaded(layer: str) -> Callable[[Record], Iterable[Annotation]]:
    annotate: Callable[[Record], Iterable[Annotation]] = find("layer", layer).load(Settings())
    return annotate


__all__ = ["PUBLISHED", "found", "in_post", "marked", "record", "speaking", "statement"]
