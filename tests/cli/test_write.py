import json
from pathlib import Path

import pytest

from cli.conftest import Run
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


def test_an_unknown_format_is_told_with_the_known_ones(run: Run, record: Path) -> None:
    done = run("export", "--db", record, "--format", "xml")
    assert done.code == 2
    assert "no format 'xml'; allowed: csv, jsonl" in done.lines[0]


def test_a_format_without_texts_refuses_to_be_full(run: Run, record: Path) -> None:
    done = run("export", "--db", record, "--format", "csv", "--full")
    assert done.code == 2
    assert "--full" in done.lines[0]


def test_the_schema_is_json(run: Run) -> None:
    assert "statements" in json.loads(run("schema").out)["$defs"]["RecordRow"]["properties"]


def test_layers_are_listed_in_their_order(run: Run) -> None:
    printed = run("layers").out
    assert [line.split()[0] for line in printed.splitlines() if line.startswith(DEFAULT_ORDER)] == list(DEFAULT_ORDER)
