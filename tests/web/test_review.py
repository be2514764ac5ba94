"""A review in the browser: judge, undo, correct, merge; read again, and find the judgements still there."""

import re
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.model.base import Provenance, Span
from onrecord.model.statement import Quotation
from onrecord.store.sql.store import SqlStore
from web.served import csrf, judged, report, served


def test_reject_undo_and_a_reading_with_another_model(browser: TestClient, store: SqlStore, statement: str) -> None:
    document = store.documents()[0].id
    assert judged(browser, statement, "reject", note="misread").json()["kept"]
    assert re.search('<span class="m [a-z ]*struck q', browser.get(f"/documents/{document}").text)
    assert browser.get("/api/search").json()["paging"]["total"] == 0
    store.add(report(version="2+other-weights"))
    assert browser.get("/api/search").json()["paging"]["total"] == 0
    page = browser.get(f"/statements/{statement}").text
    assert "rejected by people" in page
    assert "misread" in page
    given = store.judgements()[0].judgement
    assert judged(browser, statement, f"withdraw {given.id}").status_code == 200
    assert browser.get("/api/search").json()["paging"]["total"] == 1
    assert "taken back" in browser.get(f"/statements/{statement}").text


def test_a_form_leads_back_to_the_page_it_came_from(browser: TestClient, statement: str) -> None:
    form = {
        "csrf": csrf(browser),
        "target": statement,
        "value": "speaker",
        "with": "Odd Rike",
        "back": "/review?page=1",
    }
    answer = browser.post("/judgements", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?page=1")
    assert "Odd Rike" in browser.get(f"/statements/{statement}").text


def test_those_who_contradict_are_shown(browser: TestClient, store: SqlStore, statement: str) -> None:
    judged(browser, statement, "reject")
    judged(served(store, judge="bo"), statement, "accept")
    page = browser.get(f"/statements/{statement}").text
    assert "contradict one another on: standing" in page
    assert "contested by ann, bo" in browser.get("/search").text
    agreement = browser.get("/api/agreement").json()
    assert {(pair["one"], pair["other"]) for pair in agreement["pairs"]} >= {("ann", "bo")}


def test_two_reviewers_on_one_row_are_both_kept(browser: TestClient, store: SqlStore, statement: str) -> None:
    other = served(store, judge="bo")
    for reviewer in (browser, other):
        assert judged(reviewer, statement, "accept").json()["kept"]
    assert [s.judgement.judge for s in store.judgements(statement)] == ["ann", "bo"]


def test_the_queue_leads_through_what_is_left(browser: TestClient, store: SqlStore, statement: str) -> None:
    store.add(report(uri="other.txt", confidence=0.1))
    twin = browser.get("/api/review").json()
    assert twin["paging"]["total"] == len(twin["queue"]) == 2
    assert twin["queue"][0]["statement"]["confidence"] == 0.1
    for found in twin["queue"]:
        judged(browser, found["statement"]["id"], "accept")
    assert "Nothing is left" in browser.get("/review").text


def test_a_reviewer_can_say_who_they_are(browser: TestClient, store: SqlStore, statement: str) -> None:
    browser.post("/reviewer", data={"csrf": csrf(browser), "judge": "  Odd \n Rike "})
    judged(browser, statement, "accept")
    assert store.judgements()[0].judgement.judge == "Odd Rike"


def test_only_ones_own_judgement_is_taken_back(browser: TestClient, store: SqlStore, statement: str) -> None:
    judged(browser, statement, "reject")
    given = store.judgements()[0].judgement
    assert judged(served(store, judge="bo"), statement, f"withdraw {given.id}").status_code == 400
    assert len(store.judgements()) == 1


def test_an_orphan_is_shown_and_can_be_taken_back(browser: TestClient, store: SqlStore, statement: str) -> None:
    judged(browser, statement, "reject")
    store.remove("ferry.txt")
    assert "orphaned" in browser.get("/judgements").text
    given = store.judgements()[0].judgement
    assert judged(browser, statement, f"withdraw {given.id}").status_code == 200


def test_what_is_no_judgement_is_refused(browser: TestClient, store: SqlStore, statement: str) -> None:
    for value in ("", "maybe", "content 9-2", "verdict right", "same as somebody"):
        assert judged(browser, statement, value).status_code == 400, value
    assert judged(browser, "nothing", "accept").status_code == 404
    assert store.judgements() == ()


def corrected(browser: TestClient, statement: str, value: str, words: str, at: str = "") -> Any:
    return judged(browser, statement, value, words=words, at=at)


def test_words_that_stand_once_in_the_passage_are_taken(browser: TestClient, store: SqlStore, statement: str) -> None:
    assert corrected(browser, statement, "content", " ferries  will\r\nsail ").status_code == 200
    assert corrected(browser, statement, "source", "Brandvold").status_code == 200
    row = store.told(statement).statement
    assert [part.text for part in row.content] == ["ferries will sail"]
    assert row.source is not None
    assert (row.source.text, row.source.start) == ("Brandvold", 5)
    assert "ferries will sail" in browser.get(f"/statements/{statement}").text


def test_words_that_do_not_follow_one_another_are_parts(browser: TestClient, store: SqlStore, statement: str) -> None:
    corrected(browser, statement, "content", "the ferries … in April")
    assert [part.text for part in store.told(statement).statement.content] == ["the ferries", "in April"]
    assert corrected(browser, statement, "content", "in April … the ferries").status_code == 400


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the ferries will sail in May", "does not stand in the passage"),
        ("said", "stands 2 times"),
        ("  ", "no words are chosen"),
        ("ferries … trains", "“trains” does not stand"),
    ],
)
def test_words_that_never_or_often_stand_there_change_nothing(
    browser: TestClient, store: SqlStore, statement: str, words: str, told: str
) -> None:
    answer = corrected(browser, statement, "content", words)
    assert (answer.status_code, told in answer.json()["error"]) == (400, True)
    assert store.judgements() == ()


