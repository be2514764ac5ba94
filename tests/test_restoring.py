"""A whole export gives the same record again, byte for byte, with its judgements; what is none is told."""

import csv
import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import runs
from onrecord.errors import DocumentError
from onrecord.export.brat import read
from onrecord.export.brat import write as write_brat
from onrecord.export.csv import write as write_csv
from onrecord.export.jsonl import EXPORTER, write_full
from onrecord.model.base import Provenance, Span
from onrecord.model.document import Document, Hint, OffsetMap, Record
from onrecord.model.evidence import Judgement
from onrecord.model.restoring import restored
from onrecord.model.ruling import Addition
from onrecord.store import open_store
from onrecord.store.annotations import decoded
from onrecord.store.questions import StoredJudgement
from onrecord.store.sql.store import SqlStore
from store.stories import ferry, naming, saying
from store.test_roundtrip import LAYERS, ORIGINS, TEXTS

DOCUMENTS = st.builds(
    Document,
    origin=ORIGINS,
    text=TEXTS.map(lambda text: text + " " * 250),
    hints=st.lists(st.builds(Hint)).map(tuple),
    offsets=st.builds(OffsetMap),
)
"""Documents whose texts reach as far as the spans of `LAYERS` do."""

AT = "2031-03-06T09:00:00+00:00"


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    """A record of an invented dispute, with judgements on a statement, on people and on what is gone."""
    with open_store(tmp_path / "record.db", create=True) as store:
        named = [naming(name, uri=f"{name}.txt") for name in ("L. Brandvold", "Lena Brandvold")]
        for record in (ferry(), *named, saying("Yes, we do.", uri="b.txt")):
            store.add(record)
        said = next(a for _, found in ferry().layers for a in found if type(a).__name__ == "Attribution")
        store.judge(Judgement(target=said.id, judge="ana", at=AT, value="wrong speaker", note="“It was Rike.”"))
        store.judge_who(Judgement(target="l brandvold", judge="ana", at=AT, value="same as lena brandvold"))
        store.judge(Judgement(target="gone", judge="bo", at=AT, value="right"))
        store.remove("b.txt")
    return store


def exported(path: Path) -> bytes:
    file = io.BytesIO()
    with open_store(path) as store:
        write_full(store.judged_records(), file, [stored.row for stored in store.judgements()])
    return file.getvalue()


def imported(lines: bytes, folder: Path) -> Path:
    """A new record of these lines."""
    (file := folder / "whole.jsonl").write_bytes(lines)
    (target := folder / "new.db").unlink(missing_ok=True)
    with open_store(target, create=True) as store:
        outcomes = list(runs.restore(file, store))
    assert [outcome for outcome in outcomes if isinstance(outcome, DocumentError)] == []
    return target


def test_a_record_comes_back_byte_for_byte_with_its_judgements(store: SqlStore, tmp_path: Path) -> None:
    whole = exported(tmp_path / "record.db")
    assert exported(imported(whole, tmp_path)) == whole
    first, *others = map(json.loads, whole.splitlines())
    assert [one["value"] for one in first["judgements"]] == ["wrong speaker", "same as lena brandvold", "right"]
    assert [one["value"] for one in others[0]["judgements"]] == ["wrong speaker"]


def test_what_a_person_added_comes_back_byte_for_byte_and_is_marked_as_added(store: SqlStore, tmp_path: Path) -> None:
    document = ferry().document
    start = document.text.index("We don’t know")
    found = Addition(document=document.id, mode="indirect", content=(Span(start, start + 13),), speaker="A Reader")
    given = Judgement(target=found.attribution.id, judge="ana", at=AT, value=found.value)
    with open_store(tmp_path / "record.db") as again:
        again.add_statement(given)
    whole = exported(tmp_path / "record.db")
    made = imported(whole, tmp_path)
    assert exported(made) == whole
    told = json.loads(whole.splitlines()[1])
    assert [row["judged"] and row["judged"]["added"] for row in told["statements"]] == [None, True]
    assert found.value in [one["value"] for one in told["judgements"]]
    with open_store(made) as again:
        file, archive = io.BytesIO(), io.BytesIO()
        write_csv(again.judged_records(), file)
        write_brat(again.judged_records(), archive)
        assert next(runs.restore(tmp_path / "whole.jsonl", again)) == 0
    table = csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig")))
    assert [row["judged_added"] for row in table][:2] == ["", "yes"]
    with ZipFile(archive) as files:
        names = [name for name in files.namelist() if name.startswith("attributions/ferry")]
        assert [files.read(name).decode().count('"added": true') for name in names] == [1]
    archive.seek(0)
    assert found.attribution in dict(read(archive))[document.id]


