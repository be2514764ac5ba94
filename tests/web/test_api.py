"""The description of the API is one, and what it describes is what comes."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord.store import open_store
from onrecord.store.sql.store import SqlStore
from onrecord.web.routes import PAGES
from web.fuzzing import asked, change, check, found_by_description, known_in
from web.served import read_examples, report, served
from web.test_hostile import WORDS


@cache
def browser() -> TestClient:
    """One record for all questions."""
    store = open_store(Path(mkdtemp()) / "r.db", create=True)
    for number in range(3):
        store.add(report(uri=f"{number}.txt", publisher="The Marrow Sun"))
    return served(store)


@cache
def described() -> dict[str, object]:
    found: dict[str, object] = browser().get("/api/openapi.json").json()
    return found


def test_every_page_is_described_once_and_every_schema_is_one() -> None:
    document = described()
    assert {page.api.replace(":path", "") for page in PAGES} <= set(document["paths"])  # type: ignore[call-overload]
    names = [one["operationId"] for methods in document["paths"].values() for one in methods.values()]  # type: ignore[attr-defined]
    assert len(names) == len(set(names))
    for schema in document["components"]["schemas"].values():  # type: ignore[index]
        jsonschema.Draft202012Validator.check_schema(schema)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_any_question_is_answered_as_described(data: st.DataObject) -> None:
    known = known_in(browser())
    check(browser(), described(), *data.draw(asked(described(), known)))


@cache
def examples() -> SqlStore:
    """Some of the sample dispute."""
    store = open_store(Path(mkdtemp()) / "r.db", create=True)
    read_examples(store, "reports/courier-analysis.txt", "discussions/rivers-today-lock-and-key.txt")
    return store


def test_schemathesis_finds_no_fault_in_what_is_described() -> None:
    assert list(found_by_description(served(examples()), examples=4, seed=1)) == []


def test_schemathesis_would_find_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SqlStore, "by_day", lambda *_, **__: (("no day", "many"),))
    found = list(found_by_description(served(examples()), examples=1, seed=1))
    assert {one.split(":")[0] for one in found} == {"response_schema_conformance"}
    assert all("/api/timeline" in one for one in found)


@settings(max_examples=40, deadline=None)
@given(st.data(), WORDS, WORDS)
def test_any_judgement_is_kept_or_refused(data: st.DataObject, value: str, note: str) -> None:
    change(browser(), data.draw(st.sampled_from(known_in(browser())) | WORDS), value, note)
