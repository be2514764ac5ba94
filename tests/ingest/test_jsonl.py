"""What rows of JSON Lines become."""

import json

import pytest

from onrecord.errors import DocumentError
from onrecord.ingest.jsonl import INGESTER
from onrecord.model.document import Document, Origin
from onrecord.registry import Source
from onrecord.settings import Settings


def read(*rows: object, origin: Origin | None = None) -> list[Document | DocumentError]:
    lines = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    return list(INGESTER.read(Source(origin=origin or Origin(uri="a.jsonl"), data=lines.encode()), Settings()))


def documents(*rows: object, origin: Origin | None = None) -> list[Document]:
    return [document for document in read(*rows, origin=origin) if isinstance(document, Document)]


def turn(speaker: str | None, text: str, event: str = "Hearing, Day 1", **rest: object) -> dict[str, object]:
    return {"speaker": speaker, "text": text, "event": event, "date": "2031-03-06", **rest}


def test_turns_of_one_event_make_a_transcript() -> None:
    (document,) = documents(turn("THE CHAIR", "Open.\nMs. Fjell?"), turn(None, "(LAUGHTER)"), turn("MS. FJELL:", "No."))
    assert document.text == "THE CHAIR: Open.\nMs. Fjell?\n\n(LAUGHTER)\n\nMS. FJELL: No."
    assert document.kind == "transcript"
    assert document.origin == Origin(uri="a.jsonl#hearing-day-1", title="Hearing, Day 1", published="2031-03-06")
    assert [(h.tag, h.span.of(document.text), h.get("speaker")) for h in document.hints] == [
        ("turn", "THE CHAIR: Open.\nMs. Fjell?", "THE CHAIR"),
        ("turn-label", "THE CHAIR:", None),
        ("turn", "MS. FJELL: No.", "MS. FJELL"),
        ("turn-label", "MS. FJELL:", None),
    ]


def test_another_event_source_or_date_begins_another_transcript() -> None:
    found = documents(
        turn("A", "1"),
        turn("B", "2", "Day 2"),
        turn("C", "3"),
        turn("D", "4", date="2031-03-07"),
        turn("E", "5", source="x"),
    )
    assert [d.text for d in found] == ["A: 1", "B: 2", "C: 3", "D: 4", "E: 5"]
    assert [d.origin.uri.split("#")[1] for d in found] == [
        *("hearing-day-1", "day-2", "hearing-day-1-2", "hearing-day-1-3", "hearing-day-1-4"),
    ]


def test_an_event_without_speakers_is_a_document() -> None:
    (document,) = documents(turn(None, "A statement."))
    assert (document.kind, document.hints) == ("document", ())


def test_rows_with_a_text_are_documents_with_their_facts() -> None:
    one, two = documents(
        {
            "id": "ferry",
            "body": "It sails.",
            "title": "Ferry",
            "published": "2031-03-05T08:00:00Z",
            "publisher": "Ledger",
        },
        {"content": "It does not.", "author": "Bo", "url": "https://a.example", "date": "soon"},
    )
    assert (one.text, one.kind, one.offsets and one.offsets.to_source(0)) == ("It sails.", "article", None)
    assert one.origin == Origin(
        uri="a.jsonl#ferry", title="Ferry", published="2031-03-05T08:00:00+00:00", publisher="Ledger"
    )
    assert two.origin == Origin(uri="a.jsonl#2", author="Bo", url="https://a.example")


def test_what_is_said_of_the_file_outranks_its_rows() -> None:
    (document,) = documents({"text": "a", "date": "2031-01-01"}, origin=Origin(uri="a.jsonl", published="2031-03-05"))
    assert document.origin.published == "2031-03-05"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('{"text": "a"', "line 2: not JSON"),
        ("[1]", "line 2: not a JSON object"),
        ("7", "line 2: not a JSON object"),
        ({"title": "a"}, "line 2: no text, body, content or speaker"),
        ({"text": " "}, "line 2: the text is blank"),
        ({"text": 7}, "line 2: no text"),
        ({"speaker": "A"}, "line 2: a speaker, but no text"),
        ('{"text": ' + "[" * 100_000, "line 2: not JSON"),
    ],
)
def test_a_malformed_row_is_told_with_its_line_and_the_others_are_read(row: object, told: str) -> None:
    one, error, three = read({"text": "one"}, row, {"text": "three"})
    assert isinstance(one, Document)
    assert isinstance(error, DocumentError)
    assert str(error).startswith(told)
    assert isinstance(three, Document)


def test_a_file_of_other_rows_is_told_once() -> None:
    with pytest.raises(DocumentError, match="none of its 2 rows can be read; line 1: no text"):
        read({"title": "a"}, {"title": "b"})


def test_lone_surrogates_and_zeros_in_json_are_cleaned() -> None:
    (document,) = documents('{"text": "a\\ud800b\\u0000c \\ud83d\\udc4d", "title": "t\\udfff"}')
    assert (document.text, document.origin.title) == ("a\ufffdbc 👍", "t\ufffd")


def test_line_ends_of_other_kinds_do_not_part_rows() -> None:
    (document,) = documents(json.dumps({"text": "a\u2028b\x85c"}, ensure_ascii=False) + "\r")
    assert document.text == "a\u2028b\x85c"


@pytest.mark.parametrize(
    ("data", "uri", "bid"),
    [
        (b'{"text": "a"}\n', "x", 0.95),
        (b'\xef\xbb\xbf\n{"text": "a"}', "x", 0.95),
        (b'{"text": "' + b"a" * 100_000 + b'"}', "x", 0.95),
        (b"{a: b}\nc", "x", 0.0),
        (b"{a: b}\nc", "x.jsonl", 0.95),
        (b"[1]", "x.jsonl", 0.0),
    ],
)
def test_json_lines_are_known_by_their_first_line(data: bytes, uri: str, bid: float) -> None:
    assert INGESTER.fits(Source(origin=Origin(uri=uri), data=data)) == bid
