"""Runs the segmenting layers on a text."""

from onrecord.model.base import Provenance
from onrecord.model.document import Document, DocumentKind, Hint, Origin, Record
from onrecord.segment import blocks, posts, quotations, turns
from onrecord.settings import Settings

STEPS = tuple(module.LAYER.load(Settings()) for module in (blocks, quotations, turns, posts))


def segmented(text: str, *, kind: DocumentKind = "article", hints: tuple[Hint, ...] = ()) -> Record:
    """The record of a text after the segmenting layers."""
    document = Document(origin=Origin(uri="story.txt"), text=text, kind=kind, hints=hints, language="en")
    record = Record(document)
    for step in STEPS:
        record = record.extended(Provenance(layer="segment", version="1"), tuple(step(record)))
    return record
