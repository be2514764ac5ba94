"""A draft that is pasted is read, checked against a library that is served, and forgotten."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord import checks, pipeline
from onrecord.settings import Settings
from onrecord.store.sql.store import SqlStore
from onrecord.web import drafts
from onrecord.web.drafts import Checker
from onrecord.workers import Reader
from web.served import csrf, served

BRIEFING = "MS. BRANDVOLD: The ferries will sail in May if the harbour is open.\n"
PRINTED = "Lena Brandvold said “the ferries will sail in April if the harbour is open”.\n"


def build(settings: Settings) -> Reader:
    """A reader that finds quotations and nothing else."""
    return pipeline.build(settings, ("segment.blocks", "segment.quotations"))


@pytest.fixture
def browser(store: SqlStore, tmp_path: Path) -> TestClient:
    """A browser on an empty record beside a library of one briefing."""
    (tmp_path / "briefing.txt").write_text(BRIEFING, encoding="utf-8")
    library, _ = checks.in_memory([tmp_path / "briefing.txt"])
    made = served(store, libraries={"briefings": lambda: library})
    made.app.app.state.checker = Checker(Settings(), lambda _: library, build)  # type: ignore[attr-defined]
    return made


def test_a_quotation_of_a_draft_is_laid_beside_its_passage(browser: TestClient) -> None:
    form = {"csrf": csrf(browser), "text": PRINTED, "library": "briefings", "rules": "ap"}
    page = browser.post("/check", data=form).text
    assert "1 quotation: 1 fail" in page
    assert "<span>April</span></ins>" in page
    assert "<span>May</span></del>" in page
    twin = browser.post("/api/check", data=form).json()
    assert [row["verdict"]["label"] for row in twin["findings"]] == ["distorted"]
    assert twin["findings"][0]["evidence"]["exact"] in BRIEFING


def test_the_line_of_a_passage_is_told_as_long_as_its_file_is_there(browser: TestClient, tmp_path: Path) -> None:
    form = {"csrf": csrf(browser), "text": PRINTED, "library": "briefings", "rules": "ap"}
    told = ", line 1, column 16"
    assert told in browser.post("/check", data=form).text
    (tmp_path / "briefing.txt").unlink()
    assert told not in browser.post("/check", data=form).text


def test_only_the_findings_come_where_a_part_of_the_page_is_asked_for(browser: TestClient) -> None:
    form = {"csrf": csrf(browser), "text": PRINTED}
    part = browser.post("/check", data=form, headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert "1 quotation" in part


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"text": " "}, "empty"),
        ({"text": "“a b c d”", "library": "../../etc"}, "no library"),
        ({"text": "“a b c d”", "rules": "/etc/passwd"}, "no house rules"),
        ({"text": "x" * (drafts.LONGEST + 1)}, "characters"),
    ],
)
def test_what_cannot_be_checked_is_told(browser: TestClient, form: dict[str, str], told: str) -> None:
    given = {"csrf": csrf(browser), "library": "briefings", "rules": "ap"} | form
    for path in ("/check", "/api/check"):
        answer = browser.post(path, data=given)
        assert answer.status_code == 400
        assert told in answer.text


def test_a_draft_in_any_signs_is_checked(browser: TestClient) -> None:
    for text in (
        "“",
        "“\u202e”" * 100,
        "\x00\x01“a\x0bb c d e”",
        "🚢" * 1000,
        "“the ferries” " * 500,
        "<p>“a b c d e”",
    ):
        answer = browser.post("/check", data={"csrf": csrf(browser), "text": text})
        assert answer.status_code in (200, 400)
        assert "<script>" not in answer.text


def test_without_a_library_the_page_says_what_to_do(store: SqlStore) -> None:
    assert "onrecord library add" in served(store).get("/check").text
