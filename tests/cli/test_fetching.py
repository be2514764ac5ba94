"""`onrecord read URL`: pages are read beside files, kept under their addresses, and failures are told as others are."""

from pathlib import Path

import pytest

from cli.conftest import Run
from ingest.site import STORY, Site, leads_to, sends, serving


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
