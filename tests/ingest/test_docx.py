"""What is read of Word files, and which of them are refused."""

import io
import zipfile
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.wordfiles import (
    STRICT,
    W,
    archive,
    deleted,
    inserted,
    note,
    paragraph,
    refers,
    run,
    style,
    table,
    text_box,
    word,
)
from onrecord.errors import DocumentError
from onrecord.ingest.docx import INGESTER
from onrecord.ingest.readers import read_source
from onrecord.model.document import Document, Origin
from onrecord.registry import Source
from onrecord.settings import Settings

STYLES = "".join(
    (
        style("Titel", "Title"),
        style("berschrift1", "heading 1"),
        style("berschrift3", "heading 3"),
        style("Zitat", "Quote"),
        style("House", "House heading", base="berschrift1"),
        style("Chapter", "Chapter", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        style("Loop", "Loop", base="Loop"),
        style("Secret", "Secret", "<w:rPr><w:vanish/></w:rPr>"),
    )
)
NO_RUN = "<w:p/>"


def source(data: bytes, origin: Origin | None = None) -> Source:
    return Source(origin=origin or Origin(uri="memo.docx"), data=data)


def read(data: bytes, origin: Origin | None = None) -> Document:
    (document,) = INGESTER.read(source(data, origin), Settings())
    assert isinstance(document, Document)
    return document


def text(*body: str, **parts: str) -> str:
    return read(word(*body, **parts)).text


def hinted(document: Document) -> list[tuple[str, str]]:
    return [(hint.tag, hint.span.of(document.text)) for hint in document.hints]


def test_paragraphs_are_parted_by_an_empty_line_and_empty_ones_are_none() -> None:
    body = (paragraph("The ferry ", "sails."), NO_RUN, paragraph("  "), paragraph("“Never,” she said — ", "twice."))
    assert text(*body) == "The ferry sails.\n\n“Never,” she said — twice."


def test_cells_are_paragraphs_and_tables_stand_where_they_stand() -> None:
    rows = table(
        (paragraph("Year"), paragraph("Berths")),
        (paragraph("2029"), table((paragraph("4"), paragraph("old"))) + NO_RUN),
    )
    assert (
        text(paragraph("Before."), rows, paragraph("After."))
        == "Before.\n\nYear\n\nBerths\n\n2029\n\n4\n\nold\n\nAfter."
    )


def test_tabs_and_breaks_are_kept() -> None:
    line = "<w:r><w:t>By</w:t><w:tab/><w:t>Ada Rook</w:t><w:br/><w:t>Port Ellery</w:t><w:noBreakHyphen/><w:t>East</w:t>"
    tabs = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
    assert text(paragraph(line + "</w:r>", properties=tabs)) == "By\tAda Rook\nPort Ellery\u2011East"


def test_blanks_around_words_count_only_where_the_file_says_so() -> None:
    loose = '<w:r><w:t>\n   The ferry\n</w:t></w:r><w:r><w:t xml:space="preserve"> sails\n now.</w:t></w:r>'
    assert text(paragraph(loose)) == "The ferry sails  now."


def test_tracked_changes_are_read_as_accepted() -> None:
    moved = f'<w:moveFrom w:id="3">{run("moved away")}</w:moveFrom><w:moveTo w:id="4">{run("moved here")}</w:moveTo>'
    line = paragraph("“We will ", deleted("never "), inserted("surely "), "sail,” she said, ", moved)
    assert text(line) == "“We will surely sail,” she said, moved here"


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next() -> None:
    ended = '<w:rPr><w:del w:id="5"/></w:rPr>'
    body = (paragraph("She said ", properties=ended), paragraph("“yes”.", style="Quote"), paragraph("He left."))
    assert hinted(read(word(*body))) == [("blockquote", "She said “yes”.")]
    cells = table((paragraph("One", properties=ended), paragraph("Two")))
    assert text(*body, cells, paragraph("End ", properties=ended)) == "She said “yes”.\n\nHe left.\n\nOne\n\nTwo\n\nEnd"


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ("<w:vanish/>", False),
        ('<w:vanish w:val="true"/>', False),
        ('<w:vanish w:val="0"/>', True),
        ("<w:webHidden/>", True),
        ("<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>", True),
        ('<w:rStyle w:val="Secret"/>', False),
        ('<w:rStyle w:val="Secret"/><w:vanish w:val="off"/>', True),
    ],
)
def test_hidden_text_is_left_out(properties: str, shown: bool) -> None:
    found = text(paragraph("Open.", run(" Hidden.", properties)), styles=STYLES)
    assert found == ("Open. Hidden." if shown else "Open.")