def test_of_words_that_stand_often_those_at_the_place_are_taken(
    browser: TestClient, store: SqlStore, statement: str
) -> None:
    text = store.record("ferry.txt").document.text
    second = text.rindex("said")
    corrected(browser, statement, "content", "said", f"{second}-{second + 4}")
    assert [part.start for part in store.told(statement).statement.content] == [second]
    for at in ("0-4", "1-99999", "x", "9-2"):
        assert corrected(browser, statement, "content", "said", at).status_code == 400, at
    corrected(browser, statement, "content", "ferries", "0-7")
    assert store.told(statement).statement.content[0].text == "ferries"


def test_a_correction_in_a_passage_of_strange_signs_takes_only_what_stands_there(store: SqlStore) -> None:
    store.add(report(content="🚢 the ferries \u202e sail 🚢 in April"))
    browser, statement = served(store), store.statements()[0].statement.id
    page = browser.get(f"/statements/{statement}").text
    assert "\\u202e sail" in page
    assert corrected(browser, statement, "content", "\\u202e sail").status_code == 400
    assert corrected(browser, statement, "content", "sail 🚢").status_code == 200
    assert store.told(statement).statement.content[0].text == "sail 🚢"


def added(browser: TestClient, store: SqlStore, **form: str) -> Any:
    """What comes back when the browser marks a statement in the report."""
    document = store.documents()[0].id
    return browser.post("/api/statements", data={"csrf": csrf(browser), "document": document, **form})


