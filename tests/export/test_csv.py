import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.records import dispute
from onrecord.export.csv import EXPORTER, cell, write
from onrecord.export.flat import TABLES
from onrecord.model.base import Provenance, Span
from onrecord.model.document import Document, Origin, Record
from onrecord.model.statement import Attribution, Speaker, Speaking

TEXT = '=HYPERLINK(1) said that the ferries, "all of them", will\nsail.'


def record(title: str = "Ferries") -> Record:
    document = Document(origin=Origin(uri="ferries.txt", title=title, published="2031-03-05"), text=TEXT)
    said = Attribution(
        document=document.id,
        source=Span(0, 13),
        cue=Span(14, 18),
        content=(Span(24, 35), Span(TEXT.index("will"), len(TEXT))),
        mode="indirect",
        confidence=0.9,
    )
    speakers = (
        Speaker(name="Lena Brandvold", type="person", role="minister", reason="named"),
        Speaker(name="Odd Rike", type="person", reason="named"),
    )
    speaking = Speaking(document=document.id, of=said.id, at=Span(0, 13), speakers=speakers)
    return Record(document, ((Provenance(layer="attribute.toy", version="1"), (said, speaking)),))


def rows(*records: Record) -> list[dict[str, str]]:
    file = io.BytesIO()
    write(records, file)
    return list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"))))


def test_a_statement_is_a_row_with_its_document() -> None:
    (row,) = rows(record())
    assert row["speaker"] == "Lena Brandvold; Odd Rike"
    assert row["role"] == "minister; "
    assert row["affiliation"] == ""
    assert row["content"] == "the ferries … will\nsail."
    assert (row["start"], row["end"]) == ("24", str(len(TEXT)))
    assert row["published"] == "2031-03-05"
    assert row["uri"] == "ferries.txt"


def test_no_records_are_a_header_alone() -> None:
    file = io.BytesIO()
    write((), file)
    assert file.getvalue() == b"\xef\xbb\xbf" + ",".join(TABLES["statements"].header).encode() + b"\n"


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_row_for_each_thing_of_its_kind(name: str) -> None:
    file = io.BytesIO()
    EXPORTER.tables[name]([dispute(), dispute(uri="b.txt")], file)
    found = list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"))))
    assert len(found) == 2 * {"statements": 3, "speakers": 3}.get(name, 1)
    assert [row["uri"] for row in found] == sorted((row["uri"] for row in found), reverse=True)


def test_a_statement_is_told_with_every_field() -> None:
    agreed, denied, expected = rows(dispute())
    assert agreed["content_places"] == "77..114;118..144"
    assert agreed["said_from"] == agreed["said_to"] == "2031-03-04"
    assert agreed["said_words"] == "Tuesday"
    assert (agreed["verdict"], agreed["verdict_reason"]) == ("distorted", "“may” is “will” here.")
    assert agreed["speaker_reason"] == "named here; the only one of that name"
    assert (agreed["via"], agreed["addressee"]) == ("Coast Agency", "reporters")
    assert (denied["negated"], expected["person"]) == ("yes", "")


def test_statements_that_are_one_saying_tell_so() -> None:
    first, *_, second = (row["saying"] for row in rows(dispute(), dispute(uri="b.txt"))[:4])
    assert first == second != ""


def test_the_file_is_left_open() -> None:
    file = io.BytesIO()
    write((record(),), file)
    assert not file.closed


def test_what_a_spreadsheet_takes_for_a_formula_is_made_text() -> None:
    (row,) = rows(record(title="@SUM(A1)"))
    assert row["title"] == "'@SUM(A1)"
    assert row["source"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "'=1"])
def test_every_dangerous_beginning_gets_an_apostrophe(value: str) -> None:
    assert str(cell(value)).startswith("'")


@pytest.mark.parametrize("value", ["’Tis", "'Tis so", "a=b", "", "1 - 2"])
def test_an_ordinary_cell_stays_as_it_is(value: str) -> None:
    assert cell(value) == value


def test_numbers_stay_numbers() -> None:
    assert cell(-0.5) == -0.5


def test_what_steers_a_terminal_is_taken_out() -> None:
    assert cell("a\x1b[31mb\x9bc\u202ed\ud800\r\ne") == "a�[31mb�c�d�\ne"


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")) | st.sampled_from("=+-@'\t\n")))
def test_the_apostrophe_can_be_taken_away_again(value: str) -> None:
    written = str(cell(value))
    assert (written[1:] if re.match(r"'+[=+\-@\t\n＝＋－＠]", written) else written) == value
