"""How long pages take over a large record: python benchmarks/pages.py [--statements 200000] [--db FILE] [--times 40].

The record is generated, of invented people and papers, once: name a file to keep it. It is served on a port of this
machine, and each page is asked for as a browser does, over varied questions, one after the other. Printed are the
median, the 95th percentile and the slowest of each page, and the processor's time for one: what it would take on a
machine that does nothing else.
"""

import argparse
import datetime
import http.client
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

from onrecord.model.base import Annotation, Provenance, Span
from onrecord.model.document import Block, Document, Origin, Record
from onrecord.model.evidence import Judgement, Label
from onrecord.model.reading import Commitment, Dispute, Forecast, Probability, Window
from onrecord.model.statement import Attribution, Identity, Post, Speaker, Speaking, Verification
from onrecord.settings import Settings
from onrecord.store import open_store
from onrecord.store.sql.store import SqlStore
from onrecord.web import server
from onrecord.web.app import application
from onrecord.web.drafts import Checker
from onrecord.web.site import Site

IN_A_DOCUMENT = 25
LARGE = 5_000
"""Statements of the one document of two million characters."""

LIMIT = 200
"""Milliseconds that the 95th percentile of a page may take."""

FIRST = "Lena Odd Marit Ole Sunniva Jory Ruth Anselm Dorrit Helge Ines Maud Rufus Sef Noor Ewart".split()
LAST = "Brandvold Rike Strand Penvale Amsel Korr Halvane Marrane Tarrow Ilsley Dale Hasp Doyne Roan Lind Pym".split()
WORDS = (
    "ferry harbour viaduct fee crown pier crack train gauge council border talks declaration inspectors corridor April"
    " closure freight grain quay minister tonnes survey winter promise test signature delay agreement port"
).split()
LABELS: tuple[Label, ...] = ("exact", "exact", "exact", "cleaned", "altered", "not_found", "distorted", "marked")


