"""Pages of marked texts, and the forms that are marked in them: [source]s [cue]q [content]c, numbered where several.

[..]ms, [..]mq and [..]mc are parts that the model found. Each line is a block.
"""

import re

from marked import Marked
from onrecord.attribute.forms.form import Form, Page
from onrecord.attribute.marks import Outer
from onrecord.model.base import Span
from onrecord.model.document import Block, Role
from onrecord.model.statement import Part
from onrecord.segment.quotations import regions

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def page(m: Marked, *, role: Role = "paragraph") -> Page:
    """The page of a text whose lines all have one role."""
    lines = tuple(Span(*line.span()) for line in _LINE.finditer(m.text))
    quotations = Outer(tuple(region.extent for region in regions(m.text, lines) if not region.depth))
    return Page(m.text, tuple(Block(document="d", extent=line, role=role) for line in lines), quotations, parts(m))


def parts(m: Marked) -> tuple[Part, ...]:
    """The parts that the model found, by kind."""
    sources = (Part(document="d", role="source", extent=span, confidence=0.5) for span in m.spans.get("ms", ()))
    cues = (Part(document="d", role="cue", extent=span, confidence=0.5) for span in m.spans.get("mq", ()))
    contents = (Part(document="d", role="content", extent=span, confidence=0.5) for span in m.spans.get("mc", ()))
    return (*sources, *cues, *contents)


def forms(m: Marked) -> list[Form]:
    """The forms that are marked in a text, by their numbers."""
    numbers = sorted(label[1:] for label in m.spans if label.startswith("q"))
    return [
        Form(source=m.one(f"s{n}") if f"s{n}" in m.spans else None, cue=m.one(f"q{n}"), content=m.spans[f"c{n}"])
        for n in numbers
    ]
