"""Writes the record as one page that needs nothing else: texts with what was found marked in them, and tables of it.

Nothing on it runs, and nothing is loaded. Source, cue and content are told apart by bold, slanted and underlined words,
not by colour alone; what statements amount to has a line above, and a link with its number. The page can be printed.
"""

import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO

from onrecord.export.findings.markup import NOTHING, Markup, element, joined, opening, said, text
from onrecord.export.findings.page import head, style_sheet
from onrecord.export.findings.words import DISCLAIMER, tool_version
from onrecord.export.report.counting import Seen
from onrecord.export.report.marking import key, marked
from onrecord.export.report.tables import SECTIONS, Section, sayings
from onrecord.model.contract import record_row
from onrecord.model.document import Record
from onrecord.model.rows import DocumentRow, RecordRow
from onrecord.registry import Exporter

HELD = 8 * 2**20
"""Bytes of a section that are held in memory; what is longer waits in a temporary file."""

TITLE = "The record"


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """The file is a page in UTF-8. Its head tells of all, so that parts wait until every record was seen."""
    seen = Seen()
    with ExitStack() as held:
        documents, tables = _part(held), {section.name: _part(held) for section in SECTIONS}
        for record in records:
            row, words = record_row(record), record.document.text
            numbered = seen.numbered(row, record)
            documents.write(_document(row, words, numbered.number, marked(row, words, numbered)).encode())
            for section in SECTIONS:
                tables[section.name].write(joined(section.rows(row, numbered)).encode())
        _write_page(seen, documents, tables, file)


def _part(held: ExitStack) -> IO[bytes]:
    """A part of the page that grows while others do."""
    return held.enter_context(SpooledTemporaryFile(max_size=HELD))


def _write_page(seen: Seen, documents: IO[bytes], tables: dict[str, IO[bytes]], file: BinaryIO) -> None:
    style = style_sheet() + files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    file.write(b"<!doctype html>\n" + opening("html", lang="en").encode() + head(TITLE, style).encode())
    file.write(_opening(seen).encode())
    _move(documents, file)
    file.write(b"</section>\n")
    for section in SECTIONS:
        file.write(_table_opening(section, seen).encode())
        _move(tables[section.name], file)
        file.write(_table_closing(section, seen).encode())
    file.write(sayings(seen).encode() + _closing().encode())


def _move(part: IO[bytes], file: BinaryIO) -> None:
    part.seek(0)
    shutil.copyfileobj(part, file)


def _opening(seen: Seen) -> Markup:
    return Markup(
        "<body>"
        + said("a", "Skip to the documents", href="#documents", class_="skip")
        + element("header", said("p", "onrecord"), said("h1", TITLE))
        + "<main>"
        + _summary(seen)
        + (key() if seen.documents else NOTHING)
        + _contents(seen)
        + '<section aria-labelledby="documents">'
        + said("h2", "Documents" if seen.documents else "No document yet", id="documents")
        + (NOTHING if seen.documents else _empty())
    )


def _summary(seen: Seen) -> Markup:
    counts = [("documents", len(seen.documents)), *((s.name, seen.counts[s.name]) for s in SECTIONS)]
    cards = (element("li", said("b", f"{count:,}"), text(f" {name}")) for name, count in counts)
    return element("ul", *cards, class_="cards", aria_label="What is in the record")


def _empty() -> Markup:
    return element("p", text("Read something into the record first: "), said("code", "onrecord read STORIES --db FILE"))


def _contents(seen: Seen) -> Markup:
    parts = [("sayings", "The same in several reports")] if seen.shared else []
    links = [(s.name, s.title) for s in SECTIONS if seen.counts[s.name]] + parts
    documents = (
        element("li", said("a", title, href=f"#document-{number}"), text(f" {facts}" if facts else ""))
        for number, (title, facts) in enumerate(seen.documents, 1)
    )
    return element(
        "nav",
        said("h2", "Contents", id="contents"),
        element("ul", *(element("li", said("a", title, href=f"#{name}")) for name, title in links), class_="parts"),
        element("ol", *documents),
        aria_labelledby="contents",
    )


def _document(row: RecordRow, words: str, number: int, marks: Markup) -> Markup:
    document = row.document
    language = document.language if document.language and document.language.isascii() else None
    return element(
        "article",
        said("h3", document.title or document.uri, id=f"document-{number}", dir="auto"),
        said("p", facts_of(document), class_="facts"),
        element("div", marks, class_="text", lang=language, dir="auto") if words.strip() else _blank(),
        aria_labelledby=f"document-{number}",
        class_="document",
    )


def _blank() -> Markup:
    return said("p", "There is no text in it.", class_="none")


def facts_of(document: DocumentRow) -> str:
    """Who published the document, when and where it lies."""
    facts = (document.publisher, document.author, document.published, document.kind, document.url or document.uri)
    return " · ".join(fact for fact in facts if fact)


def _table_opening(section: Section, seen: Seen) -> Markup:
    if not seen.counts[section.name]:
        return NOTHING
    heads = (said("th", head, scope="col") for head in section.heads)
    return Markup(
        opening("section", aria_labelledby=section.name)
        + said("h2", section.title, id=section.name)
        + opening("table", aria_labelledby=section.name, class_="rows")
        + element("thead", element("tr", *heads))
        + "<tbody>"
    )


def _table_closing(section: Section, seen: Seen) -> Markup:
    return Markup("</tbody></table></section>\n") if seen.counts[section.name] else NOTHING


def _closing() -> Markup:
    footer = element("footer", said("p", DISCLAIMER), said("p", f"onrecord {tool_version()}"))
    return Markup(f"</main>{footer}</body></html>\n")


EXPORTER = Exporter(suffix=".html", write=write)
