"""Reads transcripts in plain text, in which a label at the beginning of a line names who speaks."""

from collections.abc import Iterator

from onrecord.ingest.encodings import decode, decoded_opening
from onrecord.ingest.speakerlabels import turn_hints
from onrecord.model.document import Document
from onrecord.registry import Ingester, Source
from onrecord.settings import Settings

BID = 0.5
"""Above plain text, below what declares itself as a page or as JSON."""


def fits(source: Source) -> float:
    """A bid where the first part of the text is made of labelled turns."""
    return BID if turn_hints(decoded_opening(source.data)) else 0.0


def read(source: Source, _: Settings) -> Iterator[Document]:
    """One document: the file character by character, with a hint for each turn and each label. A text that turns out
    to be no transcript as a whole is an article."""
    text = decode(source.data)
    hints = turn_hints(text)
    yield Document(origin=source.origin, text=text, kind="transcript" if hints else "article", hints=hints)


INGESTER = Ingester(fits=fits, read=read)