def test_a_statement_that_was_missed_is_added_shown_and_taken_back(
    browser: TestClient, store: SqlStore, statement: str
) -> None:
    before = browser.get("/api/search").json()
    made = added(browser, store, content="Nobody said that", speaker=" marit ", note="a reader says it").json()
    assert browser.get("/api/overview").json()["overview"]["statements"] == 2
    row = store.told(made["statement"]).statement
    assert ([part.text for part in row.content], row.mode) == (["Nobody said that"], "indirect")
    assert [(speaker.name, "a reader says it" in speaker.reason) for speaker in row.speakers] == [("marit", True)]
    assert row.post is not None
    page = browser.get(f"/statements/{made['statement']}").text
    assert "added by a person" in page
    assert "Added by" in page
    for path in ("/search?words=nobody", "/people/marit", f"/documents/{store.documents()[0].id}?why={row.id}"):
        assert "added by a person" in browser.get(path).text, path
    assert (
        "added by a person" in browser.get("/judgements").text or "Nobody said that" in browser.get("/judgements").text
    )
    assert [found.statement.id for found in store.queue(judge="ann")] == [statement]
    assert judged(browser, row.id, f"withdraw {made['id']}").status_code == 200
    assert browser.get("/api/search").json() == before
    assert browser.get(f"/statements/{row.id}").status_code == 404
    assert "orphaned" not in browser.get("/judgements").text


def test_a_form_of_a_page_adds_a_statement_and_leads_back_to_it(browser: TestClient, store: SqlStore) -> None:
    document = store.documents()[0].id
    form = {"csrf": csrf(browser), "document": document, "page": "1", "content": "Nobody", "back": "/"}
    answer = browser.post("/statements", data=form)
    assert answer.status_code == 303
    where, _, sign = answer.headers["location"].partition("#")
    assert f'id="{sign}"' in browser.get(where).text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"content": "words that nobody printed"}, "does not stand in the passage"),
        ({"content": ""}, "no words are chosen"),
        ({"content": "said"}, "stands 2 times"),
        ({"content": "“"}, "have words"),
        ({"content": "Nobody said that", "source": "Nobody"}, "over one another"),
        ({"content": "Nobody", "cue": "Lena … Brandvold"}, "one place"),
        ({"content": "Nobody", "speaker": "x" * 301}, "1 to 300"),
        ({"content": "Nobody", "page": "none"}, "no page"),
        ({"content": "the ferries will sail in April", "cue": "said", "cue_at": "15-19"}, "stands there already"),
    ],
)
def test_what_does_not_stand_in_the_text_is_not_added(
    browser: TestClient, store: SqlStore, form: dict[str, str], told: str
) -> None:
    answer = added(browser, store, **form)
    assert (answer.status_code, told in answer.json()["error"]) == (400, True), answer.text
    assert store.judgements() == ()
    assert added(browser, store, content="Nobody", document="none").status_code == 404
    assert added(browser, store, content="Nobody", csrf="wrong").status_code == 403


def test_what_stands_in_marks_is_quoted(store: SqlStore) -> None:
    record = report()
    text = record.document.text
    extent = Span(text.index("“"), text.index("”") + 1)
    inner = Span(extent.start + 1, extent.end - 1)
    marks = Quotation(document=record.document.id, extent=extent, inner=inner, closed=True)
    store.add(record.extended(Provenance(layer="segment.quotations", version="1"), (marks,)))
    browser = served(store)
    for content, mode in (("the ferries will", "direct"), ("Lena Brandvold … sail", "mixed"), ("Nobody", "indirect")):
        made = added(browser, store, content=content).json()
        assert store.told(made["statement"]).statement.mode == mode


def test_others_judge_what_somebody_added(browser: TestClient, store: SqlStore, statement: str) -> None:
    made = added(browser, store, content="Nobody said that").json()
    bo = served(store, judge="bo")
    assert made["statement"] in [found.statement.id for found in store.queue(judge="bo")]
    judged(bo, made["statement"], "speaker Odd Rike")
    assert [speaker.name for speaker in store.told(made["statement"]).statement.speakers] == ["Odd Rike"]
    judged(bo, made["statement"], "reject")
    assert store.count() == 1
    assert "rejected by people" in bo.get(f"/statements/{made['statement']}").text
    assert judged(browser, made["statement"], f"withdraw {made['id']}").status_code == 200
    assert browser.get(f"/statements/{made['statement']}").status_code == 404
    given = next(one.judgement for one in store.judgements() if one.judgement.value == "reject")
    assert judged(bo, made["statement"], f"withdraw {given.id}").status_code == 200
    assert added(bo, store, content="Nobody said that").status_code == 200
    assert store.count() == 2


