"""Texts, titles, authors and addresses are written by strangers: pages show them, and nothing of them runs."""

import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord.errors import DocumentError
from onrecord.store import open_store
from onrecord.store.sql.store import SqlStore
from web.served import report, served

MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title><svg onload=alert(1)>", "\"><b onclick='x'>",
    "' autofocus onfocus='x", "javascript:alert(1)", "{{ 7 * 7 }}", "{% raw %}", "<!--", "]]>", "&lt;b&gt;",
    "</textarea>",
    "<style>*{display:none}</style>", "<base href=//evil.example>", "\u202e\u2066", "\x1b[31m", "a\u0301\u0301\u0301",
    "🚢👩‍🚀", "%3Cscript%3E", "</script>", "\r\nSet-Cookie: x=y", "<iframe src=//evil.example>", "../../etc/passwd",
)  # fmt: skip
STRANGE = st.lists(st.sampled_from(MARKUP) | st.text(st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=4)
WORDS = STRANGE.map(lambda parts: " ".join(parts).replace("\0", " ").strip() or "x")

FOREIGN = {"style", "iframe", "base", "object", "embed", "img"}
"""What no page of ours has."""


class Elements(HTMLParser):
    """The elements of a page, and the attributes that could run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            leads_out = name in ("href", "src", "action") and not (value or "").startswith(("/", "#"))
            if name.startswith("on") or name in ("style", "srcdoc") or leads_out:
                self.running.append(f"{tag} {name}={value}")


def elements(page: str) -> Elements:
    found = Elements()
    found.feed(page)
    found.close()
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=WORDS, author=WORDS, speaker=WORDS, content=WORDS, publisher=WORDS, url=WORDS, note=WORDS)
def test_nothing_that_strangers_write_becomes_an_element(**written: str) -> None:
    note = written.pop("note")
    url, more = written.pop("url"), dict[str, Any](written)
    with TemporaryDirectory() as folder, open_store(Path(folder) / "r.db", create=True) as store:
        try:
            store.add(report(uri=url, url=url, **more))
        except DocumentError:
            return
        browser = served(store, judge=note[:80])
        found = store.statements()[0]
        token = browser.get("/api/session").json()["csrf"]
        form = {"csrf": token, "target": found.statement.id, "value": "accept", "note": note}
        assert browser.post("/judgements", data=form).status_code == 303
        paths = [
            "/",
            "/documents",
            "/search",
            "/people",
            "/timeline",
            "/forecasts",
            "/network",
            "/review",
            "/judgements",
        ]
        paths += [f"/documents/{found.document.id}?why={found.statement.id}", f"/statements/{found.statement.id}"]
        for path in paths:
            answer = browser.get(path)
            assert answer.status_code == 200, path
            page = elements(answer.text)
            assert page.running == [], path
            assert page.tags.count("script") == 2
            assert set(page.tags) & FOREIGN == set()
            for drawn in answer.text.split("<svg class=")[1:]:
                ElementTree.fromstring("<svg class=" + drawn.split("</svg>")[0] + "</svg>")
            assert browser.get(f"/api{'/overview' if path == '/' else path}").status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS, name=st.sampled_from(("words", "speaker", "document", "since", "mode", "page", "who", "among")))
@pytest.mark.parametrize("path", ["/search", "/people", "/network", "/timeline", "/check"])
def test_what_is_asked_comes_back_as_words(browser: TestClient, path: str, words: str, name: str) -> None:
    answer = browser.get(path, params={name: words})
    assert answer.status_code in (200, 400, 404, 414)
    page = elements(answer.text)
    assert page.running == []
    assert set(page.tags) & FOREIGN == set()
    assert page.tags.count("script") == 2


def test_a_hundred_thousand_combining_marks_are_shown(store: SqlStore) -> None:
    store.add(report(content="a" + "\u0301" * 100_000, title="b" + "\u0301" * 100_000))
    browser = served(store)
    for path in ("/", "/search", f"/documents/{store.documents()[0].id}", "/review"):
        assert browser.get(path).status_code == 200
