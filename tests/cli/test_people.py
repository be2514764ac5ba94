"""The commands on people: who speaks, who they are in a register, and who is whom."""

from pathlib import Path

import pytest

from cli.conftest import Run
from onrecord.store import open_store
from store.stories import naming

TABLE = """id,name,aliases,role,of,since,until
1,Lena Brandvold,Lena of Marrow,minister,Kestria,2029-05-01,2032
2,Odd Rike,,mayor,Marrow,,
3,Kari Holm,,,,,
4,Kari Holm,,,,,
"""


@pytest.fixture
def record(db: Path) -> Path:
    """A record in which four names speak, one of them linked to somebody of a register."""
    with open_store(db, create=True) as store:
        store.add(naming("Lena Brandvold", uri="a.txt", role="minister", person="csv:1", aliases=("Ms. Brandvold",)))
        store.add(naming("Anna Brandvold", uri="b.txt"))
        store.add(naming("Odd Rike", uri="c.txt"))
        store.add(naming("Odd Rike", uri="d.txt"))
        store.add(naming("O. Rike", uri="e.txt"))
    return db


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of people, some of whom speak in the record."""
    path = tmp_path / "people.csv"
    path.write_text(TABLE)
    return path


@pytest.fixture
def imported(run: Run, record: Path, table: Path) -> Path:
    """The record, which knows the people of the table."""
    run("people", "import", table, "--db", record)
    return record


def names(printed: str) -> list[list[str]]:
    """The rows of a list, word by word, without the head and the lines that say what is no person."""
    return [row for row in map(str.split, printed.splitlines()[2:]) if len(row) > 1]


def test_people_alone_lists_who_speaks(run: Run, record: Path) -> None:
    bare, listed = run("people", "--db", record), run("people", "list", "--db", record)
    assert (bare.code, listed.code) == (0, 0)
    assert bare.out == listed.out
    assert [row[:2] for row in names(bare.out)] == [
        ["Odd", "Rike"],
        ["Anna", "Brandvold"],
        ["Lena", "Brandvold"],
        ["O.", "Rike"],
    ]


def test_a_list_may_be_short_and_of_one_type(run: Run, record: Path) -> None:
    assert [row[:2] for row in names(run("people", "list", "--limit", 1, "--db", record).out)] == [["Odd", "Rike"]]
    assert len(names(run("people", "list", "--type", "person", "--db", record).out)) == 4
    done = run("people", "list", "--type", "group", "--type", "organization", "--db", record)
    assert (done.code, done.out, done.lines) == (0, "", [f"onrecord: nobody speaks in {record}"])


@pytest.mark.parametrize("command", [("list",), ("show", "x"), ("merge", "x", "y"), ("split", "x", "y")])
def test_a_record_that_is_not_there_stops_the_work(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run("people", *command, "--db", tmp_path / "nowhere.db")
    assert (done.code, done.lines) == (4, [f"onrecord: no such record: {tmp_path / 'nowhere.db'}"])
    assert not (tmp_path / "nowhere.db").exists()


@pytest.mark.parametrize("command", [(), ("list",), ("show", "x"), ("import", "x"), ("merge", "x", "y")])
def test_without_a_record_it_is_asked_for(run: Run, command: tuple[str, ...]) -> None:
    done = run("people", *command)
    assert (done.code, done.out) == (2, "")
    assert "Missing option '--db'" in done.lines[0]
    assert "ONRECORD_DB" in done.lines[0]


def test_the_record_may_be_named_before_the_command_after_it_or_by_the_environment(
    run: Run, record: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    expected = run("people", "list", "--db", record).out
    assert run("people", "--db", record, "list").out == expected
    monkeypatch.setenv("ONRECORD_DB", str(record))
    assert run("people").out == run("people", "list").out == expected
    monkeypatch.setenv("ONRECORD_DB", str(tmp_path / "other.db"))
    assert run("people", "--db", record).out == expected
    assert run("people", "--db", record, "list").out == expected
    assert run("people", "list", "--db", record).out == expected
    assert run("people", "--db", tmp_path / "third.db", "list", "--db", record).out == expected


def test_an_unknown_command_is_wrong_use(run: Run, record: Path) -> None:
    done = run("people", "rename", "--db", record)
    assert (done.code, done.out) == (2, "")
    assert "No such command 'rename'" in done.lines[0]


def test_an_import_says_how_many_and_that_documents_are_linked_when_next_read(
    run: Run, record: Path, table: Path
) -> None:
    done = run("people", "import", table, "--db", record)
    assert (done.code, done.out) == (0, "")
    assert done.lines == [
        f"onrecord: 4 persons and bodies from people.csv in {record}",
        "onrecord: read the documents again (onrecord read … --db …) to link them; only this step is done anew",
    ]


def test_an_import_makes_a_record_where_there_is_none(run: Run, db: Path, table: Path) -> None:
    table.write_text("name\nLena Brandvold\n")
    done = run("people", "import", table, "--db", db)
    assert (done.code, done.lines) == (0, [f"onrecord: 1 person or body from people.csv in {db}"])
    assert "csv:Lena Brandvold" in run("people", "show", "Lena Brandvold", "--db", db).out


def test_an_import_of_the_same_name_takes_the_place_of_the_earlier(run: Run, imported: Path, table: Path) -> None:
    table.write_text("id,name\n9,Bo Quist\n")
    assert run("people", "import", table, "--db", imported).code == 0
    assert run("people", "show", "Bo Quist", "--db", imported).code == 0
    assert run("people", "show", "Kari Holm", "--db", imported).code == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name,mood\nBo Quist,calm\n", "line 1: unknown column 'mood'; allowed: "),
        ("name,since,role\nBo Quist,soon,mayor\n", "line 2: 'soon' is no day, month or year; "),
        ("", "the file is empty"),
    ],
)
def test_an_import_that_cannot_be_taken_is_told_and_changes_nothing(
    run: Run, imported: Path, table: Path, text: str, reason: str
) -> None:
    table.write_text(text)
    done = run("people", "import", table, "--db", imported)
    assert done.code == 3
    assert done.lines[0].startswith(f"onrecord: {table}: {reason}")
    assert run("people", "show", "csv:2", "--db", imported).code == 0


def test_an_import_of_no_file_is_told(run: Run, record: Path, tmp_path: Path) -> None:
    done = run("people", "import", tmp_path / "nowhere.csv", "--db", record)
    assert (done.code, done.lines) == (3, [f"onrecord: {tmp_path / 'nowhere.csv'}: No such file or directory"])


def test_an_id_of_another_file_is_told(run: Run, imported: Path, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("id,name\n2,Bo Quist\n")
    done = run("people", "import", tmp_path / "more.csv", "--db", imported)
    assert done.code == 3
    assert "the id csv:2 is known from people.csv already; an id belongs to one file" in done.lines[0]


def test_who_speaks_is_shown_with_names_offices_and_documents(run: Run, imported: Path) -> None:
    done = run("people", "show", "lena brandvold", "--db", imported)
    assert done.code == 0
    shown = [" ".join(line.split()) for line in done.out.splitlines()]
    for line in (
        "Lena Brandvold",
        "person · 1 statement · 2031-03-05",
        "called: minister",
        "also: Ms. Brandvold; Lena of Marrow",
        "id csv:1 · table (people.csv)",
        "minister, Kestria: 2029-05-01 – 2032",
        "a.txt 2031-03-05 2031-03-05 1",
    ):
        assert line in shown


def test_who_is_in_no_register_is_shown_so(run: Run, imported: Path) -> None:
    printed = run("people", "show", "anna", "--db", imported).out
    assert "in no register" in printed
    assert "b.txt" in printed


def test_whom_only_a_register_knows_is_shown_without_documents(run: Run, imported: Path) -> None:
    printed = run("people", "show", "csv:3", "--db", imported).out
    assert "Kari Holm" in printed
    assert "csv:3" in printed
    assert ".txt" not in printed


def test_whom_only_the_package_knows_is_shown(run: Run, record: Path) -> None:
    done = run("people", "show", "onrecord:norway", "--db", record)
    assert done.code == 0
    assert "Norway" in done.out
    assert "the register of the package" in done.out


@pytest.mark.parametrize(
    "command", [("show", "Bo Quist"), ("merge", "Bo Quist", "Odd Rike"), ("split", "Bo Quist", "--document", "c.txt")]
)
def test_who_is_unknown_is_told(run: Run, imported: Path, command: tuple[str, ...]) -> None:
    done = run("people", *command, "--db", imported)
    assert (done.code, done.out) == (3, "")
    assert done.lines == ["onrecord: nobody named 'Bo Quist' speaks in the record or stands in its register"]


@pytest.mark.parametrize("command", [("show", "brandvold"), ("merge", "brandvold", "Odd Rike")])
def test_who_may_be_several_is_told_with_the_candidates(run: Run, imported: Path, command: tuple[str, ...]) -> None:
    done = run("people", *command, "--db", imported)
    assert (done.code, done.out) == (3, "")
    assert done.lines == [
        "onrecord: 'brandvold' may mean several: Anna Brandvold (anna brandvold); Lena Brandvold (csv:1)"
    ]


def test_who_may_be_several_of_the_register_is_told_with_the_candidates(run: Run, imported: Path) -> None:
    done = run("people", "show", "Kari Holm", "--db", imported)
    assert done.code == 3
    assert done.lines == [
        "onrecord: 'Kari Holm' may mean several of the register: Kari Holm (csv:3); Kari Holm (csv:4)"
    ]


def test_merging_joins_two_who_speak(run: Run, record: Path) -> None:
    done = run("people", "merge", "Odd Rike", "o rike", "--db", record, "--note", "the same captain")
    assert (done.code, done.out) == (0, "")
    assert done.lines == ["onrecord: judged: odd rike is the same as o rike"]
    assert names(run("people", "--db", record).out)[0][:3] == ["Odd", "Rike", "3"]
    with open_store(record) as store:
        (kept,) = store.judgements()
    assert (kept.judgement.note, kept.judgement.value) == ("the same captain", "same as o rike")


def test_merging_with_somebody_of_the_register_makes_that_the_person(run: Run, imported: Path) -> None:
    done = run("people", "merge", "Odd Rike", "csv:2", "--db", imported)
    assert done.lines == ["onrecord: judged: odd rike is the same as csv:2"]
    printed = run("people", "show", "csv:2", "--db", imported).out
    assert "mayor, Marrow" in printed
    assert "c.txt" in printed and "d.txt" in printed


def test_who_is_the_same_already_is_told(run: Run, record: Path) -> None:
    done = run("people", "merge", "Odd Rike", "odd rike", "--db", record)
    assert (done.code, done.lines) == (3, ["onrecord: 'Odd Rike' and 'odd rike' are the same already: odd rike"])
    run("people", "merge", "Odd Rike", "o rike", "--db", record)
    again = run("people", "merge", "o rike", "Odd Rike", "--db", record)
    assert (again.code, again.lines) == (3, ["onrecord: 'o rike' and 'Odd Rike' are the same already: o rike"])


@pytest.mark.parametrize("pair", [("Odd Rike", "o. rike"), ("o rike", "odd rike")])
def test_splitting_parts_who_was_joined(run: Run, record: Path, pair: tuple[str, str]) -> None:
    before = run("people", "--db", record).out
    run("people", "merge", "Odd Rike", "o rike", "--db", record)
    done = run("people", "split", *pair, "--db", record)
    assert (done.code, done.lines) == (0, ["onrecord: judged: o rike is other than odd rike"])
    assert run("people", "--db", record).out == before
    run("people", "merge", "Odd Rike", "o rike", "--db", record)
    assert names(run("people", "--db", record).out)[0][:3] == ["Odd", "Rike", "3"]


def test_splitting_who_was_not_joined_is_told_with_those_who_were(run: Run, imported: Path) -> None:
    done = run("people", "split", "Odd Rike", "O. Rike", "--db", imported)
    told = "'Odd Rike' and 'O. Rike' were not joined by a judgement. Those that were:"
    assert (done.code, done.lines) == (3, [f"onrecord: {told} none so far"])
    run("people", "merge", "Anna Brandvold", "csv:1", "--db", imported)
    run("people", "merge", "Odd Rike", "csv:2", "--db", imported)
    again = run("people", "split", "Odd Rike", "O. Rike", "--db", imported)
    assert again.lines == [f"onrecord: {told} anna brandvold = csv:1; csv:2 = odd rike"]


@pytest.mark.parametrize("arguments", [(), ("Anna Brandvold", "--document", "c.txt")])
def test_splitting_needs_the_other_or_a_document(run: Run, record: Path, arguments: tuple[str, ...]) -> None:
    done = run("people", "split", "Odd Rike", *arguments, "--db", record)
    assert (done.code, done.out) == (2, "")
    assert "give OTHER, or --document DOC: one of them" in done.lines[0]


def test_splitting_in_one_document_leaves_the_others(run: Run, imported: Path) -> None:
    run("people", "merge", "Odd Rike", "csv:2", "--db", imported)
    done = run("people", "split", "csv:2", "--document", "d.txt", "--db", imported)
    assert (done.code, done.lines) == (0, ["onrecord: judged: Odd Rike in d.txt is other than csv:2"])
    printed = run("people", "show", "csv:2", "--db", imported).out
    assert "c.txt" in printed and "d.txt" not in printed


def test_a_name_in_one_document_is_parted_from_the_same_name_in_others(run: Run, record: Path) -> None:
    done = run("people", "split", "Odd Rike", "--document", "d.txt", "--db", record)
    assert (done.code, done.lines) == (0, ["onrecord: judged: Odd Rike in d.txt is other than odd rike"])
    assert [row[:3] for row in names(run("people", "--db", record).out)].count(["Odd", "Rike", "1"]) == 2


def test_splitting_where_nobody_is_taken_for_them_is_told(run: Run, record: Path) -> None:
    done = run("people", "split", "Odd Rike", "--document", "a.txt", "--db", record)
    assert (done.code, done.lines) == (3, ["onrecord: nobody in a.txt is taken for odd rike"])
    done = run("people", "split", "Odd Rike", "--document", "nowhere.txt", "--db", record)
    assert done.code == 3
    assert "no document 'nowhere.txt' in the record" in done.lines[0]


def test_who_is_whom_shows_wherever_people_are_shown(run: Run, imported: Path) -> None:
    run("people", "merge", "Anna Brandvold", "csv:1", "--db", imported)
    statements = run("statements", "--db", imported, "--speaker", "csv:1", "--format", "json").out
    assert len(statements.splitlines()) == 2
    exported = run("export", "--db", imported, "--format", "jsonl").out
    assert exported.count('"person":"csv:1"') == 2


HOSTILE = "Odd\x1b[2J [red]Rike[/red] \u202e:smile:"


@pytest.fixture
def hostile(run: Run, db: Path, tmp_path: Path) -> Path:
    """A record in which names and offices steer the terminal, and a register that knows more of them."""
    (tmp_path / "people.csv").write_text(f"name,role,of\n{HOSTILE} Holm,{HOSTILE},{HOSTILE}\n")
    run("people", "import", tmp_path / "people.csv", "--db", db)
    with open_store(db) as store:
        store.add(naming(HOSTILE, uri="\x1b[2Ja.txt", role=HOSTILE))
        store.add(naming(f"Kari {HOSTILE}", uri="b.txt"))
    return db


def steering(printed: str) -> set[str]:
    return {sign for sign in printed if sign in "\x1b\x9b\u202e"}


@pytest.mark.parametrize(
    "command", [("list",), ("show", "kari"), ("show", "rike"), ("show", HOSTILE), ("merge", "kari", HOSTILE)]
)
def test_hostile_names_never_reach_the_terminal_raw(run: Run, hostile: Path, command: tuple[str, ...]) -> None:
    done = run("people", *command, "--db", hostile)
    assert "rike" in (done.out + done.err).casefold()
    assert not steering(done.out + done.err)


def test_hostile_ids_and_offices_never_reach_the_terminal_raw(run: Run, hostile: Path) -> None:
    done = run("people", "show", f"{HOSTILE} Holm", "--db", hostile)
    assert "Rike" in done.out
    assert not steering(done.out)


def test_a_name_is_no_other_name_of_itself(run: Run, imported: Path) -> None:
    assert "also: Kari Holm" not in run("people", "show", "csv:3", "--db", imported).out
