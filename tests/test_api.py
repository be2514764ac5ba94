"""The package's public names, and what they do together."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from cli import toy

STORY = "Captain Odd Rike said on Monday there is no deal.\n"


@pytest.fixture
def stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a story and an empty file, and the toy reader in the place of the model."""
    monkeypatch.setattr("onrecord.runs.build", toy.build)
    monkeypatch.setattr("onrecord.runs.stamps", toy.stamps)
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "a.txt").write_text(STORY)
    (tmp_path / "stories" / "b.txt").write_text("")
    return tmp_path / "stories"


@pytest.mark.parametrize("name", onrecord.__all__)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(getattr(onrecord, name))


def test_the_public_names_are_about_a_dozen() -> None:
    assert 10 <= len(onrecord.__all__) <= 15
    assert dir(onrecord) == sorted(onrecord.__all__)


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'reed'; it has .*read"):
        onrecord.reed  # noqa: B018


def test_importing_the_package_loads_none_of_its_parts() -> None:
    script = "import sys, onrecord; print(*[name for name in sys.modules if name.startswith('onrecord.')])"
    assert subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout == "\n"


def test_reading_gives_a_record_for_each_document_and_an_error_in_its_place(stories: Path) -> None:
    record, error = onrecord.read(stories, published="2031-03-05")
    assert isinstance(record, onrecord.Record)
    assert record.document.text == STORY
    (row,) = onrecord.statements(record)
    assert [speaker.name for speaker in row.speakers] == ["Odd Rike"]
    assert isinstance(error, onrecord.DocumentError)
    assert str(error) == f"{stories / 'b.txt'}: the file is empty"


def test_one_path_or_several_may_be_read(stories: Path) -> None:
    (one,) = onrecord.read(str(stories / "a.txt"))
    assert list(onrecord.read([stories / "a.txt", stories / "a.txt"])) == [one, one]


def test_a_day_that_is_none_is_refused_before_anything_is_read(stories: Path) -> None:
    with pytest.raises(ValueError, match="not a date: 'someday'"):
        onrecord.read(stories, published="someday")


def test_what_is_kept_comes_back_and_is_kept_once(stories: Path, tmp_path: Path) -> None:
    with onrecord.open_store(tmp_path / "dispute.db", create=True) as store:
        first, error = onrecord.keep(stories, store)
        again, _ = onrecord.keep(stories, store)
        assert isinstance(first, onrecord.Kept)
        assert isinstance(again, onrecord.Kept)
        assert isinstance(error, onrecord.DocumentError)
        assert (first.outcome, again.outcome) == ("added", "unchanged")
        assert [store.record(first.document.id)] == list(onrecord.read(stories / "a.txt"))


def test_a_redated_document_has_its_times_worked_out_again(stories: Path, tmp_path: Path) -> None:
    with onrecord.open_store(tmp_path / "dispute.db", create=True) as store:
        list(onrecord.keep(stories, store, published="2031-03-05"))
        uri = str(stories / "a.txt")
        record = onrecord.redate(store, uri, "2031-03-12", judge="an editor", at="2031-04-01T09:00:00+00:00")
        (row,) = onrecord.statements(store.record(uri))
        assert store.record(uri) == record
        assert row.said is not None
        assert str(row.said.from_) == "2031-03-12"
