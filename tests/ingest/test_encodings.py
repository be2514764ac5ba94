"""What bytes become which text, and which bytes are no text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.ingest.encodings import decode, decoded_opening, well_formed

PROSE = "“The ferry won’t sail,” said Žofia Ållander – at the café, 3 €.\r\n\r\nNobody  answered."
CYRILLIC = "Министр сказала, что паром не пойдёт до весны, и никто ей не ответил. " * 5
PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: not text.isspace() and not text.startswith("\ufeff")
)


@given(PLAIN)
def test_utf8_comes_back_character_for_character(text: str) -> None:
    assert decode(text.encode()) == text


@given(PLAIN, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_marked_encoding_comes_back_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(st.binary(max_size=300))
def test_any_bytes_become_a_text_without_surrogates_and_zeros_or_a_reason(data: bytes) -> None:
    try:
        text = decode(data)
    except DocumentError as error:
        assert str(error)
    else:
        assert text.strip()
        assert "\0" not in text
        text.encode()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [PROSE, CYRILLIC, "Hi."])
def test_utf16_without_a_mark_is_found_out(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_cp1252_is_read_undeclared() -> None:
    assert decode(PROSE.encode("cp1252")) == PROSE


@pytest.mark.parametrize("actual", ["utf-8", "cp1252"])
@pytest.mark.parametrize(
    "declared", ["utf-8", "windows-1252", "iso-8859-1", "utf-16", "no-such-thing", "unicode_escape"]
)
@pytest.mark.parametrize("form", ['<html><meta charset="{}"><p>', '<?xml version="1.0" encoding="{}"?><p>'])
def test_a_wrong_declaration_is_found_out(form: str, declared: str, actual: str) -> None:
    page = form.format(declared) + PROSE
    assert decode(page.encode(actual)) == page


def test_a_declared_encoding_is_believed_where_the_bytes_allow_it() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>{CYRILLIC}'
    assert decode(page.encode("cp1251")) == page


def test_an_undeclared_encoding_of_eight_bits_is_guessed_last() -> None:
    assert decode(CYRILLIC.encode("cp1251")) == CYRILLIC


def test_single_bytes_of_cp1252_in_utf8_are_read_as_what_they_were() -> None:
    data = "“Never”, said Žofia. ".encode() * 3 + b"It\x92s over."
    assert decode(data).endswith("It’s over.")


def test_a_text_cut_off_within_a_character_is_read() -> None:
    assert decode("“Never”, said Žofia Å".encode()[:-1]).startswith("“Never”, said Žofia ")


def test_byte_order_mark_and_zeros_are_dropped_and_nothing_else() -> None:
    assert decode(codecs.BOM_UTF8 + b"\tOne\0two\r\n  three \xef\xbb\xbf") == "\tOnetwo\r\n  three \ufeff"


@pytest.mark.parametrize("text", ["שלום «عالم»", "a\u0301e\u0300", "👩‍⚖️ 🇳🇴", "\u202eabc\u202c"])
def test_right_to_left_combining_marks_and_emoji_stay(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "nothing but blanks"),
        (b"\xef\xbb\xbf", "nothing but blanks"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"PK\x03\x04rest", "a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (bytes(range(256)) * 4, "binary data"),
        (b"\0" * 100, "binary data"),
    ],
)
def test_what_is_no_text_is_told_as_what_it_is(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        decode(data)


def test_the_opening_of_what_is_no_text_is_nothing() -> None:
    assert decoded_opening(b"%PDF-1.7") == ""
    assert decoded_opening(("å" * 10).encode(), size=5).startswith("åå")


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    assert well_formed("a\ud800b\udfffc 👍") == "a\ufffdb\ufffdc 👍"