def test_a_style_hides_whole_paragraphs() -> None:
    shown = run("No.", '<w:vanish w:val="false"/>')
    assert text(paragraph("Hidden. ", shown, style="Secret"), paragraph("Yes."), styles=STYLES) == "No.\n\nYes."


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    box = text_box(paragraph("In the box."), table((paragraph("A cell."),)))
    body = (paragraph("The ferry ", box, "sails."), paragraph("She left."))
    assert text(*body) == "The ferry sails.\n\nIn the box.\n\nA cell.\n\nShe left."


def test_what_only_older_programs_are_told_is_read() -> None:
    old = f"<mc:Fallback><w:pict><w:txbxContent>{paragraph('Old.')}</w:txbxContent></w:pict></mc:Fallback>"
    assert text(paragraph(f"<w:r><mc:AlternateContent>{old}</mc:AlternateContent></w:r>")) == "Old."


def test_a_hidden_text_box_is_left_out() -> None:
    box = text_box(paragraph("In the box.")).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)
    assert text(paragraph("Open."), paragraph(box)) == "Open."


def test_notes_stand_at_the_end_in_the_order_in_which_they_are_referred_to() -> None:
    body = paragraph("One", refers("endnote", 2), " two", refers("footnote", 7), " three", refers("footnote", 3), ".")
    unseen = paragraph(f'<w:del w:id="8">{refers("footnote", 9)}</w:del>')
    line = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/><w:t>line</w:t></w:r></w:p></w:footnote>'
    feet = (note("footnote", 3, paragraph("Third.")), note("footnote", 7, paragraph("Second."), paragraph("More.")))
    found = text(
        body,
        unseen,
        footnotes=line + "".join(feet) + note("footnote", 9, paragraph("Deleted.")),
        endnotes=note("endnote", 2, paragraph("First, in a ", text_box(paragraph("box")))),
    )
    assert found == "One two three.\n\nSecond.\n\nMore.\n\nThird.\n\nFirst, in a\n\nbox"


def test_field_codes_and_readings_above_letters_are_not_text() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "x" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("the letter") + "<w:r><w:ruby><w:rt>"
        "<w:r><w:t>over</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>, base</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert text(paragraph("See ", field)) == "See the letter, base"


def test_links_controls_sums_and_signs_are_text() -> None:
    inside = (
        f"<w:hyperlink>{run('A link')}</w:hyperlink>",
        f'<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{run(", a control")}</w:sdtContent></w:sdt>',
        "<m:oMath><m:r><m:t>, 2+2</m:t></m:r></m:oMath>",
        '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:char="2192"/><w:sym w:char="D800"/></w:r>',
    )
    assert text(paragraph(*inside)) == "A link, a control, 2+2\ufffd→\ufffd"


def test_styles_tell_headings_and_quotations_in_any_language() -> None:
    body = (
        paragraph("Ferry talks fail", style="Titel"),
        paragraph("By Ada Rook"),
        paragraph("The hearing", style="berschrift1"),
        paragraph("Detail", style="berschrift3"),
        paragraph("Nobody sails.", style="Zitat"),
        paragraph("Of the house", style="House"),
        paragraph("A chapter", style="Chapter"),
        paragraph("Its own", properties='<w:outlineLvl w:val="8"/>'),
        paragraph("Text", properties='<w:outlineLvl w:val="9"/>', style="Loop"),
    )
    assert hinted(read(word(*body, styles=STYLES))) == [
        ("h1", "Ferry talks fail"),
        ("h1", "The hearing"),
        ("h3", "Detail"),
        ("blockquote", "Nobody sails."),
        ("h1", "Of the house"),
        ("h2", "A chapter"),
        ("h6", "Its own"),
    ]


def test_a_file_without_styles_is_read_by_their_usual_names() -> None:
    body = (paragraph("The hearing", style="Heading2"), paragraph("Never.", style="IntenseQuote"))
    assert hinted(read(word(*body))) == [("h2", "The hearing"), ("blockquote", "Never.")]


def test_title_and_author_are_told_and_no_day_is_made_up() -> None:
    core = (
        "<dc:title> Ferry  talks fail </dc:title><dc:creator>Ada Rook</dc:creator>"
        "<dcterms:created>2031-03-05T10:00:00Z</dcterms:created>"
    )
    data = word(paragraph("Words.", style="Title"), core=core)
    assert read(data).origin == Origin(uri="memo.docx", title="Ferry talks fail", author="Ada Rook")
    outside = Origin(uri="memo.docx", title="Another", author="Nobody", published="2031-03-06")
    assert read(data, outside).origin == outside


