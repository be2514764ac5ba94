"""Reads the text layer of PDF files: paragraphs in reading order, with hints of pages, running heads and page numbers.

A file without a text layer, a scan, is told. What stands in the text is what the file says its letters mean; of lines
nothing is kept, and of broken words only the hyphens that may be their own.
"""

from collections.abc import Iterator, Sequence

from onrecord.errors import DocumentError
from onrecord.ingest.encodings import well_formed
from onrecord.ingest.origins import completed, tidy
from onrecord.ingest.pdfpages import Line, pages
from onrecord.ingest.pdfparagraphs import Paragraph, paragraphs
from onrecord.ingest.speakerlabels import turn_hints
from onrecord.model.base import Span
from onrecord.model.document import Document, Hint, OffsetMap
from onrecord.registry import Ingester, Source
from onrecord.settings import Settings

SURE = 1.0
"""No other reader reads PDF files."""

WITHIN = 1024
"""Bytes in which a file says that it is one. Some programs put a little before that."""

PARTING = "\n\n"
"""An empty line parts paragraphs, as in plain text."""

NOT_IN_THE_SOURCE = OffsetMap(())
"""The source is no text: the text's characters stand nowhere in it as they are."""

_SIGNS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), 65279)) | {
    0xFB00 + place: letters for place, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))
}
"""Controls, which fonts without a table of their letters leave behind, and letters that are cast in one."""


def fits(source: Source) -> float:
    """A sure bid for what says that it is a PDF file."""
    return SURE if b"%PDF-" in source.data[:WITHIN] else 0.0


def read(source: Source, settings: Settings) -> Iterator[Document]:
    """One document. Title and author are those of the file's properties where the first page prints them, too: often
    they are a template's. Dates in there are the file's, and tell of no publication.

    Raises DocumentError for a file that is broken, encrypted or without text, and for one that takes too long.
    """
    found = pages(source.data, settings.max_characters)
    clean = tuple(tuple(line for line in map(_clean, page) if line.text) for page in found.pages)
    if not any(clean):
        number = f"its {len(clean)} pages are" if len(clean) > 1 else "its one page is"
        raise DocumentError(f"the PDF file has no text layer: {number} pictures. Text recognition (OCR) can make one")
    made = paragraphs(clean, _opening(clean))
    text = PARTING.join(paragraph.text for paragraph in made)
    turns = turn_hints(text)
    hints = (*_hints(made), *turns)
    printed = _plain(" ".join(line.text for line in clean[0]))
    yield Document(
        origin=completed(source.origin, title=_printed(found.title, printed), author=_printed(found.author, printed)),
        text=text,
        kind="transcript" if turns else "article",
        hints=tuple(sorted(hints, key=lambda hint: (hint.span.start, -hint.span.end))),
        offsets=NOT_IN_THE_SOURCE,
    )


def _clean(line: Line) -> Line:
    return Line(line.x, line.y, line.height, " ".join(well_formed(line.text).translate(_SIGNS).split()))


def _opening(clean: Sequence[Sequence[Line]]) -> frozenset[tuple[int, int]]:
    """The places of the lines with which a speaker's turn begins, if the file is a transcript."""
    places: dict[int, tuple[int, int]] = {}
    length = 0
    for page, lines in enumerate(clean):
        for place, line in enumerate(lines):
            places[length] = (page, place)
            length += len(line.text) + 1
    text = "\n".join(line.text for lines in clean for line in lines)
    return frozenset(places[hint.span.start] for hint in turn_hints(text) if hint.span.start in places)


def _hints(made: Sequence[Paragraph]) -> Iterator[Hint]:
    """The stretch of each page's text, and what stands at the edges of pages."""
    at = 0
    spans: dict[int, tuple[int, int]] = {}
    for paragraph in made:
        if paragraph.running:
            yield Hint(span=Span(at, at + paragraph.length), tag="running")
        else:
            for page, start, end in paragraph.pages:
                spans[page] = (spans.get(page, (at + start, 0))[0], at + end)
        at += paragraph.length + len(PARTING)
    for page, (start, end) in spans.items():
        yield Hint(span=Span(start, end), tag="page", attributes=(("number", str(page)),))


def _printed(fact: str | None, page: str) -> str | None:
    """The fact, if the page prints it."""
    words = tidy(fact)
    plain = _plain(words or "")
    return words if plain and plain in page else None


def _plain(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())


INGESTER = Ingester(fits=fits, read=read)
