import json
from pathlib import Path

import pytest

from cli.conftest import Run
from disks import full_disk
from onrecord.pipeline import DEFAULT_ORDER


@pytest.fixture
def record(run: Run, stories: Path, db: Path) -> Path:
    """A record of both stories."""
    run("read", stories, "--db", db)
    return db


def test_an_export_is_what_reading_prints(run: Run, stories: Path, record: Path) -> None:
    assert run("export", "--db", record, "--format", "jsonl").out == run("read", stories, "--json").out
    full = run("export", "--db", record, "--format", "jsonl", "--full").out
    assert full == run("read", stories, "--json", "--full").out


def test_a_file_appears_whole(run: Run, record: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    done = run("export", "--db", record, "--format", "csv", "--output", target)
    assert (done.code, done.out) == (0, "")
    assert target.read_text().count("\n") == 5


def test_a_file_that_cannot_be_written_stops_the_work(run: Run, record: Path, tmp_path: Path) -> None:
    done = run("export", "--db", record, "--format", "csv", "-o", tmp_path / "nowhere" / "out.csv")
    assert done.code == 4
    assert "No such file or directory" in done.lines[0]


def test_an_export_to_a_full_disk_stops_the_work_and_leaves_what_stood_there(
    run: Run, stories: Path, db: Path, tmp_path: Path
) -> None:
    (stories / "long.txt").write_text("Nothing was said. " * 5_000)
    run("read", stories, "--db", db)
    (target := tmp_path / "out.jsonl").write_text("old")
    with full_disk(40_000):  # the database needs 32 kB beside it to be read
        done = run("export", "--db", db, "--format", "jsonl", "--full", "-o", target)
    assert done.code == 4
    assert "File too large" in done.lines[0]
    assert target.read_text() == "old"


def test_an_unknown_format_is_told_with_the_known_ones(run: Run, record: Path) -> None:
    done = run("export", "--db", record, "--format", "xml")
    assert done.code == 2
    assert "no format 'xml'; allowed: " in done.lines[0]
    assert "csv" in done.lines[0]


def test_a_format_without_texts_refuses_to_be_full(run: Run, record: Path) -> None:
    done = run("export", "--db", record, "--format", "csv", "--full")
    assert done.code == 2
    assert "--full" in done.lines[0]


def test_a_table_is_written_when_it_is_named(run: Run, record: Path) -> None:
    posts = run("export", "--db", record, "--format", "csv", "--table", "posts").out
    assert posts.count("\n") == 2
    assert "She never said that. Ole Strand said nothing." in posts
    assert run("export", "--db", record, "--format", "csv", "--table", "posts", "--full").code == 2


def test_a_table_that_is_not_there_is_told(run: Run, record: Path) -> None:
    done = run("export", "--db", record, "--format", "jsonl", "--table", "posts")
    assert done.code == 2
    assert "this format has no tables" in done.lines[0]


def test_a_whole_export_is_taken_into_a_new_record(run: Run, record: Path, tmp_path: Path) -> None:
    whole, again = tmp_path / "whole.jsonl", tmp_path / "again.db"
    run("export", "--db", record, "--format", "jsonl", "--full", "-o", whole)
    done = run("import", whole, "--db", again)
    assert (done.code, done.out) == (0, "")
    assert done.lines == [f"onrecord: documents in {again}: 2 new; judgements: none"]
    assert run("export", "--db", again, "--format", "jsonl", "--full").out == whole.read_text()


def test_lines_that_are_none_are_told_and_the_others_taken(run: Run, record: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.jsonl"
    run("export", "--db", record, "--format", "jsonl", "--full", "-o", whole)
    first, second = whole.read_text().splitlines()
    whole.write_text(f"{first}\n{second[:50]}\n")
    done = run("import", whole, "--db", tmp_path / "again.db")
    assert done.code == 3
    assert "whole.jsonl, line 2: no line of an export" in done.lines[0]
    assert "1 new, 1 failed" in done.lines[1]


def test_the_schema_is_json(run: Run) -> None:
    assert "statements" in json.loads(run("schema").out)["$defs"]["RecordRow"]["properties"]


def test_layers_are_listed_in_their_order(run: Run) -> None:
    printed = run("layers").out
    assert [line.split()[0] for line in printed.splitlines() if line.startswith(DEFAULT_ORDER)] == list(DEFAULT_ORDER)
