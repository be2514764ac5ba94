from pathlib import Path

import pytest
from evals.changes import Change, by_document, changes, main
from evals.lines import lines

from evals.marked_up import Row, statements, written

FERRIES = "[Vell]s [said]q [ferries will sail]c. [Rike]s2 [denied]q2 [it all]c2."


def between(tmp_path: Path, before: list[Row], after: list[Row]) -> list[Change]:
    paths = [written(tmp_path / f"{n}.jsonl", {"ferries": rows}) for n, rows in enumerate((before, after))]
    old, new = (by_document(lines(path)) for path in paths)
    return list(changes(old, new))


def fates(found: list[Change]) -> list[tuple[str, tuple[str, ...]]]:
    return [(change.fate, change.differs) for change in found]


def test_what_is_the_same_stayed_whatever_the_confidence(tmp_path: Path) -> None:
    found = between(tmp_path, statements(FERRIES, confidence=0.2), statements(FERRIES, confidence=0.9))
    assert fates(found) == [("stayed", ()), ("stayed", ())]


def test_what_is_in_one_run_only_was_lost_or_gained(tmp_path: Path) -> None:
    first = "[Vell]s [said]q [ferries will sail]c. Rike denied it all."
    second = "Vell said ferries will sail. [Rike]s [denied]q [it all]c."
    assert [change.fate for change in between(tmp_path, statements(first), statements(second))] == ["lost", "gained"]


@pytest.mark.parametrize(
    ("after", "differs"),
    [
        ("[Ms Vell]s [said]q [ferries will sail]c in April.", ("source",)),
        ("Ms [Vell]s [said]q [ferries will sail in April]c.", ("content",)),
        ("Ms [Vell]s [said ferries]q [will sail]c in April.", ("cue", "content")),
        ("Ms Vell said [ferries will sail]c in April.", ("source", "cue")),
    ],
)
def test_the_parts_that_differ_are_told(tmp_path: Path, after: str, differs: tuple[str, ...]) -> None:
    before = statements("Ms [Vell]s [said]q [ferries will sail]c in April.")
    assert fates(between(tmp_path, before, statements(after))) == [("changed", differs)]


@pytest.mark.parametrize(
    ("also", "differs"),
    [
        ({"mode": "mixed"}, "mode"),
        ({"negated": True}, "negated"),
        ({"force": "asked"}, "force"),
        ({"nested_in": "at 90"}, "nested in"),
    ],
)
def test_what_is_told_of_a_statement_is_compared(tmp_path: Path, also: Row, differs: str) -> None:
    text = "[Vell]s [said]q [ferries will sail]c."
    assert fates(between(tmp_path, statements(text), statements(text, **also))) == [("changed", (differs,))]


def test_the_likest_contents_are_paired_first(tmp_path: Path) -> None:
    before = statements("Vell [said]q [ferries sail, Rike denied it]c")
    outer, inner = (
        statements("Vell said [ferries sail, Rike denied it]c"),
        statements("Vell said ferries sail, Rike denied [it]c"),
    )
    found = between(tmp_path, before, [*inner, *outer])
    assert fates(found) == [("changed", ("cue",)), ("gained", ())]
    assert found[1].after is not None
    assert found[1].after.content[0].text == "it"


def test_a_holder_with_another_id_is_the_same_holder(tmp_path: Path) -> None:
    before, after = ("Vell [said]q [ferries sail]c.", "Vell said [ferries sail]c.")
    (old,), (new,) = statements(before), statements(after)
    inner = statements("Vell said [ferries]c sail.", id="inner")[0]
    found = between(tmp_path, [old, inner | {"nested_in": old["id"]}], [new, inner | {"nested_in": new["id"]}])
    assert fates(found) == [("changed", ("cue",)), ("stayed", ())]


def test_the_changes_are_counted_by_kind_and_mode_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = written(tmp_path / "1.jsonl", {"ferries": statements(FERRIES), "gone": []})
    after = written(
        tmp_path / "2.jsonl", {"ferries": statements("[Vell]s said [ferries will sail]c. Rike denied it all.")}
    )
    assert main([str(before), str(after), "--show", "1"]) == 0
    shown = capsys.readouterr().out
    assert "1 documents in both runs, 1 only before, 0 only after" in shown
    assert "all              2      1       0        1     1       0" in shown
    assert "lost:\n  ferries.txt\n    - Rike | denied | it all (indirect, asserted)" in shown
    assert "ferries.txt: cue\n    - Vell | said | ferries will sail (indirect, asserted)\n    + Vell | – |" in shown


def test_runs_over_other_documents_cannot_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [written(tmp_path / name, {name: []}) for name in ("before", "after")]
    assert main([str(path) for path in paths]) == 2
    assert "no document in common" in capsys.readouterr().err


def test_statements_with_other_ids_are_paired_by_their_contents(tmp_path: Path) -> None:
    text = "".join(f"Vell [said]q{n} [ferries {n} sail]c{n}. " for n in range(1, 1001))
    found = between(tmp_path, statements(text, id="old"), [row | {"id": "new"} for row in statements(text)])
    assert {change.fate for change in found} == {"stayed"}
