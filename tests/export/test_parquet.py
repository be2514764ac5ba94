import datetime
import io
import sys

import pytest

from export.records import dispute
from onrecord.errors import SetupError
from onrecord.export import parquet
from onrecord.export.flat import TABLES
from onrecord.export.parquet import EXPORTER
from onrecord.model.document import Record

arrow = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow: pip install 'onrecord[parquet]'")


def rows(name: str, *records: Record) -> list[dict[str, object]]:
    file = io.BytesIO()
    EXPORTER.tables[name](records, file)
    assert not file.closed
    read: list[dict[str, object]] = arrow.read_table(io.BytesIO(file.getvalue())).to_pylist()
    return read


def test_days_numbers_and_truths_are_such() -> None:
    agreed, denied, _ = rows("statements", dispute())
    assert agreed["said_from"] == datetime.date(2031, 3, 4)
    assert (agreed["start"], agreed["confidence"], denied["negated"]) == (77, 0.625, True)
    assert denied["said_from"] is None


@pytest.mark.parametrize("name", TABLES)
def test_every_table_holds_what_the_flat_table_holds(name: str) -> None:
    table = TABLES[name]
    lines = list(table.lines([dispute(), dispute(uri="b.txt")]))
    assert [tuple(row.values()) for row in rows(name, dispute(), dispute(uri="b.txt"))] == lines
    assert tuple(rows(name, dispute())[0]) == table.header


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_rows_has_its_columns(name: str) -> None:
    file = io.BytesIO()
    EXPORTER.tables[name]((), file)
    assert tuple(arrow.read_schema(io.BytesIO(file.getvalue())).names) == TABLES[name].header


def test_rows_are_written_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 2)
    assert len(rows("statements", dispute())) == 3


def test_half_characters_become_replacement_characters() -> None:
    assert rows("documents", dispute(title="a\ud800b"))[0]["title"] == "a�b"


def test_a_missing_library_is_told_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SetupError, match=r"pip install 'onrecord\[parquet\]'"):
        EXPORTER.write((), io.BytesIO())
