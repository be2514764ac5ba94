"""What people judge outranks the machine wherever rows are shown, and outlives its next reading."""

import itertools
from dataclasses import replace

import pytest

from onrecord.errors import DocumentError
from onrecord.model.base import Provenance, Span
from onrecord.model.contract import record_row, statement_rows
from onrecord.model.evidence import Judgement, Label
from onrecord.model.rows import StatementRow
from onrecord.model.ruling import Addition, addition
from onrecord.model.statement import Attribution, Verification
from onrecord.store.questions import StatementFilter
from onrecord.store.sql.store import SqlStore
from store.stories import ferry, saying

TIMES = itertools.count()


@pytest.fixture
def statement(store: SqlStore) -> str:
    store.add(ferry())
    return store.statements()[0].statement.id


def judge(store: SqlStore, target: str, value: str, *, by: str = "ann", note: str | None = None) -> Judgement:
    at = f"2031-03-06T09:00:{next(TIMES):06}"
    given = Judgement(target=target, judge=by, at=at, value=value, note=note)
    assert store.judge_row(given)
    return given


def shown(store: SqlStore) -> tuple[StatementRow, ...]:
    """The statements as every way of asking shows them, which is the same."""
    found = tuple(found.statement for found in store.statements())
    (record,) = store.judged_records()
    assert statement_rows(record) == found
    assert statement_rows(store.judged("ferry.txt")) == found
    assert record_row(record).statements == found
    assert len(found) == store.count() == store.overview().statements
    return found


def test_a_rejected_statement_is_gone_from_lists_and_counts_and_struck_in_its_text(
    store: SqlStore, statement: str
) -> None:
    judge(store, statement, "reject", note="nobody said it")
    assert shown(store) == ()
    assert store.people() == ()
    assert store.count(StatementFilter(words="ferries")) == 0
    assert [row.id for row in store.stretch("ferry.txt").struck] == [statement]
    assert store.told(statement).rejected


def test_undo_is_another_judgement_and_brings_it_back(store: SqlStore, statement: str) -> None:
    before = shown(store)
    given = judge(store, statement, "reject")
    judge(store, statement, f"withdraw {given.id}")
    assert shown(store) == before
    assert [stored.judgement.value for stored in store.judgements()] == ["reject", f"withdraw {given.id}"]


def test_undoing_the_later_of_two_leaves_the_earlier(store: SqlStore, statement: str) -> None:
    judge(store, statement, "accept")
    later = judge(store, statement, "reject")
    assert shown(store) == ()
    judge(store, statement, f"withdraw {later.id}")
    assert [row.judged and row.judged.accepted for row in shown(store)] == [True]


def test_speaker_content_and_verdict_are_those_that_people_gave(store: SqlStore, statement: str) -> None:
    judge(store, statement, "speaker Odd Rike", note="he read it out")
    judge(store, statement, "content 0-8,9-13")
    judge(store, statement, "verdict altered")
    (row,) = shown(store)
    assert [speaker.name for speaker in row.speakers] == ["Odd Rike"]
    assert "ann" in row.speakers[0].reason
    assert "he read it out" in row.speakers[0].reason
    assert [(part.start, part.end) for part in row.content] == [(0, 8), (9, 13)]
    assert row.verdict is not None
    assert row.verdict.label == "altered"
    assert [line.name for line in store.people()] == ["Odd Rike"]
    assert store.count(StatementFilter(verdict="altered")) == 1
    assert [found.statement.id for found in store.statements_of("odd rike")] == [statement]


def test_a_source_is_the_one_that_people_gave(store: SqlStore, statement: str) -> None:
    given = judge(store, statement, "source 0-4")
    (row,) = shown(store)
    assert row.source is not None
    assert (row.source.start, row.source.end) == (0, 4)
    judge(store, statement, f"withdraw {given.id}")
    judge(store, statement, "source 0-4", by="ann")
    judge(store, statement, "source 0-5", by="bo")
    (row,) = shown(store)
    assert row.judged is not None
    assert row.judged.contested == ("source",)
    assert row.source is None or row.source.end > 5


