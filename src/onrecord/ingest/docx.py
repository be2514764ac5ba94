"""Reads Word documents: paragraphs, tables and text boxes in reading order, then the foot- and endnotes.

Tracked changes are taken as accepted, hidden text is left out, and so are headers, footers and reviewers' comments.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from onrecord.errors import DocumentError
from onrecord.ingest.origins import completed, tidy
from onrecord.ingest.speakerlabels import turn_hints
from onrecord.ingest.wordparts import SIGNATURE, Attributes, Handlers, opened, parse
from onrecord.ingest.wordstyles import Styles, read_styles
from onrecord.ingest.wordtext import NoteId, Paragraph, read_story
from onrecord.model.base import Span
from onrecord.model.document import Document, Hint, OffsetMap
from onrecord.registry import Ingester, Source
from onrecord.settings import Settings

SURE = 1.0
"""No other reader reads archives."""

PARTING = "\n\n"
"""An empty line parts paragraphs, as in plain text."""

NOT_IN_THE_SOURCE = OffsetMap(())
"""The source is an archive: the text's characters stand nowhere in it as they are."""

_MAIN, _STYLES, _CORE = "word/document", "word/styles", "docprops/core"
_NOTES = ("word/footnotes", "word/endnotes")
_SUFFIXES = (".docx", ".docm")
_FACTS = {"dc:title": "title", "dc:creator": "author"}


def fits(source: Source) -> float:
    """A sure bid for an archive with a Word document in it, and for a broken one that is named so."""
    if not source.data.startswith(b"PK"):
        return 0.0
    if source.data.startswith(SIGNATURE) and source.origin.uri.lower().endswith(_SUFFIXES):
        return SURE
    try:
        return SURE if opened(source.data).named(_MAIN) else 0.0
    except DocumentError:
        return 0.0


def read(source: Source, settings: Settings) -> Iterator[Document]:
    """One document. Title and author are those of the file's properties; without a title there the first title or
    heading of the first level in the text is it. Dates in there are the file's, and tell of no publication.

    Raises DocumentError for an archive or XML that is broken or made to do harm, and for a document without words.
    """
    parts = opened(source.data)
    main = parts.named(_MAIN)
    if main is None:
        raise DocumentError("this archive is no Word document: it holds no word/document.xml")
    wanted = {stem: name for stem in (_STYLES, _CORE, *_NOTES) if (name := parts.named(stem))}
    unpacked = parts.unpacked((main, *wanted.values()), settings)
    styles = read_styles(unpacked[wanted[_STYLES]], wanted[_STYLES]) if _STYLES in wanted else Styles()
    story = read_story(unpacked[main], main, styles)
    known = _notes(unpacked, wanted, styles)
    ordered = sorted(dict.fromkeys(story.references), key=lambda note: note[0] == "endnote")
    notes = tuple(chain.from_iterable(known.get(note, ()) for note in ordered))
    facts = _facts(unpacked[wanted[_CORE]], wanted[_CORE]) if _CORE in wanted else {}
    yield _document(source, story.paragraphs, notes, facts)


def _notes(
    unpacked: Mapping[str, bytes], wanted: Mapping[str, str], styles: Styles
) -> Mapping[NoteId, Sequence[Paragraph]]:
    """The paragraphs of each note."""
    found: dict[NoteId, Sequence[Paragraph]] = {}
    for name in (wanted[stem] for stem in _NOTES if stem in wanted):
        found.update(read_story(unpacked[name], name, styles).notes)
    return found


def _facts(data: bytes, name: str) -> Mapping[str, str]:
    """Title and author as the file's properties give them."""
    found: dict[str, str] = {}
    fact: str | None = None

    def start(element: str, _: Attributes) -> None:
        nonlocal fact
        fact = _FACTS.get(element)

    def text(words: str) -> None:
        if fact is not None:
            found[fact] = found.get(fact, "") + words

    def end(_: str) -> None:
        nonlocal fact
        fact = None

    parse(data, name, Handlers(start=start, text=text, end=end))
    return found


def _document(
    source: Source, body: Sequence[Paragraph], notes: Sequence[Paragraph], facts: Mapping[str, str]
) -> Document:
    text = PARTING.join(paragraph.text for paragraph in (*body, *notes))
    if not text:
        raise DocumentError("the document holds no words")
    styled = tuple(_hints((*body, *notes)))
    end_of_body = len(PARTING.join(paragraph.text for paragraph in body))
    turns = turn_hints(text, end_of_body)
    heading = next((hint.span.of(text) for hint in styled if hint.tag == "h1"), None)
    return Document(
        origin=completed(source.origin, title=tidy(facts.get("title")) or heading, author=facts.get("author")),
        text=text,
        kind="transcript" if turns else "article",
        hints=tuple(sorted((*styled, *turns), key=lambda hint: (hint.span.start, -hint.span.end))),
        offsets=NOT_IN_THE_SOURCE,
    )


def _hints(paragraphs: Iterable[Paragraph]) -> Iterator[Hint]:
    """What styles say of paragraphs, where these stand in the text."""
    at = 0
    for paragraph in paragraphs:
        if paragraph.tag is not None:
            yield Hint(span=Span(at, at + len(paragraph.text)), tag=paragraph.tag)
        at += len(paragraph.text) + len(PARTING)


INGESTER = Ingester(fits=fits, read=read)
