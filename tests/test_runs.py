"""People that a file tells of are known to a record, and its documents are linked to them when they are next read."""

from functools import partial
from pathlib import Path

import pytest

from onrecord import runs
from onrecord.errors import DocumentError
from onrecord.model.document import Record
from onrecord.pipeline import DEFAULT_ORDER, MODEL_LAYERS, build, stamps
from onrecord.runs import Kept, import_people, keep, redate
from onrecord.settings import DEFAULTS, Settings
from onrecord.store import open_store
from onrecord.store.sql.store import SqlStore

ORDER = tuple(name for name in DEFAULT_ORDER if name not in MODEL_LAYERS)
"""Transcripts need no model."""

BRIEFING = """PRESS BRIEFING
Oslo, 5 March 2031

ILSE TARN: Norway waits.

BO QUIST: So do I.

ILSE TARN: And Norway hopes.
"""
PEOPLE = "id,name,role,of,since\n1,Ilse Tarn,Minister of Fisheries,Norway,2029-05-01\n"


@pytest.fixture
def briefing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A transcript, to be read without the model."""
    monkeypatch.setattr(runs, "build", partial(build, order=ORDER))
    monkeypatch.setattr(runs, "stamps", partial(stamps, order=ORDER))
    path = tmp_path / "briefing.txt"
    path.write_text(BRIEFING)
    return path


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A table with one of those who speak."""
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    return path


def outcomes(path: Path, store: SqlStore, settings: Settings = DEFAULTS) -> list[str]:
    kept = [one if isinstance(one, Kept) else pytest.fail(str(one)) for one in keep(path, store, settings=settings)]
    return [one.outcome for one in kept]


def speakers(store: SqlStore) -> dict[str, str | None]:
    return {speaker.name: speaker.person for found in store.statements() for speaker in found.statement.speakers}


def test_documents_are_linked_to_imported_people_when_they_are_next_read(
    briefing: Path, people: Path, tmp_path: Path
) -> None:
    with open_store(tmp_path / "record.db", create=True) as store:
        assert outcomes(briefing, store) == ["added"]
        assert speakers(store) == {"Ilse Tarn": None, "Bo Quist": None}
        assert import_people(people, store) == 1
        assert outcomes(briefing, store) == ["updated"]
        assert speakers(store) == {"Ilse Tarn": "csv:1", "Bo Quist": None}
        assert outcomes(briefing, store) == ["unchanged"]


def test_only_the_linking_and_what_follows_it_is_done_anew(
    briefing: Path, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Record] = []

    def watched(settings: Settings) -> object:
        pipeline = build(settings, ORDER)
        return lambda unread: given.append(unread) or pipeline(unread)  # type: ignore[func-returns-value]

    with open_store(tmp_path / "record.db", create=True) as store:
        outcomes(briefing, store)
        before = store.record(str(briefing))
        import_people(people, store)
        monkeypatch.setattr(runs, "build", watched)
        outcomes(briefing, store)
        after = store.record(str(briefing))
    assert given == [before]
    changed = [new[0].layer for old, new in zip(before.layers, after.layers, strict=True) if old != new]
    assert changed == ["resolve.people"]


def test_people_who_are_known_no_longer_are_linked_no_longer(briefing: Path, people: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "record.db", create=True) as store:
        import_people(people, store, name="mine")
        outcomes(briefing, store)
        assert store.people_files() == (("mine", 1),)
        people.write_text("name\nBo Quist\n")
        import_people(people, store, name="mine")
        assert outcomes(briefing, store) == ["updated"]
        assert speakers(store) == {"Ilse Tarn": None, "Bo Quist": None}


def test_a_file_that_cannot_be_taken_changes_nothing(people: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "record.db", create=True) as store:
        import_people(people, store)
        people.write_text(PEOPLE + "2,,mayor,Oslo,2031\n")
        with pytest.raises(DocumentError, match=r"people\.csv: line 3: no name"):
            import_people(people, store)
        assert [one.name for one in store.people_of(("csv:1", "csv:2"))] == ["Ilse Tarn"]


def test_a_redated_document_is_linked_to_the_people_of_its_record(briefing: Path, people: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "record.db", create=True) as store:
        import_people(people, store)
        outcomes(briefing, store)
        redate(store, str(briefing), "2031-03-12", judge="ann", at="2031-04-01T09:00:00")
        assert speakers(store)["Ilse Tarn"] == "csv:1"
        assert outcomes(briefing, store) == ["unchanged"]
