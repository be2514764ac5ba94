"""A folder of stories, and a way to call the command line with the toy reader."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli import toy
from onrecord import runs
from onrecord.cli import main

FERRIES = """Ferries will sail

Minister Lena Brandvold said on Tuesday that “the ferries will sail in April”. (Tamarin)
Captain Odd Rike denied that there is a deal.

marit: She never said that. Ole Strand said nothing.
"""

HARBOUR = """Harbour closed

Minister Lena Brandvold said the harbour stays closed.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines on stderr."""
        return self.err.splitlines()


Run = Callable[..., Done]


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """Two stories in a folder, one of them in a folder inside."""
    folder = tmp_path / "stories"
    (folder / "march").mkdir(parents=True)
    (folder / "ferries.txt").write_text(FERRIES, encoding="utf-8")
    (folder / "march" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    return folder


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where a record is kept."""
    return tmp_path / "dispute.db"


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls the command line with these arguments."""
    monkeypatch.setattr(runs, "build", toy.build)
    monkeypatch.setattr(runs, "stamps", toy.stamps)
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.delenv("ONRECORD_DB", raising=False)

    def call(*arguments: object) -> Done:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments], prog_name="onrecord")
        out, err = capsysbinary.readouterr()
        assert isinstance(ended.value.code, int)
        return Done(code=ended.value.code, out=out.decode(), err=err.decode())

    return call