@pytest.mark.parametrize(("label", "holds"), [("exact", False), ("misattributed", False), ("distorted", True)])
def test_a_verdict_on_who_spoke_ends_with_another_speaker(store: SqlStore, label: Label, holds: bool) -> None:
    record = ferry()
    (found,) = record.of(Attribution)
    checked = Verification(document=record.document.id, of=found.id, at=found.content[0], label=label, reason="so")
    store.add(record.extended(Provenance(layer="verify.verifications", version="1"), (checked,)))
    judge(store, found.id, "speaker Lena Brandvold")
    assert [row.verdict is not None for row in shown(store)] == [True]
    judge(store, found.id, "speaker Odd Rike")
    assert [row.verdict is not None for row in shown(store)] == [holds]


def adding(store: SqlStore, content: str, *, by: str = "ann", speaker: str | None = None) -> Judgement:
    """A statement that a person adds to the report, by its words there."""
    document = store.record("ferry.txt").document
    start = document.text.index(content)
    places = (Span(start, start + len(content)),)
    addition = Addition(document=document.id, mode="indirect", content=places, speaker=speaker)
    at = f"2031-03-06T09:00:{next(TIMES):06}"
    return Judgement(target=addition.attribution.id, judge=by, at=at, value=addition.value)


def test_an_added_statement_stands_everywhere_in_text_order(store: SqlStore, statement: str) -> None:
    given = adding(store, "We don’t know that", speaker="A Reader")
    assert store.add_statement(given)
    assert not store.add_statement(given)
    first, second = shown(store)
    assert (first.id, second.id) == (statement, given.target)
    assert second.judged is not None
    assert (second.judged.by, second.judged.added, second.judged.contested) == (("ann",), True, ())
    assert second.verdict is None
    assert [line.name for line in store.people()] == ["A Reader", "Lena Brandvold"]
    assert store.count(StatementFilter(words="know")) == 1
    told = store.told(given.target)
    assert (told.number, told.layer, told.rejected) == (2, None, False)
    (stored,) = store.judgements()
    assert (stored.words, stored.uri, stored.orphaned, stored.kind) == (
        "We don’t know that", "ferry.txt", False, "Attribution",
    )  # fmt: skip
    assert [one.judgement for one in store.judgements_in("ferry.txt")] == [given]


def test_an_added_statement_outlives_another_reading_and_meets_the_machine_that_finds_it(
    store: SqlStore, statement: str
) -> None:
    given = adding(store, "We don’t know that", speaker="A Reader")
    store.add_statement(given)
    before = shown(store)
    assert store.add(ferry(version="2")) == "updated"
    assert shown(store) == before
    start = before[1].content[0].start
    longer = Attribution(
        document=ferry().document.id, content=(Span(start, start + 21),), mode="direct", confidence=0.4
    )
    checked = Verification(document=longer.document, of=longer.id, at=longer.content[0], label="exact", reason="so")
    store.add(ferry().extended(Provenance(layer="more", version="1"), (longer, checked)))
    assert shown(store) == before
    store.judge_row(replace(given, at="2032", value=f"withdraw {given.id}"))
    assert [(row.mode, row.confidence, row.judged) for row in shown(store)][1] == ("direct", 0.4, None)


def test_an_added_statement_is_an_orphan_with_its_text(store: SqlStore, statement: str) -> None:
    store.add_statement(adding(store, "We don’t know that"))
    store.add(saying("Yes.", uri="ferry.txt"))
    assert [stored.orphaned for stored in store.judgements()] == [True]
    store.add(ferry())
    assert len(shown(store)) == 2


def test_two_who_add_the_same_are_told_that_it_stands_there(store: SqlStore, statement: str) -> None:
    store.add_statement(adding(store, "We don’t know that"))
    with pytest.raises(ValueError, match="stands there already"):
        store.add_statement(adding(store, "We don’t know", by="bo"))
    assert len(store.judgements()) == 1


@pytest.mark.parametrize(
    "value",
    [
        "add {document} indirect content 0-99999",
        "add {document} indirect content 3-3",
        "add {document} loud content 0-4",
        "add {document} direct content 0-4 speaker ",
        "add {document} direct content 0-4 source 2-6",
        "add 00000000000000000000 direct content 0-4",
        "add {document} direct",
    ],
)
def test_what_cannot_stand_in_the_text_is_not_added(store: SqlStore, statement: str, value: str) -> None:
    told = value.format(document=ferry().document.id)
    target = made.attribution.id if (made := addition(told)) else "x"
    with pytest.raises((ValueError, DocumentError)):
        store.add_statement(Judgement(target=target, judge="ann", at="now", value=told))
    with pytest.raises(ValueError):
        store.judge_row(Judgement(target=statement, judge="ann", at="now", value=told))
    assert store.judgements() == ()