def main() -> int:
    """Prints the table; 1 where a page is slower than it may be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=200_000)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--times", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = asked.db or Path(folder) / "record.db"
        if not file.exists():
            generate(file, asked.statements)
        with open_store(file) as store:
            return measured(store, asked.times)


def generate(file: Path, statements: int) -> None:
    """A record with so many statements, and one document of two million characters."""
    began, chance = time.monotonic(), random.Random(7)
    with open_store(file, create=True) as store:
        store.add(record(0, LARGE, chance, filler=320))
        for number in range(1, max(1, (statements - LARGE) // IN_A_DOCUMENT) + 1):
            store.add(record(number, IN_A_DOCUMENT, chance))
            if number % 1000 == 0:
                print(f"{number:,} documents after {time.monotonic() - began:.0f} s", file=sys.stderr)
        for at, found in enumerate(store.queue(judge="ann", limit=300)):
            value = "accept" if at % 3 else "reject"
            given = Judgement(target=found.statement.id, judge="ann", at=f"2031-01-01T00:00:{at:06}", value=value)
            store.judge_row(given)


def record(number: int, many: int, chance: random.Random, *, filler: int = 0) -> Record:
    """A report in which so many statements are made, each a paragraph."""
    lines: list[str] = []
    places: list[tuple[int, str, str, str]] = []
    at = 0
    for _ in range(many):
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}{chance.randrange(40) or ''}"
        other = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        said = (
            f"the {chance.choice(WORDS)} of {other} is a {' '.join(chance.choices(WORDS, k=chance.randrange(6, 20)))}"
        )
        line = f"{name} said “{said}”." + (" " + " ".join(chance.choices(WORDS, k=filler // 7)) if filler else "")
        places.append((at, name, other, said))
        lines.append(line)
        at += len(line) + 2
    day = datetime.date(2028, 1, 1) + datetime.timedelta(number % 1000)
    text = "\n\n".join(lines)
    origin = Origin(uri=f"{number}.txt", title=f"Report {number}", published=str(day), publisher=f"Paper {number % 30}")
    document = Document(origin=origin, text=text, language="en")
    return Record(document).extended(
        Provenance(layer="attribute.links", version="1"),
        tuple(found for place in places for found in annotations(document, *place, chance)),
    )


def annotations(
    document: Document, at: int, name: str, other: str, said: str, chance: random.Random
) -> Iterator[Annotation]:
    """What layers find in a paragraph."""
    cue = at + len(name) + 1
    content = Span(cue + 6, cue + 6 + len(said))
    end = document.text.find("\n\n", at)
    yield Block(document=document.id, extent=Span(at, end if end > 0 else len(document.text)), role="paragraph")
    a = Attribution(
        document=document.id, source=Span(at, at + len(name)), cue=Span(cue, cue + 4), content=(content,),
        mode="direct", confidence=round(chance.random(), 3),
    )  # fmt: skip
    yield a
    here = content.start + said.index(other)
    speaker = Identity(document=document.id, name=name, type="person", mentions=(Span(at, at + len(name)),))
    yield speaker
    yield Identity(document=document.id, name=other, type="person", mentions=(Span(here, here + len(other)),))
    who = Speaker(name=name, type="person", role="Minister", identity=speaker.id, reason="named here")
    yield Speaking(document=document.id, of=a.id, at=Span(at, at + 1), speakers=(who,))
    if chance.random() < 0.5:
        yield Verification(
            document=document.id, of=a.id, at=content, label=chance.choice(LABELS), reason="by chance",
            passage=said.replace("the", "a", 1), primary="briefing.txt", where=Span(0, len(said)), speaker=name,
        )  # fmt: skip
    draw = chance.random()
    if draw < 0.05:
        yield Commitment(document=document.id, extent=content, by=a.id, actor=name, kind="undertakes", action=content,
                         due=Window(earliest=document.published_on, latest=document.published_on, words=content),
                         strength=0.5)  # fmt: skip
    elif draw < 0.1:
        likely = Probability(low=0.6, high=0.8, hedge=content)
        yield Forecast(
            document=document.id, extent=content, by=a.id, outcome=content, probability=likely, resolvable=True
        )
    elif draw < 0.13:
        yield Dispute(document=document.id, extent=content, by=a.id, kind="denies_quote")
    elif draw < 0.16:
        extent = Span(content.start, content.end)
        yield Post(document=document.id, extent=extent, body=extent, author=other, confidence=1.0, reason="by chance")


def measured(store: SqlStore, times: int) -> int:
    """Serves the record and prints how long each page takes."""
    at = server.bound("127.0.0.1", 0)
    port = at.getsockname()[1]
    site = Site(
        store=store, key=b"k" * 32, now=lambda: "2031-03-05T12:00:00", ticks=time.monotonic, judge="bo",
        hosts=frozenset((f"127.0.0.1:{port}",)),
    )  # fmt: skip
    app = application(site, Checker(Settings(), lambda _: None, lambda _: None))  # type: ignore[arg-type,return-value]
    threading.Thread(target=server.serve, args=(app, at), daemon=True).start()
    held = store.overview()
    print(f"{held.statements:,} statements, {sum(held.documents.values()):,} documents, {held.people:,} speakers")
    print(f"{'page':<34}{'median':>8}{'95th':>8}{'slowest':>9}{'work':>8}  ms")
    slow = 0
    for name, path in questions(store).items():
        worked = time.process_time()
        took = sorted(asked(port, path()) for _ in range(times))
        work = (time.process_time() - worked) * 1000 / times
        high = took[min(len(took) - 1, round(0.95 * len(took)))]
        slow += high > LIMIT
        mark = "  too slow" if high > LIMIT else ""
        print(f"{name:<34}{statistics.median(took):>8.0f}{high:>8.0f}{took[-1]:>9.0f}{work:>8.0f}{mark}", flush=True)
    return int(slow > 0)


def asked(port: int, path: str) -> float:
    """Milliseconds until the whole page has come."""
    browser = http.client.HTTPConnection("127.0.0.1", port)
    began = time.perf_counter()
    browser.request("GET", path, headers={"host": f"127.0.0.1:{port}"})
    answer = browser.getresponse()
    answer.read()
    took = (time.perf_counter() - began) * 1000
    browser.close()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return took


def questions(store: SqlStore) -> dict[str, Callable[[], str]]:
    """Each page and how it is asked, every time for something else."""
    chance = random.Random(11)
    documents = store.documents(limit=2000)
    large = documents[0].id
    statements = [found.statement.id for found in store.queue(judge="bo", limit=500)]
    people = [line.who for line in store.people(limit=2000)]
    last = store.count() // 50

    def address(path: str, **words: object) -> str:
        return f"{path}?{urlencode(words)}"

    return {
        "overview": lambda: "/",
        "documents, any page": lambda: address("/documents", page=chance.randrange(1, 150)),
        "document": lambda: f"/documents/{chance.choice(documents[1:]).id}",
        "document of 2 MB, any page": lambda: address(f"/documents/{large}", page=chance.randrange(1, 30)),
        "statement beside its passage": lambda: f"/statements/{chance.choice(statements)}",
        "search: everything, any page": lambda: address("/search", page=chance.randrange(1, last)),
        "search: a word": lambda: address("/search", words=chance.choice(WORDS)),
        "search: two words and a verdict": lambda: address(
            "/search", words=" ".join(chance.sample(WORDS, 2)), verdict=chance.choice(LABELS)
        ),
        "search: a speaker": lambda: address("/search", speaker=chance.choice(LAST)),
        "search: a verdict": lambda: address("/search", verdict=chance.choice(LABELS)),
        "search: days": lambda: address("/search", since=f"2029-{chance.randrange(1, 13):02}-01", until="2029-12-31"),
        "search: whole texts": lambda: address("/search", words=chance.choice(WORDS), among="texts"),
        "people, any page": lambda: address("/people", page=chance.randrange(1, 100)),
        "people: a name": lambda: address("/people", words=chance.choice(LAST)),
        "person": lambda: f"/people/{quote(chance.choice(people), safe='')}",
        "timeline": lambda: address("/timeline", page=chance.randrange(1, 400)),
        "timeline: a month": lambda: address("/timeline", since="2029-03-01", until="2029-03-31"),
        "forecasts": lambda: address("/forecasts", page=chance.randrange(1, 180)),
        "network": lambda: "/network",
        "network: of one": lambda: address("/network", who=chance.choice(people)),
        "review": lambda: address("/review", page=chance.randrange(1, 50)),
        "judgements": lambda: "/judgements",
        "agreement": lambda: "/agreement",
    }


if __name__ == "__main__":
    sys.exit(main())
