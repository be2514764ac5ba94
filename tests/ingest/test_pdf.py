"""PDF files: paragraphs come out whole, pages are told, and so is in time a file that is broken or made to do harm."""

import io
import re
import time
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from ingest.pdffiles import Put, file, page, pdf, shown, stream
from onrecord.errors import DocumentError
from onrecord.ingest import pdfpages
from onrecord.ingest.pdf import INGESTER
from onrecord.ingest.pdfpages import Line
from onrecord.ingest.pdfparagraphs import paragraphs
from onrecord.ingest.readers import read_source
from onrecord.model.document import Document, Origin, Record
from onrecord.model.statement import Quotation
from onrecord.pipeline import build
from onrecord.registry import Source
from onrecord.segment.blocks import LAYER as BLOCKS
from onrecord.settings import DEFAULTS, Settings

FIRST = (
    "Transport Minister Lena Brandvold said on Tuesday that the ferries will",
    "sail in April, whatever the union says, and that nobody had asked her to",
    "say anything else about the harbour.",
)
SECOND = (
    "Captain Odd Rike, who leads the union, denied that there is a deal, and",
    "called the talks a fairy tale that nobody on the coast believes in.",
)
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
THIRD = ("Nobody sails today.",)


def only(data: bytes) -> Document:
    (found,) = read_source(Source(origin=Origin(uri="talks.pdf"), data=data), Settings())
    assert isinstance(found, Document), found
    return found


def told(data: bytes, limits: Settings = DEFAULTS) -> str:
    (found,) = read_source(Source(origin=Origin(uri="talks.pdf"), data=data), limits)
    assert isinstance(found, DocumentError), found
    return str(found)


def hinted(document: Document, tag: str) -> list[str]:
    return [hint.span.of(document.text) for hint in document.hints if hint.tag == tag]


# Paragraphs


def test_lines_are_joined_to_paragraphs() -> None:
    found = only(pdf(page(*FIRST, "", *SECOND)))
    assert found.text == f"{' '.join(FIRST)}\n\n{' '.join(SECOND)}"
    assert (found.kind, found.origin) == ("article", Origin(uri="talks.pdf"))


def test_a_short_last_line_parts_paragraphs_without_a_gap() -> None:
    assert only(pdf(page(*FIRST, *SECOND))).text.split("\n\n") == [" ".join(FIRST), " ".join(SECOND)]


def test_an_indented_line_begins_a_paragraph() -> None:
    long_first = (*FIRST[:2], "say anything else about the harbour, the boats, the crews or the coast.")
    indented = [Put(text=SECOND[0], x=90, y=760 - 3 * 14), Put(text=SECOND[1], y=760 - 4 * 14)]
    assert only(pdf(page(*long_first, *indented))).text.split("\n\n") == [" ".join(long_first), " ".join(SECOND)]


def test_a_heading_in_larger_letters_stands_alone() -> None:
    head = Put(text="Ferry talks end without a deal, minister says, and the coast waits on", size=18, y=790)
    assert only(pdf(page(head, *FIRST))).text.split("\n\n") == [head.text, " ".join(FIRST)]


def test_a_paragraph_goes_on_over_a_page_and_a_column() -> None:
    column = [Put(text=line, x=320, y=760 - 14 * n) for n, line in enumerate(SECOND)]
    pages = only(pdf(page(*FIRST[:2]), page(FIRST[2], "", SECOND[0]), page(*SECOND[1:])))
    assert pages.text.split("\n\n") == [" ".join(FIRST), " ".join(SECOND)]
    columns = only(pdf(page(*FIRST[:2], *(column[:1]), *column[1:])))
    assert columns.text.split("\n\n") == [" ".join((*FIRST[:2], *SECOND))]


def test_pieces_of_a_line_are_one_line_with_a_blank_where_there_is_a_gap() -> None:
    pieces = [Put(text="The ferry"), Put(text="sails", x=130), Put(text="today.", x=160)]
    assert only(pdf(page(*pieces))).text == "The ferry sails today."


def test_words_are_not_glued_where_a_page_moves_before_it_chooses_a_font() -> None:
    parts = (("It", 130.2), ("was explained", 161.2), ("by him", 400.0))
    program = "".join(
        f"q 0.3333 0 0 0.3333 {x} 291.8 cm BT 108 0 0 108 0 0 Tm /F1 1 Tf ({text}) Tj ET Q " for text, x in parts
    )
    assert only(pdf(program.encode())).text == "It was explained by him"


@pytest.mark.parametrize(
    ("end", "begin", "joined"),
    [
        ("believes in the agree-", "ment, although the agreement was shown", "the agreement, although"),
        ("believes that self-", "governing towns would ever have agreed to", "that self-governing towns"),
        ("believes in the agree\xad", "ment that is said to have been signed", "the agreement that"),
        ("believes the Brandvold-", "Rike agreement will be kept, or signed", "the Brandvold-Rike agreement"),
        ("believes that it was –", "although the agreement is said to be there", "it was – although"),
        ("believes in pages 12-", "14 of the agreement that they were shown", "pages 12- 14 of"),
    ],
)
def test_a_broken_word_is_whole_again_where_the_file_knows_it(end: str, begin: str, joined: str) -> None:
    assert joined in only(pdf(page(f"and nobody on the whole coast {end}", begin))).text


