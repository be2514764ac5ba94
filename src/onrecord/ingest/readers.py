"""Picks the reader for a source: each says how well the source fits it, and the highest bid reads."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.errors import DocumentError
from onrecord.ingest.encodings import decode
from onrecord.ingest.languages import language
from onrecord.model.document import Document
from onrecord.registry import Ingester, Source, components
from onrecord.settings import Settings


def read_source(source: Source, settings: Settings) -> Iterator[Document | DocumentError]:
    """The documents in a source, each with its language, and an error in the place of each that cannot be read."""
    uri = source.origin.uri
    try:
        for read in reader(source).read(source, settings):
            yield _told(read, uri) if isinstance(read, DocumentError) else _within(read, settings)
    except DocumentError as error:
        yield _told(error, uri)


def reader(source: Source) -> Ingester:
    """The reader that bids highest. Raises DocumentError, which tells what the source is, where none bids."""
    readers: tuple[Ingester, ...] = tuple(components("ingester").values())
    bids = [(ingester.fits(source), place) for place, ingester in enumerate(readers)]
    bid, place = max(bids, default=(0.0, 0))
    if bid <= 0:
        decode(source.data)
        raise DocumentError("no reader knows this form")
    return readers[place]


def _within(document: Document, settings: Settings) -> Document | DocumentError:
    length = len(document.text)
    if length > settings.max_characters:
        limit = f"the limit is {settings.max_characters:,} (setting max_characters, ONRECORD_MAX_CHARACTERS)"
        return DocumentError(f"{document.origin.uri}: the text has {length:,} characters; {limit}")
    return replace(document, language=document.language or language(document.text))


def _told(error: DocumentError, uri: str) -> DocumentError:
    return DocumentError(f"{uri}: {error}")
