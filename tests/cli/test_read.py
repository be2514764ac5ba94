import json
from pathlib import Path

import pytest

from cli.conftest import FERRIES, Run


def test_without_a_record_who_said_what_is_printed_and_nothing_is_kept(run: Run, stories: Path) -> None:
    done = run("read", stories, "--published", "2031-03-05")
    assert done.code == 0
    assert done.err == ""
    assert "Lena Brandvold" in done.out
    assert "that “the ferries will sail in April”." in done.out
    assert "Tamarin" in done.out
    assert "2031-03-05" in done.out
    assert "line 4" in done.out
    assert "line 6, post 1" in " ".join(done.out.split())
    assert not list(stories.parent.glob("*.db"))


def test_json_is_one_object_per_document_in_the_order_read(run: Run, stories: Path) -> None:
    done = run("read", stories / "march", stories / "ferries.txt", "--json")
    first, second = map(json.loads, done.out.splitlines())
    assert first["document"]["uri"].endswith("harbour.txt")
    assert [speaker["name"] for row in second["statements"] for speaker in row["speakers"]] == [
        "Lena Brandvold",
        "Odd Rike",
        "Ole Strand",
    ]
    assert second["statements"][2]["post"] == second["posts"][0]["id"]
    assert "text" not in first["document"]


def test_the_text_is_printed_only_when_asked_for(run: Run, stories: Path) -> None:
    done = run("read", stories / "ferries.txt", "--json", "--full")
    assert json.loads(done.out)["document"]["text"] == FERRIES


def test_any_number_of_processes_prints_the_same_bytes(run: Run, stories: Path) -> None:
    for number in range(6):
        (stories / f"more{number}.txt").write_text(f"[wait 0.{number % 3}] Odd Rike said number {number}.")
    assert run("read", stories, "--json").out == run("read", stories, "--json", "--jobs", 3).out


def test_a_document_that_fails_is_named_and_the_others_are_read(run: Run, stories: Path) -> None:
    (stories / "empty.txt").write_bytes(b"")
    (stories / "noise.txt").write_bytes(bytes(range(256)) * 8)
    done = run("read", stories, "--json")
    assert done.code == 3
    assert len(done.out.splitlines()) == 2
    empty, noise, summary = done.lines
    assert "empty.txt: " in empty
    assert "noise.txt: " in noise
    assert summary == "onrecord: documents: 2 read, 2 failed"


def test_a_fault_of_a_layer_fails_its_document_alone(run: Run, stories: Path) -> None:
    (stories / "odd.txt").write_text("[fault]")
    done = run("read", stories)
    assert done.code == 3
    assert "odd.txt: a fault of onrecord itself at " in done.lines[0]


def test_a_process_that_is_killed_fails_its_document_alone(run: Run, stories: Path) -> None:
    (stories / "huge.txt").write_text("[die]")
    done = run("read", stories, "--json", "--jobs", 2)
    assert done.code == 3
    assert len(done.out.splitlines()) == 2
    assert "huge.txt: the process that read its 5 characters was killed" in done.lines[0]


def test_a_file_that_is_not_there_is_named_and_the_others_are_read(run: Run, stories: Path) -> None:
    done = run("read", stories / "nowhere.txt", stories / "ferries.txt", "--json")
    assert done.code == 3
    assert "nowhere.txt" in done.lines[0]
    assert len(done.out.splitlines()) == 1


def test_a_date_that_is_no_date_is_wrong_use_and_told_with_what_is_allowed(run: Run, stories: Path) -> None:
    done = run("read", stories, "--published", "2031-02-30")
    assert done.code == 2
    assert done.lines == [
        "onrecord: Invalid value for '--published': not a date: '2031-02-30' (expected YYYY-MM-DD, with or without a"
        " time) (see: onrecord read --help)"
    ]


