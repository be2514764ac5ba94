"""The sample dispute, read and verified once, served on a port, and a browser without a window."""

import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import pytest

from onrecord.pipeline import build
from onrecord.settings import Settings
from onrecord.store import open_store
from onrecord.store.sql.store import SqlStore
from onrecord.web import server
from onrecord.web.app import application
from onrecord.web.drafts import Checker
from onrecord.web.site import Site
from parts import chromium
from web.served import read_examples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The record and the address of its pages."""

    store: SqlStore
    address: str

    def document(self, name: str) -> str:
        """The path of a document's page."""
        return f"/documents/{next(d.id for d in self.store.documents() if d.uri.endswith(name))}"


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample dispute, as `make demo` reads it, with the verdicts of its transcripts."""
    file = tmp_path_factory.mktemp("browser") / "demo.db"
    with open_store(file, create=True) as store:
        library = read_examples(store, "transcripts", "reports", "discussions")
        at = server.bound("127.0.0.1", 0)
        port = at.getsockname()[1]
        ticks = count()
        site = Site(
            store=store, key=secrets.token_bytes(32), now=lambda: f"2031-03-06T09:00:00.{next(ticks):06}",
            ticks=time.monotonic, hosts=frozenset((f"localhost:{port}",)), judge="marit",
            libraries={"transcripts": lambda: library},
        )  # fmt: skip
        app = application(site, Checker(Settings(), lambda name: site.libraries[name](), build))
        threading.Thread(target=server.serve, args=(app, at), daemon=True).start()
        yield Served(store=store, address=f"http://localhost:{port}")


@pytest.fixture(scope="session")
def chrome() -> "Iterator[Browser]":
    """Debian's Chromium; playwright brings no browser of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        yield browser
        browser.close()


@pytest.fixture
def page(chrome: "Browser", served: Served) -> "Iterator[Page]":
    """A window of a desktop, in which nothing may go wrong unseen."""
    context = chrome.new_context(base_url=served.address, viewport={"width": 1280, "height": 860})
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    made.on("request", lambda request: faults.append(request.url) if served.address not in request.url else None)
    yield made
    context.close()
    assert faults == []
