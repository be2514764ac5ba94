"""A page is fetched into the record from a form, and what may not be fetched is refused with its reason."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from cli import toy
from ingest.site import STORY, leads_to, sends, serving
from onrecord import runs
from onrecord.settings import Policy, Settings
from onrecord.store.sql.store import SqlStore
from web.served import csrf, served

Browse = Callable[[Policy], TestClient]


@pytest.fixture
def browse(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> Browse:
    """A browser on an empty record, whose pages are fetched by that policy and read without the model."""
    monkeypatch.setattr(runs, "build", toy.build)
    monkeypatch.setattr(runs, "stamps", toy.stamps)
    return lambda policy: served(store, settings=Settings(policy=policy))


def asked(browser: TestClient, url: str, **more: str) -> tuple[int, str]:
    done = browser.post("/documents", data={"csrf": csrf(browser), "url": url, **more})
    return done.status_code, done.headers.get("location") or done.text


def test_a_page_is_read_into_the_record_and_shown(browse: Browse, store: SqlStore) -> None:
    with serving(story=sends(STORY)) as site:
        browser = browse(site.policy())
        status, where = asked(browser, site.url(), published="2031-03-05")
    (document,) = store.documents()
    assert (status, where) == (303, f"/documents/{document.id}")
    assert (document.uri, document.published) == (site.url(), "2031-03-05")
    assert "fairy tale" in browser.get(where).text


def test_a_page_of_this_machine_or_one_that_leads_there_is_refused(browse: Browse, store: SqlStore) -> None:
    status, told = asked(browse(Policy(delay=0)), "http://127.0.0.1/story")
    assert (status, "only the public internet" in told) == (502, True)
    with serving(story=leads_to("http://169.254.169.254/")) as site:
        status, told = asked(browse(site.policy()), site.url())
    assert (status, "169.254.169.254" in told) == (502, True)
    assert store.documents() == ()


@pytest.mark.parametrize("url", ["", "story.txt", "file:///etc/passwd", "javascript:alert(1)", "//example.org"])
def test_what_is_no_address_is_told(browse: Browse, url: str) -> None:
    status, _ = asked(browse(Policy()), url)
    assert status in (400, 502)


def test_a_day_that_is_none_is_told(browse: Browse) -> None:
    with serving(story=sends(STORY)) as site:
        status, told = asked(browse(site.policy()), site.url(), published="soon")
    assert (status, "soon" in told) == (400, True)


def test_a_form_of_another_session_fetches_nothing(browse: Browse, store: SqlStore) -> None:
    with serving(story=sends(STORY)) as site:
        done = browse(site.policy()).post("/documents", data={"url": site.url()})
    assert (done.status_code, site.paths, store.documents()) == (403, [], ())


def test_nobody_fetches_too_often(browse: Browse) -> None:
    with serving(story=sends(b"", 404)) as site:
        browser = browse(site.policy())
        codes = [asked(browser, site.url())[0] for _ in range(8)]
    assert codes == [502] * 6 + [429] * 2