def test_an_addition_says_its_own_value() -> None:
    for value in (
        "add 0123456789abcdef0123 direct content 5-9",
        "add 0123456789abcdef0123 mixed content 5-9,12-20 source 0-3 cue 21-24 speaker Odd “the” Rike",
        "add 0123456789abcdef0123 indirect content 5-9 cue 21-24",
    ):
        made = addition(value)
        assert made is not None
        assert made.value == value


def test_a_judgement_outlives_another_reading_and_another_version(store: SqlStore, statement: str) -> None:
    judge(store, statement, "speaker Odd Rike")
    for version in ("2", "3+other-weights"):
        assert store.add(ferry(version=version)) == "updated"
        assert [row.speakers[0].name for row in shown(store)] == ["Odd Rike"]
        assert [stored.orphaned for stored in store.judgements()] == [False]


def test_a_judgement_whose_place_is_gone_is_an_orphan_and_comes_back_with_it(store: SqlStore, statement: str) -> None:
    judge(store, statement, "reject")
    store.add(saying("Yes.", uri="ferry.txt"))
    assert [stored.orphaned for stored in store.judgements()] == [True]
    assert store.judgements()[0].words is not None
    assert store.count() == 1
    store.add(ferry())
    assert [stored.orphaned for stored in store.judgements()] == [False]
    assert shown(store) == ()


def test_two_who_contradict_are_both_kept_and_the_machines_row_stays(store: SqlStore, statement: str) -> None:
    judge(store, statement, "reject", by="ann")
    judge(store, statement, "accept", by="bo")
    (row,) = shown(store)
    assert row.judged is not None
    assert (row.judged.by, row.judged.contested, row.judged.accepted) == (("ann", "bo"), ("standing",), False)
    assert len(store.judgements(statement)) == 2
    judge(store, statement, "speaker Odd Rike", by="ann")
    judge(store, statement, "speaker Somebody Else", by="bo")
    (row,) = shown(store)
    assert row.judged is not None
    assert row.judged.contested == ("standing", "speaker")
    assert [speaker.name for speaker in row.speakers] == ["Lena Brandvold"]
    judge(store, statement, "reject", by="bo")
    assert shown(store) == ()


def test_nobody_takes_back_what_another_judged(store: SqlStore, statement: str) -> None:
    given = judge(store, statement, "reject", by="ann")
    judge(store, statement, f"withdraw {given.id}", by="bo")
    assert shown(store) == ()


@pytest.mark.parametrize(
    "value",
    ["", "maybe", "speaker ", f"speaker {'x' * 301}", "content 5-5", "content 9-2", "content 0-99999",
     "content 1-4,2-6", "source 0-99999", "source 0-4,5-9", "content",
     "verdict right", "resolved soon", "published 2031-03-05"],
)  # fmt: skip
def test_a_value_that_no_row_can_have_is_refused(store: SqlStore, statement: str, value: str) -> None:
    with pytest.raises(ValueError):
        store.judge_row(Judgement(target=statement, judge="ann", at="now", value=value))
    assert store.judgements() == ()


def test_a_row_that_is_not_there_cannot_be_judged(store: SqlStore) -> None:
    with pytest.raises(DocumentError, match="no row"):
        store.judge_row(Judgement(target="nothing", judge="ann", at="now", value="accept"))


def test_the_queue_leaves_out_what_a_judge_judged_and_takes_back_what_they_undid(
    store: SqlStore, statement: str
) -> None:
    assert [found.statement.id for found in store.queue(judge="ann")] == [statement]
    given = judge(store, statement, "accept")
    assert (store.queue(judge="ann"), store.left(judge="ann")) == ((), 0)
    assert store.left(judge="bo") == 1
    judge(store, statement, f"withdraw {given.id}")
    assert [found.statement.id for found in store.queue(judge="ann")] == [statement]
    assert store.left(judge="ann") == 1


def test_judged_statements_come_as_the_machine_read_them(store: SqlStore, statement: str) -> None:
    judge(store, statement, "speaker Odd Rike")
    judge(store, statement, "reject", by="bo")
    ((row, given),) = store.judged_units()
    assert row.speakers[0].name == "Lena Brandvold"
    assert [(one.judge, one.value) for one in given] == [("ann", "speaker Odd Rike"), ("bo", "reject")]
