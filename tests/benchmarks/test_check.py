import gzip
import json
import random
import time
from pathlib import Path

import pytest
from benchmarks.check import _apart, _ask, _asked_cells, _build, _built_cells
from benchmarks.peers import methods
from benchmarks.texts import Texts, changed_words, read, write

TURNS = [
    ("Fog", None, "Fog lay over the harbour all day, and no boat came in before the evening bell was rung twice."),
    (
        "Opening",
        "VELL",
        "The ferry to Ost will sail every morning from the first of May. It will carry bread, letters and whoever waits"
        " at the quay. Nobody has to pay in the first week, and children never do.",
    ),
    ("Opening", "MARR", "We repaired the lighthouse before the winter storms came. It burned every night since."),
]
EXACT = "It will carry bread, letters and whoever waits at the quay."
NEAR = "We repaired the old lighthouse before winter storms came."
ELSEWHERE = "Our orchards have given more plums this year than anyone in Tarn remembers."
OPENING = ("harbour", "2031-05-01", "Opening")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "primary").mkdir()
    with gzip.open(tmp_path / "primary" / "harbour_turns.jsonl.gz", "wt", encoding="utf-8") as file:
        for event, speaker, text in TURNS:
            row = {"source": "harbour", "date": "2031-05-01", "event": event, "speaker": speaker, "text": text}
            file.write(json.dumps(row) + "\n")
    return tmp_path


def written(data: Path, words: int, *, seed: int = 0) -> Texts:
    return write(data / "texts.jsonl", data, frozenset((OPENING,)), millions=words / 1e6, seed=seed)


def test_the_texts_that_were_quoted_stand_first(data: Path) -> None:
    texts = written(data, 90)
    assert [primary.event for primary in read(texts.path)][:2] == ["Opening", "Fog"]
    assert texts.keys == {OPENING}


def test_texts_that_are_too_few_are_repeated_with_changes_that_depend_on_the_seed(data: Path) -> None:
    one, same, other = ([*read(written(data, 500, seed=seed).path)] for seed in (1, 1, 2))
    assert one == same != other
    assert sum(len(text.split()) for primary in one for _, _, text in primary.turns) >= 500
    assert len({(primary.path, primary.part) for primary in one}) == len(one)


def test_about_a_tenth_of_the_words_is_changed_and_no_blank() -> None:
    text = "one  two\nthree " * 200
    changed = changed_words(text, ["boat"], random.Random(0))
    assert changed.count("boat") == 60
    assert changed.split(" ")[1::3] == text.split(" ")[1::3]


@pytest.mark.parametrize("name", [name for name, method in methods().items() if method.opened])
@pytest.mark.parametrize(("quotation", "found"), [(EXACT, True), (NEAR, None), (ELSEWHERE, False)])
def test_a_quotation_is_found_where_it_stands(name: str, quotation: str, found: bool | None, data: Path) -> None:
    method, texts, folder = methods()[name], written(data, 500), data / "built"
    folder.mkdir()
    if method.build:
        assert _build(name, texts.path, folder).whole > 0
    asked = _ask(name, folder if method.build else texts.path, [("exact", quotation)])
    assert asked.found == {"exact": [name != "FTS5 phrase" if found is None else found]}
    assert asked.memory > 1e6


def test_a_step_in_a_process_of_its_own_gives_what_it_found_and_nothing_past_its_limit() -> None:
    assert _apart(60, abs, -3) == 3
    assert _apart(0.1, time.sleep, 60) is None


def test_what_did_not_finish_is_told() -> None:
    texts = Texts(path=Path("texts.jsonl"), words=1, size=1, keys=frozenset())
    method = methods()["FTS5 OR"]
    assert _asked_cells(method, None, None)[0] == "not built"
    assert _asked_cells(methods()["difflib"], None, None)[0] == "did not finish"
    assert _built_cells(method, None, texts)[0] == f"did not finish in {method.building} s"
