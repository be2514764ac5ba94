"""Addresses in place of files: pages are read, kept and compared with as files are, and failures are told as others."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from cli.conftest import Run
from ingest.site import STORY, Reply, Site, leads_to, robots, sends, serving
from onrecord import checks
from onrecord.pipeline import build


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment in which pages of this machine may be fetched."""
    monkeypatch.setenv("ONRECORD_FETCH_NETWORKS", "127.0.0.1/32")
    monkeypatch.setenv("ONRECORD_FETCH_DELAY", "0")
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "pages"))
    return monkeypatch


def named(site: Site, here: pytest.MonkeyPatch) -> str:
    here.setenv("ONRECORD_FETCH_PORTS", str(site.server_port))
    return site.url()


def test_a_page_is_kept_under_its_address_and_unchanged_the_next_time(
    run: Run, db: Path, here: pytest.MonkeyPatch
) -> None:
    with serving(story=sends(STORY, headers={"ETag": '"1"'})) as site:
        url = named(site, here)
        assert run("read", url, "--db", db).lines == [f"onrecord: documents in {db}: 1 new"]
        assert run("read", url, "--db", db).lines == [f"onrecord: documents in {db}: 1 unchanged"]
        assert run("show", url, "--db", db).code == 0


def test_a_page_that_fails_is_told_and_the_files_are_read(
    run: Run, stories: Path, db: Path, here: pytest.MonkeyPatch
) -> None:
    with serving(story=leads_to("http://169.254.169.254/")) as site:
        done = run("read", named(site, here), stories, "--db", db)
    assert done.code == 3
    assert done.lines[0].startswith(f"onrecord: {site.url()}: its host is at 169.254.169.254")
    assert done.lines[1] == f"onrecord: documents in {db}: 2 new, 1 failed"


def test_a_page_of_this_machine_is_refused_where_nothing_is_named(run: Run) -> None:
    done = run("read", "http://localhost/story")
    assert done.code == 3
    assert "a loopback address; only the public internet is fetched from (ONRECORD_FETCH_NETWORKS)" in done.err


def test_an_address_with_steering_signs_does_no_harm(run: Run) -> None:
    done = run("read", "http://ferries.example/\x1b[2J")
    assert done.code == 3
    assert "\x1b" not in done.err


BRIEFING = b"MS. BRANDVOLD: The ferries will sail in May if the harbour is open.\n"
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
PRINTED = "Lena Brandvold said “the ferries will sail in May if the harbour is open”.\n"


@pytest.fixture
def draft(tmp_path: Path, here: pytest.MonkeyPatch) -> Path:
    """A draft with one quotation, read without the model."""
    here.setattr(checks, "build", lambda settings: build(settings, ("segment.blocks", "segment.quotations")))
    (file := tmp_path / "draft.txt").write_text(PRINTED, encoding="utf-8")
    return file


def test_a_draft_is_checked_against_a_page(run: Run, draft: Path, here: pytest.MonkeyPatch) -> None:
    with serving(story=sends(BRIEFING, headers=PLAIN)) as site:
        url = named(site, here)
        done = run("check", draft, "--against", url, "--format", "json")
        assert site.paths == ["/robots.txt", "/story"]
    (row,) = json.loads(done.out)
    assert (done.code, row["verdict"]["label"], row["evidence"]["document"]) == (0, "exact", url)


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        (robots("User-agent: *\nDisallow: /\n"), "robots.txt"),
        ({"/story": leads_to("http://169.254.169.254/")}, "169.254.169.254"),
        ({"/story": sends(b"gone", 404)}, "404"),
    ],
)
def test_a_draft_is_not_checked_against_a_page_that_may_not_be_fetched(
    run: Run, draft: Path, here: pytest.MonkeyPatch, pages: Mapping[str, Reply], told: str
) -> None:
    with serving({"/story": sends(BRIEFING, headers=PLAIN), **pages}) as site:
        done = run("check", draft, "--against", named(site, here))
    assert (done.code, done.out) == (4, "")
    assert told in done.lines[0]
    assert "no primary text could be read" in done.lines[-1]


def test_pages_are_kept_in_a_library_and_taken_out_by_their_address(
    run: Run, draft: Path, tmp_path: Path, here: pytest.MonkeyPatch
) -> None:
    library = f"{tmp_path}/library"
    with serving(story=sends(BRIEFING, headers=PLAIN), other=sends(b"", 404)) as site:
        url = named(site, here)
        done = run("library", "add", library, url, site.url("/other"))
        assert done.code == 3
        assert done.lines[0].startswith(f"onrecord: {site.url('/other')}: ")
        assert "1 new, 0 known, 1 failed" in done.lines[-1]
        assert "0 new, 1 known, 0 failed" in run("library", "add", library, url).lines[-1]
    assert url in run("library", "info", library).out.replace("\n", "")
    assert run("check", draft, "--library", library).code == 0
    assert run("library", "remove", library, url).lines == [f"onrecord: removed from {library}: 1 text"]


def test_a_library_takes_no_page_of_this_machine_where_nothing_is_named(run: Run, tmp_path: Path) -> None:
    done = run("library", "add", f"{tmp_path}/library", "http://localhost/story")
    assert done.code == 3
    assert "a loopback address; only the public internet is fetched from" in done.err
