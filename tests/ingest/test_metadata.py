"""What a metadata table says of a file, and what is no such table."""

from pathlib import Path

import pytest

from onrecord.errors import SetupError
from onrecord.ingest.metadata import load_metadata

TABLES = {
    "t.csv": 'filename,Published,title,author,wire\nferry.txt,2031-03-05,"No deal, she says",Tove Almqvist,x\n',
    "s.csv": "filename;publication_date;title;author\nferry;2031-03-05;No deal, she says;Tove Almqvist\n",
    "t.tsv": "filename\tpublication_date\ttitle\tauthor\r\nferry\t2031-03-05\tNo deal, she says\tTove Almqvist\r\n",
    "t.jsonl": '{"filename": "ferry", "published": "2031-03-05", '
    '"title": "No deal, she says", "author": "Tove Almqvist"}\n\n',
}


def table(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("name", TABLES)
def test_a_row_is_found_by_the_name_with_or_without_the_suffix(tmp_path: Path, name: str) -> None:
    origin = load_metadata(table(tmp_path, name, TABLES[name])).origin("stories/ferry.txt")
    assert (origin.uri, origin.title, origin.author) == ("stories/ferry.txt", "No deal, she says", "Tove Almqvist")
    assert (origin.published, origin.publisher, origin.url) == ("2031-03-05", None, None)


def test_a_row_is_found_by_its_whole_path_first(tmp_path: Path) -> None:
    rows = "filename,title\nb/ferry.txt,The other\nferry.txt,The one\n"
    found = load_metadata(table(tmp_path, "t.csv", rows))
    assert [found.origin(uri).title for uri in ("b/ferry.txt", "a/ferry.txt")] == ["The other", "The one"]


def test_of_a_file_without_a_row_nothing_is_said(tmp_path: Path) -> None:
    origin = load_metadata(table(tmp_path, "t.csv", TABLES["t.csv"])).origin("quay.txt")
    assert (origin.uri, origin.title, origin.published) == ("quay.txt", None, None)


def test_quotation_marks_in_a_tsv_stay(tmp_path: Path) -> None:
    rows = 'filename\ttitle\na\t"Never" again\nb\t"a ""b"" c"\n'
    found = load_metadata(table(tmp_path, "t.tsv", rows))
    assert [found.origin(uri).title for uri in "ab"] == ['"Never" again', 'a "b" c']


def test_a_table_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    found = load_metadata(table(tmp_path, "t.csv", "filename,author\na.txt,Žofia Å\n".encode("utf-8-sig")))
    assert found.origin("a.txt").author == "Žofia Å"
    found = load_metadata(table(tmp_path, "u.csv", "filename,author\na.txt,Zoë – Å\n".encode("cp1252")))
    assert found.origin("a.txt").author == "Zoë – Å"


def test_what_programs_write_for_nothing_is_nothing(tmp_path: Path) -> None:
    rows = "filename,published,author\na.txt,,None\n"
    origin = load_metadata(table(tmp_path, "t.csv", rows)).origin("a.txt")
    assert (origin.published, origin.author) == (None, None)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("t.csv", "name,published\na,2031-03-05\n", "line 1: no column filename"),
        ("t.csv", "filename,published\na,2031-03-05\nb,soon\n", "line 3: not a date: 'soon'"),
        ("t.csv", "filename,published\na,2031-02-30\n", "line 2: not a date: '2031-02-30'"),
        ("t.csv", "filename,title\na,b,c\n", "line 2: 3 fields, but 2 columns"),
        ("t.csv", "filename,title\n,b\n", "line 2: no filename"),
        ("t.csv", 'filename,title\na,"b\n', "line 2: unexpected end of data"),
        ("t.csv", "filename,title\na,b\na,c\n", "line 3: 'a' has a row already"),
        ("t.jsonl", '{"filename": "a"}\n{"filename": \n', "line 2: not a JSON object"),
        ("t.jsonl", "[1]\n", "line 1: not a JSON object"),
        ("t.csv", "", "the file is empty"),
        ("t.csv", b"%PDF-1.7", "a PDF file"),
    ],
)
def test_what_is_no_table_stops_with_its_line(tmp_path: Path, name: str, content: str | bytes, told: str) -> None:
    with pytest.raises(SetupError, match=name) as error:
        load_metadata(table(tmp_path, name, content))
    assert told in str(error.value)


def test_a_table_that_is_not_there_stops(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="No such file"):
        load_metadata(tmp_path / "nowhere.csv")
