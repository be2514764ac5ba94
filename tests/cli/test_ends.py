"""Ends that only a process of its own can meet: signals, closed pipes, full disks."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest

from cli.conftest import Run
from onrecord.errors import SetupError
from onrecord.model.document import Record
from onrecord.store.questions import Outcome
from onrecord.store.sql.store import SqlStore

SCRIPT = "from cli.toy import command_line; command_line()"


def started(*arguments: object, out: int | IO[bytes] = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """A process that runs the command line with the toy reader, in a group of its own as a terminal would have it.

    It hears Ctrl-C even where the tests themselves run in the background of a shell, which lets its jobs ignore it.
    """
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *map(str, arguments)],
        stdout=out,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def ended(process: subprocess.Popen[bytes]) -> tuple[int, list[str]]:
    """The exit code of a process and the lines it said."""
    _, err = process.communicate(timeout=60)
    return process.returncode, err.decode().splitlines()


def interrupt(process: subprocess.Popen[bytes], sign: Path) -> None:
    """Ctrl-C reaches the whole group of a process, as soon as a file is there."""
    until = time.monotonic() + 60
    while not sign.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_at_once_and_the_record_holds_whole_documents(
    run: Run, stories: Path, db: Path, tmp_path: Path, jobs: int
) -> None:
    sign = tmp_path / "reading"
    slow = stories / "slow.txt"
    slow.write_text(f"Odd Rike said more. [touch {sign}] [wait 50]")
    process = started("read", stories / "ferries.txt", slow, stories / "march", "--db", db, "--jobs", jobs)
    interrupt(process, sign)
    code, lines = ended(process)
    kept = len(run("export", "--db", db, "--format", "jsonl").out.splitlines())
    # Ctrl-C may come when a document is kept and not yet counted.
    counts = [f"{many} new" if many else "none" for many in (kept, max(0, kept - 1))]
    assert code == 130
    assert lines in [[f"onrecord: interrupted; documents in {db}: {many}"] for many in counts]
    slow.write_text("Odd Rike said more.")
    run("read", stories, "--db", db)
    assert len(run("export", "--db", db, "--format", "jsonl").out.splitlines()) == 3


def test_ctrl_c_while_nothing_is_kept_says_how_far_it_came(stories: Path, tmp_path: Path) -> None:
    sign = tmp_path / "reading"
    (stories / "slow.txt").write_text(f"[touch {sign}] [wait 50]")
    process = started("read", stories / "ferries.txt", stories / "slow.txt", "--json")
    interrupt(process, sign)
    assert ended(process) == (130, ["onrecord: interrupted; documents: 1 read"])


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_pipe_that_closes_is_quiet(stories: Path, jobs: int) -> None:
    (stories / "late.txt").write_text("[wait 1]")
    process = started("read", stories / "march", stories / "late.txt", "--json", "--jobs", jobs)
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())
    process.stdout.close()
    process.stdout = None
    assert ended(process) == (141, [])


def test_output_to_a_full_disk_is_told() -> None:
    with open("/dev/full", "wb") as full:
        assert ended(started("schema", out=full)) == (4, ["onrecord: cannot go on: No space left on device"])


def test_a_disk_that_fills_up_stops_the_work_and_says_what_is_kept(
    run: Run, stories: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("read", stories / "march", "--db", db)

    def full(store: SqlStore, record: Record) -> Outcome:
        raise SetupError(f"{db} cannot grow: the disk is full")

    monkeypatch.setattr(SqlStore, "add", full)
    done = run("read", stories / "march", stories / "ferries.txt", "--db", db)
    assert done.code == 4
    assert done.lines == [f"onrecord: {db} cannot grow: the disk is full; documents in {db}: 1 unchanged"]


def test_help_loads_no_part_that_it_does_not_need() -> None:
    script = (
        "import atexit, sys; from onrecord.cli import main;"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr)); main(['read', '--help'])"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    unneeded = {"onrecord.runs", "onrecord.registry", "onrecord.pipeline", "onrecord.store", "onrecord.ingest"}
    assert unneeded & set(done.stderr.split()) == set()
