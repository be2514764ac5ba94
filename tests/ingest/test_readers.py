"""Which reader reads a source, and what every document gets."""

import pytest

from onrecord.errors import DocumentError
from onrecord.ingest.readers import read_source
from onrecord.model.document import Document, Origin
from onrecord.registry import Source, components
from onrecord.settings import Settings

PROSE = b"The minister said the ferry would sail in April. Nobody believed her."


def read(data: bytes, settings: Settings = Settings(), uri: str = "story.txt") -> list[Document | DocumentError]:  # noqa: B008
    return list(read_source(Source(origin=Origin(uri=uri), data=data), settings))


def test_plain_text_stays_character_for_character() -> None:
    text = "The  ferry.\r\n\r\n\u00a0\tSails \u2028 in April.\n"
    (document,) = read(text.encode())
    assert isinstance(document, Document)
    assert (document.text, document.offsets, document.kind, document.origin.title) == (text, None, "article", None)


def test_the_language_is_told() -> None:
    (english,) = read(PROSE)
    (german,) = read("Die Ministerin sagte am Dienstag, die Fähre werde im April wieder fahren.".encode())
    (short,) = read(b"Ferry 12")
    assert [d.language for d in (english, german, short) if isinstance(d, Document)] == ["en", "de", None]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b" \n"])
def test_what_is_no_text_gives_one_error_that_names_the_file(data: bytes) -> None:
    (error,) = read(data)
    assert isinstance(error, DocumentError)
    assert str(error).startswith("story.txt: ")


def test_a_text_above_the_limit_is_refused_with_the_numbers() -> None:
    (error,) = read(PROSE, Settings(max_characters=50))
    assert isinstance(error, DocumentError)
    assert "has 69 characters; the limit is 50" in str(error)


def test_one_line_of_nearly_the_limit_is_read() -> None:
    (document,) = read(b"The ferry sails. " * 290_000)
    assert isinstance(document, Document)
    assert len(document.text) == 4_930_000


@pytest.mark.parametrize(
    "data", [b"", b"a", PROSE, b"<html><p>" + PROSE, b'{"text": "a"}', b"\x00\xff", b"A: b\nC: d\n"]
)
def test_no_two_readers_bid_the_same_for_a_source(data: bytes) -> None:
    source = Source(origin=Origin(uri="x"), data=data)
    bids = [bid for reader in components("ingester").values() if (bid := reader.fits(source)) > 0]
    assert len(bids) == len(set(bids))
