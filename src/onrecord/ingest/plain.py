"""Reads plain text, a page flattened to text included: the file's characters as they are."""

from collections.abc import Iterator

from onrecord.ingest.encodings import decode, decoded_opening
from onrecord.model.document import Document
from onrecord.registry import Ingester, Source
from onrecord.settings import Settings

BID = 0.1
"""Any text can be read as plain text; every other reader knows more."""


def fits(source: Source) -> float:
    """The lowest bid for what is a text at all."""
    return BID if decoded_opening(source.data) else 0.0


def read(source: Source, _: Settings) -> Iterator[Document]:
    """One document: the file character by character. Raises DocumentError for what is no text or blank."""
    yield Document(origin=source.origin, text=decode(source.data))


INGESTER = Ingester(fits=fits, read=read)
