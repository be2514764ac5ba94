"""Drafts and records are checked against libraries: files, standard input, versions, and what cannot be read."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord import checks, runs
from onrecord.errors import DocumentError, SetupError
from onrecord.model.rows import FindingRow
from onrecord.model.statement import Verification
from onrecord.settings import Settings
from onrecord.store import open_store
from onrecord.verify.houserules import load_rules
from onrecord.verify.library.shelves import Library, create, open_library

SPOKEN = """MS. TARN: The ferries may sail in April, if the pilots agree. We have not decided on a fee.

MR. QUIST: Nobody will be paid for waiting on the quay.

QUESTION: Is this blackmail with a boat?
"""
DRAFT = """Ferries to sail in April

HARNO, March 4 — “The ferries will sail in April,” Minister Ilse Tarn said on Tuesday.

“Nobody will be paid for waiting on the quay,” said Bo Quist, who leads the pilots.
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "spoken.txt").write_text(SPOKEN)
    made, failed = checks.in_memory([tmp_path / "spoken.txt"])
    assert failed == []
    with made:
        yield made


def rows_of(draft: object, library: Library, **options: int) -> list[FindingRow]:
    found = list(checks.check([draft], library, load_rules("ap"), **options))  # type: ignore[list-item, arg-type]
    assert not any(isinstance(row, DocumentError) for row in found)
    return found  # type: ignore[return-value]


def test_each_quotation_of_a_draft_has_its_place_verdict_passage_and_speaker(tmp_path: Path, library: Library) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT)
    first, second = rows_of(draft, library)
    assert (first.line, first.column, first.verdict.label, first.verdict.severity) == (3, 19, "distorted", "fail")
    assert first.evidence is not None and first.evidence.exact == "The ferries may sail in April"
    assert first.evidence.speaker == "MS. TARN"
    assert [(e.printed and e.printed.text, e.primary and e.primary.text) for e in first.edits] == [("will", "may")]
    assert (second.verdict.label, second.verdict.severity, second.speaker) == ("exact", "pass", "Bo Quist")


QUOTING = "“Nobody will be paid for waiting on the quay” is a quotation, and so is “The ferries may sail in April”."


def places(library: Library) -> list[tuple[int | None, int | None]]:
    """The lines and columns of the passages of two quotations."""
    rows = rows_of(checks.from_bytes(QUOTING.encode(), "draft"), library)
    return [(row.evidence.line, row.evidence.column) for row in rows if row.evidence]


def test_the_line_and_column_of_a_passage_in_its_file_are_told(library: Library) -> None:
    assert places(library) == [(3, 12), (1, 11)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_lines_and_columns_are_those_of_the_characters_of_a_file(tmp_path: Path, encoding: str) -> None:
    spoken = tmp_path / "spoken.txt"
    spoken.write_bytes(SPOKEN.replace("MS. TARN", "MS. TÄRN").replace("\n", "\r\n").encode(encoding))
    held, _ = checks.in_memory([spoken])
    with held:
        assert places(held) == [(3, 12), (1, 11)]


def test_where_the_words_no_longer_stand_at_their_place_no_line_is_told(tmp_path: Path, library: Library) -> None:
    (tmp_path / "spoken.txt").write_text("A new first line.\n" + SPOKEN)
    assert places(library) == [(None, None), (None, None)]
    (tmp_path / "spoken.txt").unlink()
    assert places(library) == [(None, None), (None, None)]


def test_of_a_file_that_is_too_long_to_be_read_again_no_line_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "LOCATED", 10)
    assert places(library) == [(None, None), (None, None)]


def test_of_a_page_no_line_is_told(tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}</p>\n" for line in SPOKEN.split("\n") if line)
    (tmp_path / "page.html").write_text(f"<html><head><title>Talks</title></head><body>{lines * 3}</body></html>")
    held, _ = checks.in_memory([tmp_path / "page.html"])
    with held:
        assert set(places(held)) == {(None, None)}


def test_the_lines_of_other_passages_that_fit_are_told(tmp_path: Path) -> None:
    for name, before in (("a.txt", ""), ("b.txt", "Minutes\n\n")):
        (tmp_path / name).write_text(before + SPOKEN)
    held, _ = checks.in_memory([tmp_path])
    with held:
        first, _ = rows_of(checks.from_bytes(QUOTING.encode(), "draft"), held)
    assert first.evidence is not None
    assert {passage.line for passage in (first.evidence, *first.alternatives)} == {3, 5}


def test_standard_input_is_a_draft(library: Library) -> None:
    (row,) = rows_of(checks.from_bytes("He said: “We have decided on a fee.”".encode(), "<stdin>"), library)
    assert (row.file, row.verdict.label) == ("<stdin>", "distorted")


