"""A record that is served to a test: small records of an invented dispute, and a browser without a window."""

import datetime
import itertools
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from onrecord import checks, runs
from onrecord.model.base import Annotation, Provenance, Span
from onrecord.model.document import Block, Document, Origin, Record
from onrecord.model.reading import Commitment, Dispute, Forecast, Probability, Window
from onrecord.model.statement import Attribution, Identity, Post, Speaker, Speaking, Verification
from onrecord.settings import Settings
from onrecord.store.sql.store import SqlStore
from onrecord.verify.library.shelves import Library
from onrecord.web.app import application
from onrecord.web.drafts import Checker
from onrecord.web.site import Access, Site
from onrecord.workers import Reader

EXAMPLES = Path(__file__).parents[2] / "examples"
HOST = "localhost:8321"
KEY = b"k" * 32
VERDICT = "Other words than were spoken."


def _no_reader(settings: Settings) -> Reader:
    raise AssertionError("no draft is read in this test")


def served(
    store: SqlStore,
    *,
    access: Access | None = None,
    judge: str = "ann",
    day: str = "2031-03-06",
    build: Callable[[Settings], Reader] = _no_reader,
    **more: Any,
) -> TestClient:
    """A browser on the record's pages on that day. Each judgement is a little later than the one before."""
    times = itertools.count()
    site = Site(
        store=store,
        key=KEY,
        now=lambda: f"{day}T09:00:00.{next(times):06}",
        ticks=lambda: 0.0,
        hosts=frozenset((HOST,)),
        access=access or Access(),
        judge=judge,
        **more,
    )
    checker = Checker(Settings(), lambda name: site.libraries[name](), build)
    return TestClient(application(site, checker), base_url=f"http://{HOST}", follow_redirects=False)


def read_examples(store: SqlStore, *names: str) -> Library:
    """What is named of the sample dispute (files, or folders) is in the record, with the verdicts of its transcripts,
    which are given back."""
    list(runs.keep([EXAMPLES / name for name in names], store, metadata=EXAMPLES / "metadata.csv"))
    library, _ = checks.in_memory([EXAMPLES / "transcripts"])
    list(checks.verify(store, library))
    return library


def csrf(browser: TestClient) -> str:
    """The token of the browser's session."""
    token: str = browser.get("/api/session").json()["csrf"]
    return token


def judged(browser: TestClient, target: str, value: str, **more: str) -> Any:
    """What comes back when the browser sends a judgement."""
    return browser.post("/api/judgements", data={"csrf": csrf(browser), "target": target, "value": value, **more})


def report(
    *,
    uri: str = "ferry.txt",
    speaker: str = "Lena Brandvold",
    content: str = "the ferries will sail in April",
    title: str | None = "Ferry dispute",
    author: str | None = None,
    version: str = "1",
    confidence: float = 0.8,
    published: str | None = "2031-03-05",
    due: datetime.date | None = None,
    **origin: str,
) -> Record:
    """A report in which somebody says something that is a commitment and a forecast, a reader who contests it, and a
    verdict that fails."""
    text = f"{speaker} said “{content}”.\n\nNobody said that."
    document = Document(
        origin=Origin(uri=uri, title=title, author=author, published=published, **origin), text=text, language="en"
    )
    cue = text.index(" said “", len(speaker)) + 1
    said = Span(cue + 6, cue + 6 + len(content))
    post = Span(text.index("\n\nNobody") + 2, len(text))
    found = tuple(_found(document.id, speaker, cue, said, post, confidence, due))
    return Record(document).extended(Provenance(layer="attribute.links", version=version), found)


def _found(
    document: str, speaker: str, cue: int, said: Span, post: Span, confidence: float, end: datetime.date | None
) -> Iterable[Annotation]:
    name = Span(0, len(speaker))
    a = Attribution(
        document=document, source=name, cue=Span(cue, cue + 4), content=(said,), mode="direct", confidence=confidence
    )
    yield Block(document=document, extent=Span(0, post.start - 2), role="paragraph")
    yield a
    identity = Identity(document=document, name=speaker, type="person", mentions=(name,))
    yield identity
    who = Speaker(name=speaker, type="person", role="Minister", identity=identity.id, reason="named here")
    yield Speaking(document=document, of=a.id, at=name, speakers=(who,))
    answer = Post(
        document=document, extent=post, body=post, author="marit", parent="article", confidence=1.0, reason="a reader"
    )
    yield answer
    yield Verification(
        document=document, of=a.id, at=said, label="altered", reason=VERDICT, passage="the ferries sail in May",
        primary="briefing.txt", where=Span(0, 23), speaker="BRANDVOLD",
    )  # fmt: skip
    yield Commitment(
        document=document, extent=said, by=a.id, actor=speaker, kind="undertakes", action=said, strength=0.9
    )
    low = Probability(low=0.6, high=0.8, hedge=Span(said.start, said.start + 3))
    due = Window(earliest=None, latest=end, words=Span(said.start, said.start + 3))
    yield Forecast(document=document, extent=said, by=a.id, outcome=said, horizon=due, probability=low, resolvable=True)
    yield Dispute(document=document, extent=post, by=answer.id, kind="denies_quote", target=a.id)