def test_without_a_title_the_first_heading_is_it() -> None:
    body = (paragraph("By Ada Rook"), paragraph("Ferry talks fail", style="Heading1"))
    assert read(word(*body, core="<dc:title/>")).origin.title == "Ferry talks fail"


def test_a_file_of_turns_is_a_transcript_and_its_notes_are_nobodys() -> None:
    lines = ("MS. ROOK: Yes.", "MR. VALE: Why?", "MS. ROOK: It was due.", "MR. VALE: No.")
    body = (*map(paragraph, lines), paragraph("MS. ROOK: So", refers("footnote", 1)))
    document = read(word(*body, footnotes=note("footnote", 1, paragraph("A note."))))
    turns = [hint.span.of(document.text) for hint in document.hints if hint.tag == "turn"]
    assert (document.kind, turns) == ("transcript", [*lines, "MS. ROOK: So"])
    assert document.text.endswith("MS. ROOK: So\n\nA note.")


def test_a_file_by_the_strict_standard_and_with_other_prefixes_is_read() -> None:
    strict = archive(
        {"word/document2.xml": f'<d xmlns="{STRICT}"><body><p><r><t>The ferry sails.</t></r></p></body></d>'}
    )
    other = archive({"Word\\Document.xml": f'<a:d xmlns:a="{W}"><a:p><a:r><a:t>No.</a:t></a:r></a:p></a:d>'})
    assert (read(strict).text, read(other).text) == ("The ferry sails.", "No.")


def test_utf_16_is_read() -> None:
    part = f'<?xml version="1.0" encoding="UTF-16"?><w:d xmlns:w="{W}">{paragraph("Ferry “Svala”")}</w:d>'
    assert read(archive({"word/document.xml": part.encode("utf-16")})).text == "Ferry “Svala”"


@pytest.mark.parametrize(
    ("data", "uri", "bid"),
    [
        (word(), "memo", 1.0),
        (word(), "memo.txt", 1.0),
        (word()[:-30], "memo.docx", 1.0),
        (word()[:-30], "memo", 0.0),
        (archive({"content.xml": "<a/>"}), "memo.odt", 0.0),
        (archive({"content.xml": "<a/>"}), "memo.DOCX", 1.0),
        (b"PKP leaders met word/document.xml", "memo.docx", 0.0),
        (b"", "memo.docx", 0.0),
    ],
)
def test_a_word_file_is_known_by_its_archive(data: bytes, uri: str, bid: float) -> None:
    assert INGESTER.fits(source(data, Origin(uri=uri))) == bid


def test_a_word_file_in_a_pipeline_of_readers_is_read_and_its_language_told() -> None:
    (document,) = read_source(source(word(paragraph("The minister said the ferry would sail."))), Settings())
    assert isinstance(document, Document)
    assert document.language == "en"


BOMB = f'<!DOCTYPE w:d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:d xmlns:w="{W}">&b;</w:d>'
OUTSIDE = f'<!DOCTYPE w:d [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:d xmlns:w="{W}">&a;</w:d>'


def document_of(xml: str | bytes) -> bytes:
    return archive({"word/document.xml": xml})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word(paragraph("No."))[:-40], "archive is broken or cut off"),
        (archive({"word/other.xml": "<a/>"}), "no Word document: it holds no word/document.xml"),
        (word(), "holds no words"),
        (word("<w:p>"), "word/document.xml is no well-formed XML: mismatched tag: line 2"),
        (document_of(""), "word/document.xml is no well-formed XML: no element found"),
        (document_of("<w:p/>"), "no well-formed XML: unbound prefix"),
        (document_of("<a>&nbsp;</a>"), "no well-formed XML: undefined entity"),
        (word(paragraph("No."), styles="<w:style>"), "word/styles.xml is no well-formed XML"),
        (word(paragraph("No."), footnotes="&"), "word/footnotes.xml is no well-formed XML"),
        (word(paragraph("No."), core="<x>"), "docprops/core.xml is no well-formed XML"),
        (document_of(BOMB), r"declares a document type \(DOCTYPE\)"),
        (document_of(BOMB.encode("utf-16")), r"declares a document type \(DOCTYPE\)"),
        (document_of(BOMB.encode("utf-16-be")), r"declares a document type \(DOCTYPE\)"),
        (document_of(OUTSIDE), r"declares a document type \(DOCTYPE\)"),
        (document_of('<?xml version="1.0" encoding="unicode_escape"?><a/>'), "declares the encoding 'unicode_escape'"),
        (
            archive({"word/document.xml": b"<a b='" + b"c" * 5_000_000}, compression=zipfile.ZIP_STORED),
            "a tag or a text without tags of more than 4,19",
        ),
        (document_of("<a>" * 5_000), "more than 1,000 elements in one another"),
        (document_of(b"<a>" + b" " * 3_000_000 + b"</a>"), "unpacks to 3,000,007 bytes from [0-9,]+; no document"),
        (archive({"word/document.xml": "<a/>"}, compression=zipfile.ZIP_BZIP2), r"that Word does not know \(method 12"),
    ],
    ids=range(19),
)
def test_what_is_broken_or_hostile_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(data)


