"""What pages ask a store: a text page by page, who speaks of whom, days, readings, all told of one statement."""

import datetime
from itertools import pairwise

import pytest

from onrecord.errors import DocumentError
from onrecord.model.base import Provenance, Span
from onrecord.model.document import Block, Document, Origin, Record
from onrecord.model.evidence import Judgement
from onrecord.model.rows import ReadingKind
from onrecord.model.statement import Attribution
from onrecord.store.sql import stretches
from onrecord.store.sql.store import SqlStore
from store.stories import ferry, naming, saying
from web.served import report

DAY = datetime.date(2031, 3, 5)


def long(paragraphs: int, *, statements: int = 1, width: int = 400) -> Record:
    """A document of so many paragraphs, in each of which so many statements are made."""
    line = ("word " * (width // 5)).strip()
    text = "\n\n".join(line for _ in range(paragraphs))
    document = Document(origin=Origin(uri="long.txt"), text=text)
    found: list[Attribution | Block] = []
    for number in range(paragraphs):
        start = number * (len(line) + 2)
        found.append(Block(document=document.id, extent=Span(start, start + len(line)), role="paragraph"))
        for at in range(statements):
            content = (Span(start + at * 5, start + at * 5 + 4),)
            found.append(Attribution(document=document.id, content=content, mode="direct", confidence=0.5))
    return Record(document).extended(Provenance(layer="all", version="1"), tuple(found))


def test_the_pages_of_a_text_are_the_text_and_hold_every_statement(store: SqlStore) -> None:
    record = long(200)
    store.add(record)
    first = store.stretch("long.txt")
    pages = [store.stretch("long.txt", page=number) for number in range(1, first.pages + 1)]
    assert "".join(page.span.text for page in pages) == record.document.text
    assert all(one.span.end == other.span.start for one, other in pairwise(pages))
    assert [number for page in pages for number, _ in page.statements] == list(range(1, 201))
    assert all(len(page.span.text) <= stretches.CHARACTERS + 1_000 for page in pages)


def test_a_page_is_full_of_statements_however_short_its_text(store: SqlStore) -> None:
    store.add(long(100, statements=20, width=110))
    assert max(len(store.stretch("long.txt", page=page).statements) for page in (1, 2, 3)) <= stretches.STATEMENTS + 20
    assert store.stretch("long.txt").pages > 10


def test_a_text_without_a_word_has_one_page(store: SqlStore) -> None:
    store.add(Record(Document(origin=Origin(uri="empty.txt"), text="")))
    assert (store.stretch("empty.txt").pages, store.stretch("empty.txt").span.text) == (1, "")


@pytest.mark.parametrize("page", [0, 2, 10**6])
def test_a_page_that_is_not_there_is_told(store: SqlStore, page: int) -> None:
    store.add(ferry())
    with pytest.raises(DocumentError, match="no page"):
        store.stretch("ferry.txt", page=page)


def test_ties_of_all_documents_are_summed_up_and_go_with_them(store: SqlStore) -> None:
    for uri in ("a.txt", "b.txt"):
        store.add(report(uri=uri, publisher="The Marrow Sun"))
    assert [(t.kind, t.one, t.other, t.many) for t in store.ties()[0]] == [
        ("in", "the marrow sun", "lena brandvold", 2)
    ]
    assert store.ties(who="lena brandvold")[1]["the marrow sun"] == "The Marrow Sun"
    store.add(report(uri="b.txt", publisher="The Marrow Sun", version="2"))
    assert [t.many for t in store.ties()[0]] == [2]
    store.remove("a.txt")
    assert [t.many for t in store.ties()[0]] == [1]
    store.remove("b.txt")
    assert store.ties()[0] == ()


def test_days_are_counted_for_all_and_for_one(store: SqlStore) -> None:
    store.add(saying("Yes.", uri="1.txt", day="2031-03-04"))
    store.add(saying("No.", uri="2.txt", day="2031-03-06", speaker="Odd Rike"))
    store.add(saying("Perhaps.", uri="3.txt"))
    assert [(str(day), many) for day, many in store.by_day()] == [("2031-03-04", 1), ("2031-03-06", 1)]
    assert [str(day) for day, _ in store.by_day(days=(DAY, None))] == ["2031-03-06"]
    assert [str(day) for day, _ in store.by_day("lena brandvold")] == ["2031-03-04"]


def test_readings_come_by_day_and_those_without_one_last(store: SqlStore) -> None:
    for uri, day in (("1.txt", None), ("2.txt", "2031-03-06"), ("3.txt", "2031-03-04")):
        store.add(report(uri=uri, published=day))
    kinds: tuple[ReadingKind, ...] = ("commitment", "forecast")
    found = store.readings(kinds)
    assert [found.document.uri for found in found] == ["3.txt", "3.txt", "2.txt", "2.txt", "1.txt", "1.txt"]
    for size in (1, 2, 4, 5):
        pages = [store.readings(kinds, limit=size, offset=at) for at in range(0, 6, size)]
        assert [one.reading.id for page in pages for one in page] == [one.reading.id for one in found]
    assert store.count_readings(kinds) == 6
    assert store.count_readings(kinds, days=(DAY, None)) == 2
    assert store.count_readings(kinds, who="lena brandvold") == 6
    assert store.count_readings(kinds, who="nobody") == 0
    assert found[0].statement is not None


def test_all_that_is_told_of_a_statement(store: SqlStore) -> None:
    record = report()
    store.add(record)
    told = store.told(store.statements()[0].statement.id)
    assert told.statement == told.machine == store.statements()[0].statement
    assert told.layer is not None
    assert (told.number, told.page, told.layer.layer) == (1, 1, "attribute.links")
    assert told.evidence.exact == record.document.text[told.evidence.span.start : told.evidence.span.end]
    assert told.evidence.suffix == record.document.text[told.evidence.span.end :][:32]
    assert told.verification is not None
    assert told.verification.label == "altered"
    assert [kind for kind, _ in told.readings.each] == ["commitment", "forecast"]
    with pytest.raises(DocumentError, match="no statement"):
        store.told("nothing")


def test_the_row_of_the_machine_is_told_beside_the_corrected_one(store: SqlStore) -> None:
    store.add(report())
    of = store.statements()[0].statement.id
    for value in ("speaker Odd Rike", "reject"):
        store.judge_row(Judgement(target=of, judge="ann", at=value, value=value))
    told = store.told(of)
    assert told.rejected
    assert told.number is None
    assert [speaker.name for speaker in told.machine.speakers] == ["Lena Brandvold"]


def test_one_person_is_told_apart_by_what_tells_them_apart(store: SqlStore) -> None:
    store.add(naming("Lena Brandvold", uri="1.txt", person="csv:1"))
    store.add(naming("Lena Brandvold", uri="2.txt"))
    assert [line and line.statements for line in (store.person("csv:1"), store.person("lena brandvold"))] == [1, 1]
    assert store.person("lena") is None
    assert [found.document.uri for found in store.statements_of("csv:1")] == ["1.txt"]
    assert store.count_people() == 2


def test_an_overview_counts_what_there_is(store: SqlStore) -> None:
    assert store.overview().statements == 0
    store.add(report())
    counted = store.overview()
    assert (counted.documents, counted.statements, counted.people, counted.posts) == ({"article": 1}, 1, 1, 1)
    assert counted.verdicts == {"altered": 1}
    assert counted.readings == {"commitment": 1, "dispute": 1, "forecast": 1}
    assert (counted.first, counted.last) == (DAY, DAY)
