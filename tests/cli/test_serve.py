"""The commands for those who review together: what they refuse, and what they tell."""

import io
import json
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from cli.conftest import Run
from onrecord.model.evidence import Judgement
from onrecord.store import open_store
from onrecord.web import server


def test_a_record_is_served_until_it_is_interrupted(
    run: Run, stories: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("read", stories, "--db", db)
    told: list[str] = []

    def ask(application: object, at: object) -> None:
        port = at.getsockname()[1]  # type: ignore[attr-defined]
        threading.Thread(target=real, args=(application, at), daemon=True).start()
        for _ in range(100):
            try:
                with urllib.request.urlopen(f"http://localhost:{port}/api/overview", timeout=5) as answer:
                    told.append(answer.read().decode())
                return
            except OSError:
                time.sleep(0.05)

    real = server.serve
    monkeypatch.setattr(server, "serve", ask)
    done = run("serve", "--db", db, "--port", "0")
    assert done.code == 0
    assert "http://localhost:" in done.err
    assert json.loads(told[0])["overview"]["statements"] == 4


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])
def test_another_address_needs_a_token_or_passwords(run: Run, stories: Path, db: Path, host: str) -> None:
    run("read", stories, "--db", db)
    done = run("serve", "--db", db, "--host", host, "--port", "0")
    assert done.code == 4
    assert "--token or --password-file" in done.err


def test_what_cannot_be_served_is_told(run: Run, tmp_path: Path, db: Path) -> None:
    assert run("serve", "--db", tmp_path / "none.db").code == 4
    open_store(db, create=True).close()
    assert "is no library" in run("serve", "--db", db, "--library", tmp_path / "none/").err
    assert "cannot be read" in run("serve", "--db", db, "--password-file", tmp_path / "none").err


def test_a_reviewer_is_added_with_a_password_from_standard_input(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse\n"))
    done = run("reviewer", "bo", "--password-file", tmp_path / "reviewers")
    assert done.code == 0
    assert "correct horse" not in (tmp_path / "reviewers").read_text() + done.out + done.err


def test_agreement_is_told_as_a_table_and_as_data(run: Run, stories: Path, db: Path) -> None:
    run("read", stories, "--db", db)
    assert "nobody judged" in run("agreement", "--db", db).err
    with open_store(db) as store:
        for number, found in enumerate(store.statements()):
            for judge, value in (("ann", "accept"), ("bo", "reject" if number == 0 else "accept")):
                target = found.statement.id
                store.judge_row(Judgement(target=target, judge=judge, at="2031-03-06", value=value))
    assert "ann and bo" in run("agreement", "--db", db).out
    lines = [json.loads(line) for line in run("agreement", "--db", db, "--format", "json").out.splitlines()]
    first = lines[0]
    assert (first["one"], first["other"], first["units"]) == ("ann", "bo", 4)
    assert first["f1_statements"] < 1
