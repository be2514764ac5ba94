import io
import json

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from onrecord.export.jsonl import EXPORTER, line, schema, write
from onrecord.model.contract import record_row
from onrecord.model.document import Document, Origin, Record
from onrecord.model.rows import SpanRow

TEXT = "“Talks go on,” he said. \u2028\x9b31m\x7f \u202eback\u202c 🙂"


def record(text: str = TEXT) -> Record:
    return Record(Document(origin=Origin(uri="talks.txt"), text=text))


def test_a_record_is_a_line() -> None:
    file = io.BytesIO()
    write((record(), record("Nothing.")), file)
    first, second = file.getvalue().splitlines()
    assert json.loads(first)["document"]["uri"] == "talks.txt"
    assert "text" not in json.loads(second)["document"]


def test_the_text_is_there_when_asked_for() -> None:
    assert EXPORTER.write_full is not None
    file = io.BytesIO()
    EXPORTER.write_full((record(),), file)
    assert json.loads(file.getvalue())["document"]["text"] == TEXT


@given(st.text(st.characters(codec="utf-8")))
def test_every_text_comes_back_as_it_was(text: str) -> None:
    encoded = line(SpanRow(start=0, end=len(text), text=text))
    assert json.loads(encoded)["text"] == text
    assert len(encoded.decode().splitlines()) == 1


@given(st.text())
def test_what_steers_a_terminal_never_stands_in_a_line(text: str) -> None:
    shown = line(SpanRow(start=0, end=0, text=text)).decode().removesuffix("\n")
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029\u202a\u202e\u2066" for c in shown)


def test_a_lone_surrogate_becomes_a_replacement_character_and_offsets_stay() -> None:
    assert json.loads(line(SpanRow(start=0, end=3, text="a\ud800b")))["text"] == "a�b"


def test_the_schema_accepts_what_is_printed_and_nothing_less() -> None:
    validator = Draft202012Validator(json.loads(schema()))
    row = json.loads(line(record_row(record(), full=True)))
    validator.validate(row)
    del row["statements"]
    assert not validator.is_valid(row)
