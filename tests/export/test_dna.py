import csv
import io

from export.records import STORY, dispute
from onrecord.export.dna import COLUMNS, EXPORTER
from onrecord.model.document import Record


def rows(*records: Record) -> list[dict[str, str]]:
    file = io.BytesIO()
    EXPORTER.write(records, file)
    return list(csv.DictReader(io.StringIO(file.getvalue().decode()), delimiter=";"))


def test_the_columns_are_those_of_the_program_in_their_order() -> None:
    assert tuple(rows(dispute())[0]) == COLUMNS


def test_a_statement_is_an_event_with_its_day_its_place_and_its_document() -> None:
    agreed, *_ = rows(dispute())
    assert agreed == {
        "statement_id": "1",
        "time": "2031-03-04 00:00:00",
        "person": "Lena Brandvold",
        "organization": "",
        "concept": "we will reopen the Sund line by 1 May … if Captain Odd Rike agrees",
        "agreement": "1",
        "start_position": "77",
        "stop_position": "144",
        "text": "we will reopen the Sund line by 1 May”, “if Captain Odd Rike agrees",
        "coder": "1",
        "document_id": "1",
        "document_title": "Ferry pact in doubt",
        "document_author": "Tove Almqvist",
        "document_source": "Sund Courier",
        "document_section": "report",
        "document_type": "article",
    }


def test_what_is_denied_is_not_agreed_with() -> None:
    assert [row["agreement"] for row in rows(dispute())] == ["1", "0", "1", "0"]


def test_a_reader_who_contests_words_does_not_agree_with_them() -> None:
    agreed, *_, contested = rows(dispute())
    assert contested["person"] == "marit_k"
    assert contested["concept"] == agreed["concept"]
    assert contested["document_section"] == "discussion"
    assert contested["text"] == STORY.one("body").of(STORY.text)


def test_the_same_saying_is_the_same_concept_and_numbers_go_on() -> None:
    found = rows(dispute(), dispute(uri="b.txt"))
    assert [row["statement_id"] for row in found] == [str(number) for number in range(1, 9)]
    assert found[0]["concept"] == found[4]["concept"]
    assert [row["document_id"] for row in found] == ["1"] * 4 + ["2"] * 4


def test_a_document_without_a_day_has_no_time() -> None:
    assert [row["time"] for row in rows(dispute(published=None))] == ["2031-03-04 00:00:00", "", "", ""]


def test_signs_that_part_cells_stay_inside_of_them() -> None:
    found = rows(dispute(title='a;"b"\nc', author="=1"))
    assert {row["document_title"] for row in found} == {'a;"b" c'}
    assert {row["document_author"] for row in found} == {"'=1"}