def test_letters_cast_in_one_are_letters() -> None:
    lines = ((Line(0, 700, 10, "x"),),)
    assert paragraphs(lines)[0].text == "x"
    with patch("onrecord.ingest.pdf.pages", lambda *_: pdfpages.Pages(pages=((Line(0, 7, 1, "oﬃcial \x03ﬁgures"),),))):
        assert only(pdf(page("x"))).text == "official figures"


# Pages


def numbered(*bodies: tuple[str, ...]) -> bytes:
    """Pages with a running head and a number at the foot."""
    return pdf(
        *(
            page(Put(text="The Seaboard Gazette", y=810), *body, Put(text=f"Page {n} of {len(bodies)}", y=30))
            for n, body in enumerate(bodies, start=1)
        )
    )


def test_each_page_is_told_with_its_number() -> None:
    found = only(pdf(page(*FIRST), page(*SECOND)))
    assert [(hint.get("number"), hint.span.of(found.text)) for hint in found.hints if hint.tag == "page"] == [
        ("1", " ".join(FIRST)),
        ("2", " ".join(SECOND)),
    ]


def test_running_heads_and_page_numbers_are_told_and_break_no_paragraph() -> None:
    found = only(numbered(FIRST[:2], (FIRST[2], "", *SECOND), THIRD))
    assert found.text.split("\n\n") == [
        "The Seaboard Gazette",
        " ".join(FIRST),
        "Page 1 of 3",
        "The Seaboard Gazette",
        " ".join(SECOND),
        "Page 2 of 3",
        "The Seaboard Gazette",
        " ".join(THIRD),
        "Page 3 of 3",
    ]
    head, feet = "The Seaboard Gazette", [f"Page {number} of 3" for number in (1, 2, 3)]
    assert hinted(found, "running") == [head, feet[0], head, feet[1], head, feet[2]]
    assert hinted(found, "page")[1].startswith(FIRST[2])


def test_what_runs_over_pages_is_boilerplate_and_the_first_line_can_be_a_headline() -> None:
    found = only(numbered(("Ferries stay in harbour", "", *FIRST), SECOND))
    blocks = list(BLOCKS.load(Settings())(Record(found)))
    assert [block.role for block in blocks] == [  # type: ignore[attr-defined]
        "boilerplate",
        "headline",
        "paragraph",
        "boilerplate",
        "boilerplate",
        "paragraph",
        "boilerplate",
    ]


def test_a_line_that_stands_on_one_page_runs_over_none() -> None:
    assert hinted(only(pdf(page(*FIRST, Put(text="7", y=30)))), "running") == []


# What a file says of itself


def test_a_title_counts_where_the_first_page_prints_it() -> None:
    info = {"Title": "FERRIES stay, in harbour", "Author": "Tove Almqvist", "CreationDate": "D:20310305"}
    printed = only(pdf(page("Ferries stay in harbour", "", "By Tove Almqvist", "", *FIRST), info=info))
    assert printed.origin == Origin(uri="talks.pdf", title="FERRIES stay, in harbour", author="Tove Almqvist")
    template = only(pdf(page(*FIRST), info={"Title": "Microsoft Word - draft3.doc", "Author": "user1"}))
    assert template.origin == Origin(uri="talks.pdf")


def test_a_transcript_is_one_and_each_turn_begins_a_line() -> None:
    lines = (
        "MS. BRANDVOLD: Good morning. The ferries may sail in April, and I said so",
        "before the talks began.",
        "QUESTION: Is there a deal with the union, or is there none? We have all been",
        "waiting here since noon, and nobody has told us",
        "MS. BRANDVOLD: No. There is nothing on the table, and there has been nothing",
        "on it since the winter.",
    )
    found = only(pdf(page(*lines[:4]), page(*lines[4:])))
    assert found.kind == "transcript"
    assert [turn.split(":")[0] for turn in hinted(found, "turn")] == ["MS. BRANDVOLD", "QUESTION", "MS. BRANDVOLD"]
    assert hinted(found, "turn")[0].endswith("before the talks began.")


# Files that are broken or made to do harm


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(page(*FIRST)))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    return written(writer)


def test_an_encrypted_file_is_told_and_one_locked_against_printing_is_read() -> None:
    assert told(locked("secret")) == "talks.pdf: the PDF file is encrypted; save it without a password"
    assert only(locked("")).text == " ".join(FIRST)


def test_a_file_of_pictures_is_told() -> None:
    picture = b"q 595 0 0 842 0 0 cm /Im0 Do Q"
    assert "no text layer: its one page is pictures. Text recognition (OCR)" in told(pdf(picture))
    assert "its 3 pages are pictures" in told(pdf(picture, b"", shown([Put(text=" ")])))


def test_a_file_without_pages_is_told() -> None:
    assert told(pdf()) == "talks.pdf: the PDF file has no pages"


