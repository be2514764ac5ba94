"""A record that is asked for shows what people judged in it, in the order given, and gives it to another store."""

import pytest

from onrecord.errors import DocumentError
from onrecord.model.contract import judgements_of
from onrecord.model.document import Record
from onrecord.model.evidence import BY_PEOPLE, Judgement
from onrecord.model.rows import GivenRow
from onrecord.model.statement import Attribution, Linking
from onrecord.store.sql.store import SqlStore
from store.stories import ferry, naming


def judgement(target: str, value: str, judge: str = "ana") -> Judgement:
    return Judgement(target=target, judge=judge, at="2031-03-06T09:00:00+00:00", value=value)


def given(target: str, value: str) -> GivenRow:
    return GivenRow(target=target, judge="ana", at="2031", value=value, note=None, uri=None, words=None)


@pytest.fixture
def said(store: SqlStore) -> str:
    """The id of the statement in a record of one report."""
    store.add(ferry())
    (statement,) = ferry().of(Attribution)
    return statement.id


def test_judgements_stand_in_the_record_in_the_order_given(store: SqlStore, said: str) -> None:
    made = [judgement(said, "wrong"), judgement(ferry().document.id, "read"), judgement(said, "right", "bo")]
    for one in (*made, judgement("elsewhere", "wrong")):
        store.judge(one)
    assert judgements_of(store.judged("ferry.txt")) == tuple(made)
    assert [judgements_of(record) for record in store.judged_records()] == [tuple(made)]


def test_what_nobody_judged_is_as_it_was_read(store: SqlStore, said: str) -> None:
    assert store.judged("ferry.txt") == ferry()
    assert store.judged("ferry.txt").layers == ferry().layers


def test_what_people_judged_is_one_layer_more(store: SqlStore) -> None:
    record = naming("Lena Brandvold", uri="a.txt")
    store.add(record)
    store.judge_who(judgement("lena brandvold", "same as l brandvold"))
    identity = next(a for _, found in record.layers for a in found if type(a).__name__ == "Identity")
    store.judge(judgement(identity.id, "right"))
    shown: Record = store.judged("a.txt")
    assert shown.layers[:-1] == record.layers
    provenance, found = shown.layers[-1]
    assert provenance == BY_PEOPLE
    assert {type(one).__name__ for one in found} == {"Linking", "Judging"}
    assert len(shown.of(Linking)) == 1


def test_the_judgements_of_an_export_are_restored_once(store: SqlStore, said: str) -> None:
    store.judge(judgement(said, "wrong"))
    rows = [stored.row for stored in store.judgements()]
    other = GivenRow(target="gone", judge="bo", at="2030", value="right", note=None, uri="old.txt", words="Old words.")
    assert store.restore([*rows, other, other]) == 1
    assert store.judgements()[-1].row == other


def test_judgements_on_who_is_whom_are_heeded_once_they_are_restored(store: SqlStore) -> None:
    for name in ("Lena Brandvold", "L. Brandvold"):
        store.add(naming(name, uri=f"{name}.txt"))
    assert len(store.people()) == 2
    store.restore([given("l brandvold", "same as lena brandvold")])
    assert [person.statements for person in store.people()] == [2]


def test_what_is_no_judgement_restores_none_of_them(store: SqlStore, said: str) -> None:
    with pytest.raises(DocumentError, match="not a date"):
        store.restore([given(said, "right"), given("d", "published soon")])
    assert store.judgements() == ()