@pytest.mark.parametrize("arguments", [(), ("--jobs", "0", "x"), ("--full", "x"), ("--no-such", "x")])
def test_wrong_use_is_one_line_and_reads_nothing(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("read", *arguments)
    assert (done.code, done.out, len(done.lines)) == (2, "", 1)


def test_a_record_holds_what_was_read(run: Run, stories: Path, db: Path) -> None:
    done = run("read", stories, "--db", db)
    assert (done.code, done.out) == (0, "")
    assert done.lines == [f"onrecord: documents in {db}: 2 new"]
    assert json.loads(run("statements", "--db", db, "--format", "json").out.splitlines()[0])


def test_reading_again_changes_nothing_and_reads_only_what_changed(run: Run, stories: Path, db: Path) -> None:
    run("read", stories, "--db", db)
    before = run("export", "--db", db, "--format", "jsonl").out
    assert run("read", stories, "--db", db).lines == [f"onrecord: documents in {db}: 2 unchanged"]
    assert run("export", "--db", db, "--format", "jsonl").out == before
    (stories / "ferries.txt").write_text(FERRIES + "\nOdd Rike said more.\n")
    assert run("read", stories, "--db", db).lines == [f"onrecord: documents in {db}: 1 changed, 1 unchanged"]


def test_what_is_unchanged_is_not_given_to_the_model(
    run: Run, stories: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("read", stories, "--db", db)
    monkeypatch.setattr("onrecord.runs.build", lambda _: pytest.fail("the model was loaded"))
    assert run("read", stories, "--db", db).code == 0


def test_another_day_of_publication_is_read_anew(run: Run, stories: Path, db: Path) -> None:
    run("read", stories, "--db", db)
    done = run("read", stories, "--db", db, "--published", "2031-03-05")
    assert done.lines == [f"onrecord: documents in {db}: 2 read anew"]


def test_json_with_a_record_prints_what_the_record_holds_now(run: Run, stories: Path, db: Path) -> None:
    afresh = run("read", stories, "--json").out
    assert run("read", stories, "--json", "--db", db).out == afresh
    assert run("read", stories, "--json", "--db", db).out == afresh


def test_the_record_may_be_named_by_the_environment(
    run: Run, stories: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_DB", str(db))
    run("read", stories)
    assert "Odd Rike" in run("statements").out


def test_a_file_that_is_no_record_stops_the_work(run: Run, stories: Path) -> None:
    done = run("read", stories / "march", "--db", stories / "ferries.txt")
    assert done.code == 4
    assert done.lines == [f"onrecord: {stories / 'ferries.txt'} is no record: the file is not a database"]
    assert (stories / "ferries.txt").read_text() == FERRIES


def test_a_text_above_the_limit_is_refused(run: Run, stories: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MAX_CHARACTERS", "100")
    done = run("read", stories, "--json")
    assert done.code == 3
    assert "ferries.txt" in done.lines[0]
    assert "100" in done.lines[0]
    assert len(done.out.splitlines()) == 1


def test_a_setting_that_is_no_number_stops_the_work(run: Run, stories: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MAX_CHARACTERS", "many")
    done = run("read", stories)
    assert done.code == 4
    assert done.lines == ["onrecord: ONRECORD_MAX_CHARACTERS is 'many'; a whole number above 0 is allowed"]


def test_hostile_texts_and_names_never_reach_the_terminal_raw(run: Run, stories: Path, db: Path) -> None:
    hostile = "Odd Rike said [red]no\x9b31m[/red] \u202e:smile:\x1b]0;owned."
    (stories / "\x1b[2Jname.txt").write_text(hostile)
    (stories / "\x1b[2Jempty.txt").write_text("")
    run("read", stories, "--db", db)
    for command in (("read", stories), ("statements", "--db", db), ("show", stories / "\x1b[2Jname.txt", "--db", db)):
        done = run(*command)
        printed = done.out + done.err
        assert "[red]no" in printed
        assert ":smile:" in printed
        assert not {c for c in printed if c in "\x1b\x9b\u202e"}


def test_a_folder_without_a_document_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("read", tmp_path / "empty")
    assert (done.code, done.out, done.lines) == (0, "", ["onrecord: documents: none"])


def test_a_table_tells_of_the_files_and_outranks_the_day_given_for_all(run: Run, stories: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("filename,published,publisher\nferries.txt,2031-03-07,The Tamarin\n")
    printed = run("read", stories, "--json", "--metadata", table, "--published", "2031-03-05").out
    told = {Path(row["uri"]).name: row for row in (json.loads(line)["document"] for line in printed.splitlines())}
    assert told["ferries.txt"]["published"] == "2031-03-07"
    assert told["ferries.txt"]["publisher"] == "The Tamarin"
    assert told["harbour.txt"]["published"] == "2031-03-05"


def test_a_table_that_is_none_stops_the_work(run: Run, stories: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("filename,published\nferries.txt,someday\n")
    done = run("read", stories, "--metadata", table)
    assert done.code == 4
    assert done.lines == [
        f"onrecord: metadata table {table}, line 2: not a date: 'someday' (expected YYYY-MM-DD, with or without a time)"
    ]
