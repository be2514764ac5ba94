"""Runs the segmenting layers on a text."""

from onrecord.model.document import Document, DocumentKind, Hint, Origin, Record
from onrecord.pipeline import build
from onrecord.settings import Settings

ORDER = ("segment.blocks", "segment.quotations", "segment.turns", "segment.posts")


def segmented(text: str, *, kind: DocumentKind = "article", hints: tuple[Hint, ...] = ()) -> Record:
    """The record of a text after the segmenting layers."""
    document = Document(origin=Origin(uri="story.txt"), text=text, kind=kind, hints=hints, language="en")
    return build(Settings(), ORDER)(document)