def test_a_verdict_holds_only_for_the_words_and_the_speaker_that_it_was_given_on(
    browser: TestClient, store: SqlStore, statement: str
) -> None:
    def verdict() -> object:
        return browser.get(f"/api/statements/{statement}").json()["told"]["statement"]["verdict"]

    assert verdict() is not None
    judged(browser, statement, "speaker Odd Rike")
    assert verdict() is not None  # the words are altered whoever spoke them
    corrected(browser, statement, "content", "Lena Brandvold said")
    assert verdict() is None
    assert browser.get(f"/api/statements/{statement}").json()["finding"] is None
    judged(browser, statement, "verdict exact")
    assert verdict() is not None


def test_two_people_are_joined_from_the_page_of_one(browser: TestClient, store: SqlStore) -> None:
    store.add(report(uri="other.txt", speaker="L. Brandvold"))
    form = {"csrf": csrf(browser), "one": "lena brandvold", "other": "l brandvold"}
    assert browser.post("/people", data=form).status_code == 303
    (line,) = store.people()
    assert line.statements == 2
    assert browser.post("/people", data=form | {"other": "nobody"}).status_code == 400


def test_what_became_of_a_forecast_is_told_and_counted(browser: TestClient, store: SqlStore) -> None:
    (found,) = browser.get("/api/forecasts").json()["forecasts"]
    judged(browser, found["forecast"]["id"], "resolved yes")
    twin = browser.get("/api/forecasts").json()
    assert twin["outcomes"] == {found["forecast"]["id"]: "yes"}
    assert [(one["author"], one["score"]["brier"][1]) for one in twin["scores"]] == [("Lena Brandvold", 0.09)]
    assert "came true" in browser.get("/forecasts").text
    assert "settled and scored: Brier 0.090" in browser.get("/people/lena%20brandvold").text
    judged(served(store, judge="bo"), found["forecast"]["id"], "resolved no")
    assert browser.get("/api/forecasts").json()["scores"] == []


def test_only_a_forecast_whose_day_has_passed_counts_for_calibration(store: SqlStore) -> None:
    store.add(report(due=date(2031, 4, 30)))
    browser = served(store)
    (found,) = browser.get("/api/forecasts").json()["forecasts"]
    judged(browser, found["forecast"]["id"], "resolved yes")
    assert browser.get("/api/forecasts").json()["calibration"]["many"] == 0
    later = served(store, day="2032-01-01").get("/api/forecasts").json()["calibration"]
    assert (later["many"], later["brier"]) == (1, 0.09)


def test_a_rejected_commitment_is_gone(browser: TestClient, store: SqlStore) -> None:
    entry = browser.get("/api/timeline?kind=commitment").json()["entries"][0]
    judged(browser, entry["commitment"]["id"], "reject")
    assert browser.get("/api/timeline?kind=commitment").json()["paging"]["total"] == 0


def test_pages_are_light_or_dark_as_was_chosen(browser: TestClient) -> None:
    assert "data-look" not in browser.get("/").text
    for look, shown in (("dark", 'data-look="dark"'), ("light", 'data-look="light"'), ("auto", '<html lang="en">')):
        assert browser.post("/look", data={"csrf": csrf(browser), "look": look}).status_code == 303
        assert shown in browser.get("/").text
    assert browser.post("/look", data={"csrf": csrf(browser), "look": "loud"}).status_code == 400
