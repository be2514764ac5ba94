"""The commands on what statements amount to, and what became of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from cli.conftest import Run
from onrecord.model.base import Provenance, Span
from onrecord.model.document import Document, Origin, Record
from onrecord.model.reading import Commitment, Dispute, Forecast, Probability, Reference, Window
from onrecord.model.statement import Post
from onrecord.store import open_store

TEXT = "The bridge will probably open by 2030. We will pay. That is untrue. The Ferry Act says so."


def _record() -> Record:
    document = Document(origin=Origin(uri="bridge.txt", published="2029-03-05"), text=TEXT, language="en")
    whole = Span(0, len(TEXT))
    post = Post(document=document.id, extent=whole, body=whole, author="marit", confidence=1.0, reason="told")
    given = (
        post,
        Forecast(
            document=document.id,
            extent=Span(0, 37),
            by=post.id,
            outcome=Span(0, 37),
            horizon=Window(earliest=date(2029, 3, 5), latest=date(2030, 12, 31), words=Span(30, 37)),
            probability=Probability(low=0.65, high=0.8, hedge=Span(16, 24)),
            resolvable=True,
        ),
        Commitment(
            document=document.id,
            extent=Span(39, 50),
            by=post.id,
            actor="marit",
            kind="undertakes",
            action=Span(47, 50),
            strength=0.9,
        ),
        Dispute(document=document.id, extent=Span(52, 67), by=post.id, kind="denies_fact"),
        Reference(document=document.id, extent=Span(68, 81), by=post.id, kind="law", title="Ferry Act"),
    )
    return Record(document).extended(Provenance(layer="told", version="1"), given)


@pytest.fixture
def record(db: Path) -> Path:
    with open_store(db, create=True) as store:
        store.add(_record())
    return db


def _settled(id: str, record: Path) -> tuple[object, ...]:
    return ("settle", id, "--db", record, "--outcome", "yes", "--on", "2030-06-01")


def _ids(run: Run, record: Path, command: str) -> list[str]:
    kind = command.removesuffix("s")
    return [json.loads(line)[kind]["id"] for line in run(command, "--db", record, "--format", "json").out.splitlines()]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("forecasts", "“probably”: 65% to 80%"),
        ("commitments", "undertakes"),
        ("disputes", "denies fact"),
        ("references", "law: Ferry Act"),
    ],
)
def test_each_kind_is_listed_with_who_and_what_but_works_belong_to_nobody(
    run: Run, record: Path, command: str, told: str
) -> None:
    done = run(command, "--db", record)
    assert done.code == 0
    assert told in done.out
    assert ("marit" in done.out) == (command != "references")
    assert "bridge.txt" in done.out


def test_a_reading_of_somebody_else_or_of_another_document_is_not_listed(run: Run, record: Path) -> None:
    assert "no forecast fits" in run("forecasts", "--db", record, "--by", "oddvar").err
    assert "no forecast fits" in run("forecasts", "--db", record, "--document", "other.txt").err
    assert "bridge" in run("forecasts", "--db", record, "--by", "MARIT", "--document", "bridge.txt").out


def test_a_reading_about_other_days_is_not_listed(run: Run, record: Path) -> None:
    assert "no forecast fits" in run("forecasts", "--db", record, "--since", "2031-01-01").err


def test_what_is_settled_is_scored_and_shown(run: Run, record: Path) -> None:
    (id,) = _ids(run, record, "forecasts")
    done = run("settle", id[:6], "--db", record, "--outcome", "yes", "--on", "2030-06-01")
    assert done.code == 0
    assert "settled: yes, known on 2030-06-01; Brier score 0.076, 0.46 bits" in done.err
    assert "settled: yes" in run("forecasts", "--db", record).out


def test_scores_are_told_by_author_and_only_a_past_horizon_counts_for_calibration(run: Run, record: Path) -> None:
    assert "no forecast with a probability is settled" in run("forecasts", "--score", "--db", record).err
    (id,) = _ids(run, record, "forecasts")
    run("settle", id, "--db", record, "--outcome", "no", "--on", "2029-06-01")
    done = run("forecasts", "--score", "--db", record)
    assert "marit" in done.out
    assert "0.526 (0.422 – 0.640)" in done.out
    assert "1 of 1 scored forecasts have no horizon that has passed" in done.err


def test_what_came_true_in_part_is_kept_and_not_scored(run: Run, record: Path) -> None:
    (id,) = _ids(run, record, "forecasts")
    assert "Brier" not in run("settle", id, "--db", record, "--outcome", "partly", "--on", "2030-06-01").err
    with open_store(record) as store:
        assert [(one.outcome, one.score) for one in store.settled()] == [("partly", None)]


def test_settling_again_adds_and_the_newest_counts(run: Run, record: Path) -> None:
    (id,) = _ids(run, record, "forecasts")
    run("settle", id, "--db", record, "--outcome", "no", "--on", "2030-06-01", "--judge", "ann")
    run("settle", id, "--db", record, "--outcome", "yes", "--on", "2030-06-02", "--judge", "ann")
    with open_store(record) as store:
        assert [one.outcome for one in store.settled()] == ["yes"]
        assert len(store.judgements()) == 2


def test_two_judges_who_contradict_each_other_settle_nothing(run: Run, record: Path) -> None:
    (id,) = _ids(run, record, "forecasts")
    run("settle", id, "--db", record, "--outcome", "no", "--on", "2030-06-01", "--judge", "ann")
    run("settle", id, "--db", record, "--outcome", "yes", "--on", "2030-06-01", "--judge", "bo")
    with open_store(record) as store:
        assert store.settled() == ()


def test_a_commitment_is_settled_without_a_score(run: Run, record: Path) -> None:
    (id,) = _ids(run, record, "commitments")
    assert run("settle", id, "--db", record, "--outcome", "yes", "--on", "2029-06-01").code == 0
    assert "settled: yes" in run("commitments", "--db", record).out


def test_evidence_is_an_address_or_a_place_in_the_record(run: Run, record: Path) -> None:
    (id,) = _ids(run, record, "forecasts")
    with open_store(record) as store:
        document = store.documents()[0].id
    fine = ("https://example.org/opening", f"{document[:8]}:0-37")
    for evidence in fine:
        assert run(*_settled(id, record), "--evidence", evidence, "--judge", evidence[:5]).code == 0
    for evidence in ("a rumour", f"{document[:8]}:30-9000", f"{document[:8]}:9-3"):
        assert run(*_settled(id, record), "--evidence", evidence).code == 2


def test_what_cannot_be_settled_says_why(run: Run, record: Path) -> None:
    (id,) = _ids(run, record, "disputes")
    done = run("settle", id, "--db", record, "--outcome", "yes", "--on", "2030-06-01")
    assert (done.code, "is a dispute" in done.err) == (2, True)
    done = run("settle", "zz", "--db", record, "--outcome", "yes", "--on", "2030-06-01")
    assert (done.code, "no reading has an id that begins with 'zz'" in done.err) == (3, True)
    assert run("settle", id, "--db", record, "--outcome", "maybe", "--on", "2030-06-01").code == 2
    assert run("settle", id, "--db", record, "--outcome", "yes", "--on", "soon").code == 2