def test_an_addition_beyond_the_text_is_not_shown(tmp_path: Path) -> None:
    found = Addition(document=ferry().document.id, mode="direct", content=(Span(3, 9_999),))
    given = Judgement(target=found.attribution.id, judge="ana", at=AT, value=found.value)
    with open_store(tmp_path / "record.db", create=True) as store:
        store.add(ferry())
        store.restore([StoredJudgement(judgement=given, orphaned=False, uri=None, words=None).row])
        assert store.count() == 1
        assert len(store.judgements()) == 1


def test_people_are_who_they_were_judged_to_be_in_the_record_that_is_made_again(
    store: SqlStore, tmp_path: Path
) -> None:
    with open_store(imported(exported(tmp_path / "record.db"), tmp_path)) as again:
        with open_store(tmp_path / "record.db") as before:
            assert again.people() == before.people()
        assert 2 in {person.statements for person in again.people()}
        assert next(one.words for one in again.judgements()) == ferry().document.text.partition("”")[0]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=DOCUMENTS, layers=LAYERS)
def test_whatever_annotations_there_are_they_come_back(document: Document, layers: tuple, tmp_path: Path) -> None:  # type: ignore[type-arg]
    (path := tmp_path / "any.db").unlink(missing_ok=True)
    with open_store(path, create=True) as store:
        store.add(Record(document, layers))
    whole = exported(path)
    assert exported(imported(whole, tmp_path)) == whole


def test_importing_twice_changes_nothing(store: SqlStore, tmp_path: Path) -> None:
    whole = exported(tmp_path / "record.db")
    target = imported(whole, tmp_path)
    with open_store(target) as again:
        outcomes = list(runs.restore(tmp_path / "whole.jsonl", again))
    assert outcomes[0] == 0
    assert all(isinstance(outcome, runs.Kept) and outcome.outcome == "unchanged" for outcome in outcomes[1:])


def whole_line(record: Record) -> dict[str, object]:
    file = io.BytesIO()
    assert EXPORTER.write_full is not None
    EXPORTER.write_full((record,), file)
    told: dict[str, object] = json.loads(file.getvalue())
    return told


def test_a_changed_text_is_told(tmp_path: Path) -> None:
    told = whole_line(ferry())
    told["document"]["text"] += "!"  # type: ignore[index]
    with pytest.raises(DocumentError, match="was changed since"):
        restored(json.dumps(told).encode(), decoded)


def test_an_export_without_texts_is_told(tmp_path: Path) -> None:
    told = whole_line(ferry())
    del told["annotations"]
    with pytest.raises(DocumentError, match=r"ferry\.txt: its text is not there; export with --full"):
        restored(json.dumps(told).encode(), decoded)


def test_an_annotation_beyond_the_text_is_told() -> None:
    document = Document(origin=ferry().document.origin, text="Short.")
    layers = ferry().layers
    told = whole_line(ferry())
    told["document"] = whole_line(Record(document).extended(Provenance(layer="all", version="1"), ()))["document"]
    assert layers
    with pytest.raises(DocumentError, match="ends beyond the text"):
        restored(json.dumps(told).encode(), decoded)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"document": 1}',
        b'{"judgements": [1]}',
        b"\xff",
        b'{"document":' + b"[" * 100_000,
        b'{"a": 1}',
    ],
)
def test_what_is_no_line_of_an_export_is_told(line: bytes) -> None:
    with pytest.raises(DocumentError):
        restored(line, decoded)


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(line: bytes) -> None:
    with pytest.raises(DocumentError):
        restored(line, decoded)


@pytest.mark.parametrize("value", ["published yesterday", "a\0b"])
def test_a_judgement_that_is_none_is_told(tmp_path: Path, value: str) -> None:
    row = {"target": "t", "judge": "j", "at": AT, "value": value, "note": None, "uri": None, "words": None}
    (file := tmp_path / "whole.jsonl").write_text(json.dumps({"judgements": [row]}))
    with open_store(tmp_path / "new.db", create=True) as store:
        (outcome,) = runs.restore(file, store)
        assert isinstance(outcome, DocumentError)
        assert store.judgements() == ()
