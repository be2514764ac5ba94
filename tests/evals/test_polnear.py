import json
from pathlib import Path

import pytest
from evals.brat import articles
from evals.polnear import main
from evals.report import report

from evals import floors
from evals.marked_up import split, statements, written

GOLD = "[Vell]s [said]q [“ferries sail”]c. [Rike]s2 [denied]q2 [it]c2."
READ = "[Vell]s [said]q [“ferries sail”]c. Rike denied it."


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    folder = split(tmp_path / "small", {"ferries": [GOLD], "trams": ["Nobody [said]q [a word]c."]})
    return [str(folder), str(written(tmp_path / "lines.jsonl", {"ferries": statements(READ), "trams": []}))]


def pinned(tmp_path: Path, *, least: float, most: float = 100.0) -> list[str]:
    path = tmp_path / "floors.yml"
    bounds = f"  at least: {{attributions all recall: {least}}}\n  at most: {{confidence error: {most}}}\n"
    path.write_text(f"polnear small:\n{bounds}", encoding="utf-8")
    return ["--floors", str(path)]


def test_the_figures_are_printed_as_tables(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "2 articles; per cent"
    assert "all              3           1  100.0   33.3   50.0    33.3          100.0         100.0" in shown


def test_the_figures_are_printed_for_machines(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["attributions"]["all"]["recall"] == 33.3
    assert told["confidence"]["error"] == 10.0


def test_figures_at_their_floors_end_well(arguments: list[str], tmp_path: Path) -> None:
    assert main([*arguments, *pinned(tmp_path, least=33.3, most=10.0)]) == 0


def test_each_figure_that_fell_is_named_and_ends_with_1(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, *pinned(tmp_path, least=33.4, most=9.9)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "attributions all recall is 33.3, and must be at least 33.4",
        "confidence error is 10.0, and may be at most 9.9",
    ]


def test_a_split_without_floors_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--floors"]) == 2
    assert "none for polnear small" in capsys.readouterr().err


def test_a_figure_that_is_not_measured_has_fallen() -> None:
    asked = floors.Floors(at_least={"no such f1": 1.0}, at_most={})
    assert list(floors.fallen(asked, {})) == ["no such f1 is not measured, and must be at least 1.0"]


def test_articles_without_a_line_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = split(tmp_path / "small", {"ferries": [GOLD]})
    assert main([str(folder), str(written(tmp_path / "lines.jsonl", {}))]) == 0
    assert "1 articles have no line" in capsys.readouterr().err


def test_a_line_that_cannot_be_read_is_told_with_its_number(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(arguments[1]).write_text('{"document": 1}\n', encoding="utf-8")
    assert main(arguments) == 2
    assert "line 1" in capsys.readouterr().err


def test_every_pinned_floor_is_a_figure_that_is_measured(arguments: list[str]) -> None:
    asked = floors.pinned(floors.FILE, "polnear dev")
    measured = report(list(articles(Path(arguments[0]))), [], {}).figures()
    assert {*asked.at_least, *asked.at_most} <= measured.keys()
