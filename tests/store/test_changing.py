"""A judgement on one statement changes what it changes and no more: the tables are those of a document made anew."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from onrecord.model.base import Annotation, Provenance, Span
from onrecord.model.document import Block, Document, Origin, Record
from onrecord.model.evidence import Judgement, Label
from onrecord.model.statement import (
    Attribution,
    Chain,
    Identity,
    Linking,
    Named,
    Post,
    Speaker,
    Speaking,
    TimeReference,
    Verification,
)
from onrecord.store import open_store
from onrecord.store.sql import judging, reading, writing
from onrecord.store.sql.rows import PER_DOCUMENT
from onrecord.store.sql.store import SqlStore
from onrecord.store.sql.tables import statement, statement_row, struck, tie_total

NAMES = ("Lena Brandvold", "Odd Rike", "Lena Brandvold", "Ole Strand", "Odd Rike")
TIMES = itertools.count()


def talks() -> Record:
    """A report in which three people say five things of one another, through a paper, on a day, and a reader one."""
    parts = [f"{name} said on Tuesday that {NAMES[at - 1]} and the ferries wait.\n\n" for at, name in enumerate(NAMES)]
    starts = [0, *itertools.accumulate(map(len, parts))]
    document = Document(
        origin=Origin(uri="talks.txt", published="2031-03-05", publisher="The Marrow Sun"), text="".join(parts)
    )
    found = [one for at, part in enumerate(parts) for one in _said(document, at, starts[at], part)]
    return Record(document).extended(Provenance(layer="all", version="1"), tuple(found))


def _said(document: Document, at: int, start: int, part: str) -> Iterator[Annotation]:
    name, of = NAMES[at], NAMES[at - 1]
    label, end = Span(start, start + len(name)), start + len(part) - 2
    content = Span(start + part.index(of, len(name)), end)
    a = Attribution(
        document=document.id, source=label, cue=Span(label.end + 1, label.end + 5), content=(content,), mode="direct",
        confidence=0.5,
    )  # fmt: skip
    yield a
    extent = Span(start, end)
    yield Block(document=document.id, extent=extent, role="paragraph")
    if at == len(NAMES) - 1:
        yield Post(document=document.id, extent=extent, body=extent, author="marit", confidence=1.0, reason="so")
    spoken_of = Span(content.start, content.start + len(of))
    identity = Identity(document=document.id, name=name, type="person", mentions=(label, spoken_of), aliases=("L.",))
    yield identity
    who = Speaker(name=name, type="person", role="Minister", identity=identity.id, reason="named")
    yield Speaking(document=document.id, of=a.id, at=label, speakers=(who,))
    person = "reg:1" if name.startswith("Lena") else None
    yield Linking(document=document.id, of=identity.id, at=label, person=person, name=name, reason="known")
    through = Named(name=f"Agency {at}", span=label)
    yield Chain(document=document.id, of=a.id, at=label, via=(through,))
    day = document.published_on
    words = Span(label.end + 9, label.end + 16)
    yield TimeReference(
        document=document.id, words=words, earliest=day, latest=day, granularity="day", of=a.id, reason="so"
    )
    label_of: Label = "exact" if at % 2 else "altered"
    yield Verification(document=document.id, of=a.id, at=content, label=label_of, reason="so")


def tables(store: SqlStore) -> dict[str, list[tuple[object, ...]]]:
    """All that questions are answered from."""
    with store.database.reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in (*writing.ASKED, statement_row, tie_total)
        }


def anew(store: SqlStore) -> dict[str, list[tuple[object, ...]]]:
    """The same, once the document is found anew as a whole."""
    with store.database.writing() as connection:
        number = reading.number(connection, "talks.txt")
        for record in reading.records(connection, number):
            judging._find_document_anew(connection, number, record)
    return tables(store)


def judge(store: SqlStore, target: str, value: str, by: str = "ann") -> Judgement:
    given = Judgement(target=target, judge=by, at=f"2031-03-06T09:00:{next(TIMES):06}", value=value)
    assert store.judge_row(given)
    return given


VALUES = st.sampled_from(
    ["accept", "reject", "speaker Odd Rike", "speaker Somebody New", "content 3-9", "source 0-4", "verdict exact", ""]
)
"""The empty one takes back what was given last."""


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), VALUES, st.sampled_from(["ann", "bo"])), min_size=1, max_size=7))
def test_the_tables_are_those_of_a_document_made_anew(steps: list[tuple[int, str, str]]) -> None:
    with TemporaryDirectory() as folder, open_store(Path(folder) / "r.db", create=True) as store:
        store.add(talks())
        store.judge_who(Judgement(target="odd rike", judge="ann", at="2031", value="same as ole strand"))
        ids = [a.id for a in talks().of(Attribution)]
        given_: list[Judgement] = []
        for at, value, by in steps:
            if value:
                given_.append(judge(store, ids[at], value, by))
            elif given_:
                last = given_.pop()
                judge(store, last.target, f"withdraw {last.id}", last.judge)
        assert tables(store) == anew(store)


@pytest.mark.parametrize("value", ["reject", "speaker Odd Rike", "content 3-9", "verdict exact"])
def test_nothing_else_of_the_document_is_made_anew(
    store: SqlStore, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(talks())
    before = tables(store)
    (target, *_) = [a.id for a in talks().of(Attribution)]
    monkeypatch.delattr(judging, "_find_document_anew")
    given = judge(store, target, value)
    assert tables(store) != before
    judge(store, target, f"withdraw {given.id}")
    assert tables(store) == before


def test_statements_keep_their_numbers_when_one_before_is_rejected(store: SqlStore) -> None:
    store.add(talks())
    first, second, *_ = (a.id for a in talks().of(Attribution))
    judge(store, first, "reject")
    assert store.told(second).number == 2
    assert [number for number, _ in store.stretch("talks.txt").statements] == [2, 3, 4, 5]


def test_rows_of_an_earlier_version_are_made_anew_as_a_whole(store: SqlStore) -> None:
    store.add(talks())
    *_, before, last = (a.id for a in talks().of(Attribution))
    judge(store, last, "reject")
    with store.database.writing() as connection:
        number = reading.number(connection, "talks.txt")
        connection.execute(update(struck).values(number=number * PER_DOCUMENT))
        assert connection.scalar(select(statement.c.number).limit(1)) == number * PER_DOCUMENT
    judge(store, before, "reject")
    assert tables(store) == anew(store)
    assert store.count() == 3


def test_a_judged_statement_is_told_as_the_machine_read_it(store: SqlStore) -> None:
    store.add(talks())
    target = talks().of(Attribution)[-1].id
    plain = store.told(target).statement
    for value in ("speaker Somebody New", "content 3-9", "verdict exact"):
        judge(store, target, value)
    assert store.told(target).machine == plain
    assert plain.post is not None
    assert plain.said is not None
    assert plain.via