def test_words_of_a_questioner_are_not_the_ministers(library: Library) -> None:
    text = "“Is this blackmail with a boat?” asked Minister Ilse Tarn."
    (row,) = rows_of(checks.from_bytes(text.encode(), "draft"), library)
    assert row.verdict.label == "misattributed"


def test_words_of_somebody_else_are_misattributed(library: Library) -> None:
    text = "“Nobody will be paid for waiting on the quay,” Minister Ilse Tarn said."
    (row,) = rows_of(checks.from_bytes(text.encode(), "draft"), library)
    assert row.verdict.label == "misattributed"
    assert "MR. QUIST" in row.verdict.reason


def test_a_draft_that_cannot_be_read_is_told_and_the_others_are_checked(tmp_path: Path, library: Library) -> None:
    (tmp_path / "good.txt").write_text(DRAFT)
    found = list(checks.check([tmp_path / "gone.txt", tmp_path / "good.txt"], library, load_rules("ap")))
    assert isinstance(found[0], DocumentError) and "gone.txt" in str(found[0])
    assert len(found) == 3


def test_few_words_are_checked_beside_a_longer_quotation_of_the_same_statement(library: Library) -> None:
    text = "“We have not decided on a fee,” Minister Ilse Tarn said, but boats would run “in April”."
    found = rows_of(checks.from_bytes(text.encode(), "draft"), library, min_words=1)
    assert next(row.verdict.label for row in found) == "exact"


def test_a_transcript_that_changed_is_kept_in_both_versions_and_told(tmp_path: Path) -> None:
    spoken = tmp_path / "spoken.txt"
    spoken.write_text(SPOKEN)
    with create(tmp_path / "library") as held:
        assert [o.new for o in checks.fill(held, [spoken]) if isinstance(o, checks.Shelved)] == [True]
        assert [o.new for o in checks.fill(held, [spoken]) if isinstance(o, checks.Shelved)] == [False]
        spoken.write_text(SPOKEN.replace("may sail", "might sail"))
        os.utime(spoken, (1, 1))
        (row,) = rows_of(checks.from_bytes("“The ferries may sail in April” is a quotation.".encode(), "draft"), held)
        assert "has changed since it was added" in row.verdict.reason
        assert [o.new for o in checks.fill(held, [spoken]) if isinstance(o, checks.Shelved)] == [True]
        assert len(list(held.documents())) == 2


def test_a_missing_library_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="onrecord library add"):
        open_library(tmp_path / "none")


def test_a_name_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no name for a library"):
        checks.library_folder("a b", Settings(libraries=tmp_path))
    assert checks.library_folder("viaduct", Settings(libraries=tmp_path)) == tmp_path / "viaduct"


def test_an_empty_primary_text_is_told_and_leaves_a_library_without_words(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    held, failed = checks.in_memory([tmp_path / "empty.txt"])
    with held:
        assert len(failed) == 1 and held.words() == 0
        (row,) = rows_of(checks.from_bytes("“The ferries may sail in April” is a quotation.".encode(), "draft"), held)
        assert row.verdict.label == "not_found"


def test_statements_of_a_record_have_verdicts_that_stand_until_they_are_read_anew(
    tmp_path: Path, library: Library
) -> None:
    (tmp_path / "draft.txt").write_text(DRAFT)
    with open_store(tmp_path / "record.db", create=True) as store:
        list(runs.keep(tmp_path / "draft.txt", store))
        (record,) = checks.verify(store, library)
        assert {found.label for found in record.of(Verification)} == {"distorted", "exact"}
        verdicts = [f.statement.verdict and f.statement.verdict.label for f in store.statements()]
        assert {"distorted", "exact"} <= set(verdicts)
        assert [kept.outcome for kept in runs.keep(tmp_path / "draft.txt", store) if isinstance(kept, runs.Kept)] == [
            "unchanged"
        ]
        (again,) = checks.verify(store, library)
        assert again == record
        (row,) = [s for s in onrecord.statements(store.record("".join(str(tmp_path / "draft.txt")))) if s.verdict][:1]
        assert row.verdict is not None


def test_what_is_reported_in_other_words_stands_beside_passages_with_what_differs(library: Library) -> None:
    text = "Minister Ilse Tarn said on Tuesday that the ferries would sail in April with the pilots' agreement."
    (row,) = checks.compare([checks.from_bytes(text.encode(), "draft")], library)
    best = row.compare[0]
    assert best.passage.exact == "The ferries may sail in April, if the pilots agree."
    assert best.passage.speaker == "MS. TARN"
    assert any("a condition: none in the draft, “if” in the passage" in told for told in best.differences)
