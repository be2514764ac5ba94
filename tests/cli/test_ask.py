import csv
import io
import json
from pathlib import Path

import pytest

from cli.conftest import Run


@pytest.fixture
def record(run: Run, stories: Path, db: Path) -> Path:
    """A record of both stories."""
    run("read", stories, "--db", db, "--published", "2031-03-05")
    return db


def speakers(printed: str) -> list[str]:
    """The names in rows of JSON."""
    rows = [json.loads(line) for line in printed.splitlines()]
    return [speaker["name"] for row in rows for speaker in row["statement"]["speakers"]]


def test_statements_are_listed_with_speaker_day_way_and_place(run: Run, record: Path) -> None:
    done = run("statements", "--db", record)
    assert done.code == 0
    table = done.out
    for words in ("who", "said", "words", "via", "where", "Lena Brandvold", "Minister", "2031-03-05", "Tamarin"):
        assert words in table
    assert "ferries.txt" in table


def test_on_a_narrow_screen_day_and_way_stand_under_the_speaker(
    run: Run, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    printed = run("statements", "--db", record).out
    assert "via Tamarin" in printed
    assert max(map(len, printed.splitlines())) <= 80


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (("--speaker", "rike"), ["Odd Rike"]),
        (("--speaker", "nobody"), []),
        (("--mode", "direct"), ["Lena Brandvold"]),
        (("--words", "harbour"), ["Lena Brandvold"]),
        (("--document", "harbour.txt"), None),
        (("--since", "2031-03-06"), []),
        (("--until", "2031-03-05", "--limit", "2"), ["Lena Brandvold", "Odd Rike"]),
    ],
)
def test_filters_narrow_the_list(run: Run, record: Path, filters: tuple[str, ...], expected: list[str] | None) -> None:
    done = run("statements", "--db", record, "--format", "json", *filters)
    if expected is None:
        assert done.code == 3
        assert "no document 'harbour.txt' in the record" in done.lines[0]
    else:
        assert speakers(done.out) == expected


def test_no_statement_that_fits_is_told(run: Run, record: Path) -> None:
    done = run("statements", "--db", record, "--speaker", "nobody")
    assert (done.code, done.out, done.lines) == (0, "", ["onrecord: no statement fits"])


def test_statements_come_as_csv_too(run: Run, record: Path) -> None:
    printed = run("statements", "--db", record, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"))))
    assert [row["speaker"] for row in rows] == ["Lena Brandvold", "Odd Rike", "Ole Strand", "Lena Brandvold"]


def test_a_search_shows_the_passages_with_all_the_words(run: Run, record: Path) -> None:
    done = run("search", "harbour", "clos*", "--db", record)
    assert done.code == 0
    assert "harbour.txt" in done.out
    assert "the harbour stays closed" in done.out


def test_a_search_without_a_find_says_so(run: Run, record: Path) -> None:
    done = run("search", "submarine", "--db", record)
    assert (done.code, done.out) == (0, "")
    assert done.lines == [f"onrecord: no passage of {record} has all of: submarine"]


def test_people_are_listed_with_roles_and_the_number_of_statements(run: Run, record: Path) -> None:
    rows = [line.split() for line in run("people", "--db", record).out.splitlines()]
    assert ["Lena", "Brandvold", "Minister", "2", "2031-03-05", "2031-03-05"] in rows


def test_a_text_is_shown_with_brackets_and_letters_that_need_no_colour(run: Run, stories: Path, record: Path) -> None:
    printed = run("show", stories / "ferries.txt", "--db", record).out
    assert "[Lena Brandvold]s1 [said]c1 on Tuesday [that “the ferries will sail in April”.]q1" in printed
    assert "── post 1 · marit ──" in printed
    assert "   1  Lena Brandvold (Minister) · direct · said 2031-03-05 · via Tamarin" in printed
    assert "\x1b" not in printed


def test_a_document_may_be_meant_by_the_beginning_of_its_id(run: Run, stories: Path, record: Path) -> None:
    row = json.loads(run("statements", "--db", record, "--format", "json", "--limit", 1).out)
    assert "Ferries will sail" in run("show", row["document"]["id"][:8], "--db", record).out


@pytest.mark.parametrize("command", ["show", "remove"])
def test_a_document_that_is_not_there_is_told(run: Run, record: Path, command: str) -> None:
    done = run(command, "nowhere.txt", "--db", record)
    assert done.code == 3
    assert "no document 'nowhere.txt' in the record" in done.lines[0]


@pytest.mark.parametrize(
    "command", [("statements",), ("people",), ("search", "x"), ("show", "x"), ("export", "--format", "csv")]
)
def test_a_record_that_is_not_there_stops_the_work(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(*command, "--db", tmp_path / "nowhere.db")
    assert (done.code, done.lines) == (4, [f"onrecord: no such record: {tmp_path / 'nowhere.db'}"])


@pytest.mark.parametrize(
    "command", [("statements",), ("show", "x"), ("export", "--format", "csv"), ("redate", "x", "2031-01-01")]
)
def test_a_command_that_needs_a_record_asks_for_it(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.code == 2
    assert "Missing option '--db'" in done.lines[0]
    assert "ONRECORD_DB" in done.lines[0]


def test_a_removed_document_is_gone(run: Run, stories: Path, record: Path) -> None:
    assert run("remove", stories / "ferries.txt", "--db", record).code == 0
    assert speakers(run("statements", "--db", record, "--format", "json").out) == ["Lena Brandvold"]


def test_a_new_day_of_publication_works_times_out_again_and_stays(run: Run, stories: Path, record: Path) -> None:
    done = run("redate", stories / "ferries.txt", "2031-03-12", "--db", record)
    assert done.code == 0

    def days() -> list[str]:
        rows = map(json.loads, run("statements", "--db", record, "--format", "json").out.splitlines())
        return [row["statement"]["said"]["from"] for row in rows if row["statement"]["said"]]

    assert days() == ["2031-03-12"]
    run("read", stories, "--db", record, "--published", "2031-03-05")
    assert days() == ["2031-03-12"]


def test_a_new_day_that_is_none_is_wrong_use(run: Run, stories: Path, record: Path) -> None:
    done = run("redate", stories / "ferries.txt", "Tuesday", "--db", record)
    assert done.code == 2
    assert "not a date: 'Tuesday'" in done.lines[0]


def test_a_redating_is_a_judgement_in_the_output(run: Run, stories: Path, record: Path) -> None:
    run("redate", stories / "ferries.txt", "2031-03-12", "--db", record)
    printed = run("read", stories / "ferries.txt", "--db", record, "--json").out
    (judgement,) = json.loads(printed)["judgements"]
    assert judgement["value"] == "published 2031-03-12"


def test_a_long_list_is_fetched_page_by_page(run: Run, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run("statements", "--db", record, "--format", "json").out
    monkeypatch.setattr("onrecord.cli.asking.PAGE", 2)
    assert run("statements", "--db", record, "--format", "json").out == whole
    assert len(run("statements", "--db", record, "--format", "json", "--limit", 3).out.splitlines()) == 3