GOOD = pdf(page(*FIRST))
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
BROKEN = {
    "cut off": GOOD[: len(GOOD) // 2],
    "only a head": b"%PDF-1.7\n",
    "no objects": b"%PDF-1.7\n%%EOF",
    "noise": b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF",
    "no catalogue": file([b"<< /Type /Font >>"]),
    "pages that contain themselves": file([CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_told(kind: str) -> None:
    message = told(BROKEN[kind])
    assert message.startswith("talks.pdf: the PDF file ")
    assert len(message) < 400


def test_a_file_whose_table_is_wrong_is_read_all_the_same() -> None:
    wrong = re.sub(rb"startxref\n\d+", b"startxref\n12345678", GOOD)
    assert only(wrong).text == " ".join(FIRST)


def test_objects_in_packed_streams_are_read() -> None:
    assert only(pdf(page(*FIRST), packed=True)).text == " ".join(FIRST)


BOMBS = {
    "a stream": pdf(b" " * 200_000_000, packed=True),
    "a stream of objects": file(
        [CATALOGUE, stream(b"1 0 " * 40_000_000, packed=True, more="/Type /ObjStm /N 9999999 /First 9 ")]
    ),
    "brackets": pdf(b"[" * 1_000_000),
    "states": pdf(b"q " * 1_000_000 + b"BT /F1 9 Tf (x) Tj ET"),
    "arrays": file([CATALOGUE, b"<< /Type /Pages /Kids [" + b"[" * 100_000 + b"] /Count 1 >>"]),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_ends_in_time(kind: str) -> None:
    began = time.monotonic()
    list(read_source(Source(origin=Origin(uri="talks.pdf"), data=BOMBS[kind]), Settings()))
    assert time.monotonic() - began < pdfpages.SECONDS / 2


def test_a_file_that_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfpages, "SECONDS", 0.05)
    assert told(GOOD) == "talks.pdf: the PDF file needs more than 0.05 seconds to be read"


def test_a_reader_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert told(GOOD) == "talks.pdf: the PDF file cannot be read: its reader ended with status 1"


def test_a_reader_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert "the PDF file cannot be read: its reader could not be started" in told(GOOD)


def test_a_long_file_is_read_no_further_than_the_limit() -> None:
    assert "the limit is 500" in told(pdf(*[page(*FIRST)] * 50), Settings(max_characters=500))


def test_a_thousand_pages_are_read() -> None:
    bodies = ((*FIRST, "", *SECOND, "", f"{SIGNS[n // 26 % 26]}{SIGNS[n % 26]} left.") for n in range(1000))
    found = only(pdf(*(page(*body, y=790 - n) for n, body in enumerate(bodies))))
    assert sum(hint.tag == "page" for hint in found.hints) == 1000
    assert found.text.count("\n\n") == 2999


def test_a_pdf_is_told_by_its_beginning() -> None:
    assert INGESTER.fits(Source(origin=Origin(uri="x"), data=b"\r\n%PDF-1.4")) == 1
    assert INGESTER.fits(Source(origin=Origin(uri="x.pdf"), data=b"words")) == 0


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=20))
@settings(max_examples=15, deadline=None)
def test_whatever_is_altered_only_document_errors_are_raised(place: int, noise: bytes) -> None:
    data = GOOD[:place] + noise + GOOD[place + len(noise) :]
    for found in read_source(Source(origin=Origin(uri="talks.pdf"), data=data), Settings()):
        assert isinstance(found, Document | DocumentError)


@given(
    st.lists(
        st.lists(
            st.builds(
                Line,
                st.floats(0, 600),
                st.floats(0, 800),
                st.floats(0, 30),
                st.text("ab-. •1\xad", min_size=1, max_size=12).map(str.strip).filter(bool),
            ),
            max_size=6,
        ),
        max_size=4,
    )
)
def test_no_letter_is_lost_or_made_up(pages: list[list[Line]]) -> None:
    made = paragraphs(pages)
    letters = sorted(sign for lines in pages for line in lines for sign in line.text if sign.isalnum())
    assert sorted(sign for paragraph in made for sign in paragraph.text if sign.isalnum()) == letters
    for paragraph in made:
        assert paragraph.length == len(paragraph.text)
        assert all(0 <= start < end <= paragraph.length for _, start, end in paragraph.pages)


def test_a_long_file_takes_time_in_proportion() -> None:
    began = time.monotonic()
    paragraphs([[Line(0, 800 - n % 700, 10, f"line {n} of a paragraph that goes on and on")] for n in range(50_000)])
    for sign in "a-.\xad•1":
        paragraphs([[Line(0, 800 - n, 10, sign * 1_000_000) for n in range(3)]])
    assert time.monotonic() - began < 10


def test_quotation_marks_of_a_pdf_are_those_of_a_text() -> None:
    reading = build(Settings(), ("segment.blocks", "segment.quotations"))
    assert len(reading(only(pdf(page("He said “the ferry sails”.")))).of(Quotation)) == 1