def test_what_unpacks_to_more_than_the_limit_is_not_unpacked() -> None:
    data = archive({"word/document.xml": b"<a>" + b" " * 2_000_000 + b"</a>"}, compression=zipfile.ZIP_STORED)
    with pytest.raises(DocumentError, match="unpacks to 2,000,007 bytes of XML; 1,600,000 are read"):
        next(iter(INGESTER.read(source(data), Settings(max_characters=100_000))))


def test_a_part_that_is_larger_than_it_says_is_broken() -> None:
    data = word(paragraph("The ferry sails. " * 400))
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        size = made.getinfo("word/document.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little"))
    with pytest.raises(DocumentError, match=r"archive is broken at word/document\.xml: Bad CRC"):
        read(lying)


def test_an_encrypted_part_is_told() -> None:
    data = word(paragraph("No."))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1) + 1)
    with pytest.raises(DocumentError, match="archive is encrypted"):
        read(data[: at + 8] + b"\x01\x00" + data[at + 10 :])


def test_an_archive_of_too_many_parts_is_not_opened() -> None:
    with pytest.raises(DocumentError, match="more than 65,535 parts"):
        read(b"PK\x03\x04" + b"PK\x01\x02" * 65_536)


def read_or_told(data: bytes) -> None:
    """Reads as the program does; nothing but DocumentError may come."""
    for uri in ("memo.docx", "memo"):
        given_source = source(data, Origin(uri=uri))
        assert INGESTER.fits(given_source) >= 0
        try:
            (document,) = INGESTER.read(given_source, Settings())
        except DocumentError as error:
            assert str(error)
            continue
        assert isinstance(document, Document)
        assert "\0" not in document.text
        assert all(0 <= hint.span.start < hint.span.end <= len(document.text) for hint in document.hints)


@given(st.binary(max_size=400).map(lambda data: b"PK\x03\x04" + data) | st.binary(max_size=400))
def test_no_bytes_raise_anything_but_document_error(data: bytes) -> None:
    read_or_told(data)


@cache
def whole() -> bytes:
    return word(
        paragraph("“We sail,” ", deleted("he"), inserted("she"), " said.", refers("footnote", 1), style="Zitat"),
        table((paragraph("A"), text_box(paragraph("B")))),
        styles=STYLES,
        footnotes=note("footnote", 1, paragraph("C")),
        core="<dc:title>T</dc:title>",
    )


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_altered_file_raises_anything_but_document_error(data: st.DataObject) -> None:
    altered = bytearray(whole())
    for _ in range(data.draw(st.integers(1, 6))):
        altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    start = data.draw(st.integers(0, 60))
    read_or_told(bytes(altered[: len(altered) - start] if start < 40 else altered))


NAMES = "p r t del ins moveFrom tbl tc txbxContent footnote footnoteReference rPr pPr vanish pStyle tab br sym".split()
PIECES = [
    *(f"<w:{name}>" for name in NAMES),
    *(f"</w:{name}>" for name in NAMES),
    *(f'<w:{name} w:id="1" w:val="Title"/>' for name in NAMES),
    *("words", " ", "<mc:AlternateContent>", "</mc:AlternateContent>", "<mc:Choice>", "</mc:Choice>", "<mc:Fallback/>"),
]
ELEMENTS = st.recursive(
    st.sampled_from(["words", " ", *(f'<w:{name} w:id="1" w:val="Title"/>' for name in NAMES)]),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from([*(f"w:{name}" for name in NAMES), "mc:AlternateContent", "mc:Choice", "mc:Fallback"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


@given(st.lists(ELEMENTS, max_size=6))
@settings(max_examples=200, deadline=None)
def test_no_order_of_elements_raises_anything_but_document_error(body: list[str]) -> None:
    read_or_told(word(*body, footnotes="".join(body)))


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_no_tags_raise_anything_but_document_error(body: list[str]) -> None:
    read_or_told(word(*body))
