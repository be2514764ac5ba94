"""Every page and its JSON twin show the same, count what they list, and say what to do where there is nothing."""

import pytest
from starlette.testclient import TestClient

from onrecord.model.rows import ReadingKind
from onrecord.store.sql.store import SqlStore
from onrecord.web.asked import SIZE
from onrecord.web.routes import PAGES, Page
from web.served import VERDICT, judged, report, served

plain = pytest.mark.parametrize("page", [page for page in PAGES if not page.inside], ids=lambda page: page.path)


@plain
def test_a_record_of_nothing_has_every_page(store: SqlStore, page: Page) -> None:
    answer = served(store).get(page.path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


@plain
def test_every_page_has_a_twin(browser: TestClient, page: Page) -> None:
    assert browser.get(page.path).status_code == 200
    answer = browser.get(page.api)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"


def test_a_document_is_shown_with_its_marks_and_its_discussion(browser: TestClient, store: SqlStore) -> None:
    document = store.documents()[0].id
    page = browser.get(f"/documents/{document}").text
    assert '<span class="m s" data-why=' in page
    assert ">Lena Brandvold</span>" in page
    assert "marit" in page
    twin = browser.get(f"/api/documents/{document}").json()
    assert [row["source"]["text"] for _, row in twin["stretch"]["statements"]] == ["Lena Brandvold"]
    assert [branch["post"]["author"] for branch in twin["discussion"]] == ["marit"]


def test_why_a_statement_is_there_is_told_beside_the_text(browser: TestClient, store: SqlStore, statement: str) -> None:
    document = store.documents()[0].id
    whole = browser.get(f"/documents/{document}", params={"why": statement}).text
    part = browser.get(f"/documents/{document}/why/{statement}").text
    for told in ("named here", "attribute.links", "80%", VERDICT):
        assert told in whole
        assert told in part
    assert "<html" not in part


@pytest.mark.parametrize("kind", ["commitment", "forecast", "dispute"])
def test_why_a_reading_is_there_is_told_too(browser: TestClient, store: SqlStore, kind: ReadingKind) -> None:
    (found,) = store.readings((kind,))
    document, reading = found.document.id, found.reading.id
    for page in (f"/documents/{document}?why={reading}", f"/documents/{document}/why/{reading}"):
        told = browser.get(page).text
        assert f"<h2>{kind.capitalize()}</h2>" in told
        assert "attribute.links" in told
        assert "Rests on" in told
    twin = browser.get(f"/api/documents/{document}", params={"why": reading}).json()
    assert (twin["why"], twin["reading"]["found"]["kind"]) == (None, kind)


def test_a_reading_is_judged_from_its_text(browser: TestClient, store: SqlStore) -> None:
    (found,) = store.readings(("dispute",))
    assert judged(browser, found.reading.id, "reject").json()["kept"]
    assert browser.get(f"/documents/{found.document.id}?why={found.reading.id}").status_code == 404
    assert f"/statements/{found.reading.id}" not in browser.get("/judgements").text


def test_a_row_that_is_named_is_shown_on_its_page(store: SqlStore) -> None:
    said = ". ".join(f"the ferry of line {number} will sail in April" for number in range(900))
    store.add(report(content=said))
    (dispute,) = store.readings(("dispute",))
    browser = served(store)
    twin = browser.get(f"/api/documents/{dispute.document.id}", params={"why": dispute.reading.id}).json()
    assert twin["stretch"]["page"] == twin["reading"]["page"] > 1
    other = browser.get(f"/api/documents/{dispute.document.id}").json()
    assert other["stretch"]["page"] == 1


def test_printed_words_stand_beside_the_passage_with_what_differs(browser: TestClient, statement: str) -> None:
    page = browser.get(f"/statements/{statement}").text
    assert "<ins><b>+</b><span>will</span></ins>" in page
    assert "<del><b>−</b><span>May</span></del>" in page
    assert "briefing.txt" in page


def test_a_person_has_statements_verdicts_and_readings(browser: TestClient) -> None:
    page = browser.get("/people/lena%20brandvold")
    assert page.status_code == 200
    for told in ("Minister", "altered", "commitment", "forecast", "<svg"):
        assert told in page.text
    twin = browser.get("/api/people/lena%20brandvold").json()
    assert twin["person"]["statements"] == len(twin["statements"]) == 1
    assert twin["days"] == [{"day": "2031-03-05", "statements": 1}]


def test_search_is_an_address_that_can_be_shared(browser: TestClient) -> None:
    found = browser.get("/search?words=ferr*&mode=direct&verdict=altered&since=2031-03-01").text
    assert "1 statement" in found
    assert 'value="ferr*"' in found
    assert "Nothing fits" in browser.get("/search?words=harbour").text
    assert "1 passage" in browser.get("/search?words=nobody&among=texts").text


def test_null_is_a_word_like_others(store: SqlStore) -> None:
    for number, content in enumerate(("the claim is null and void", "the claim stands as it is")):
        store.add(report(uri=f"{number}.txt", content=content))
    assert served(store).get("/api/search?words=null").json()["paging"]["total"] == 1


def test_counts_equal_lists_on_every_page_of_them(store: SqlStore) -> None:
    for number in range(SIZE + 7):
        store.add(report(uri=f"{number}.txt"))
    browser = served(store)
    first, second, beyond = (browser.get("/api/search", params={"page": page}).json() for page in (1, 2, 99))
    assert [len(page["statements"]) for page in (first, second)] == [SIZE, 7]
    assert first["paging"] == {"page": 1, "pages": 2, "total": SIZE + 7}
    assert beyond["statements"] == second["statements"]
    ids = {found["statement"]["id"] for page in (first, second) for found in page["statements"]}
    assert len(ids) == SIZE + 7
    assert 'rel="next"' in browser.get("/search").text


def test_the_timeline_shows_days_and_what_was_undertaken_foretold_and_contested(browser: TestClient) -> None:
    twin = browser.get("/api/timeline").json()
    assert [entry["kind"] for entry in twin["entries"]] == ["commitment", "forecast", "dispute"]
    assert twin["paging"]["total"] == 3
    only = browser.get("/api/timeline?kind=dispute&since=2031-03-01&until=2031-03-31").json()
    assert [entry["dispute"]["kind"] for entry in only["entries"]] == ["denies_quote"]
    assert "denies quote" in browser.get("/timeline").text


def test_who_speaks_of_whom_is_drawn_and_told_in_words(store: SqlStore) -> None:
    store.add(report(publisher="The Marrow Sun"))
    page = served(store).get("/network").text
    assert "The Marrow Sun" in page
    assert "prints" in page
    assert "<svg" in page


def test_what_nobody_can_answer_is_told_and_has_a_status(browser: TestClient, store: SqlStore) -> None:
    document = store.documents()[0].id
    for path, status in {
        "/documents/none": 404,
        f"/documents/{document}?page=9": 404,
        f"/documents/{document}?page=none": 400,
        f"/documents/{document}?why=none": 404,
        "/statements/none": 404,
        "/people/nobody": 404,
        "/documents/%20": 404,
        "/search?mode=loud": 400,
        "/search?mode=null": 400,
        "/search?since=someday": 400,
        "/elsewhere": 404,
    }.items():
        assert browser.get(path).status_code == status, path
        twin = browser.get(f"/api{path}")
        assert (twin.status_code, list(twin.json())) == (status, ["error"]), path


def test_pages_name_no_address_outside(browser: TestClient, store: SqlStore) -> None:
    for page in PAGES:
        path = (
            page.path.format(
                document=store.documents()[0].id, statement=store.statements()[0].statement.id, **{"who:path": "x"}
            )
            if "path" not in page.path
            else "/people/lena%20brandvold"
        )
        text = browser.get(path).text
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert "https://" not in text


def test_pages_have_no_script_or_style_of_their_own(browser: TestClient) -> None:
    for page in PAGES:
        if not page.inside:
            text = browser.get(page.path).text
            assert " style=" not in text
            assert "<style" not in text
            assert text.count("<script") == text.count("<script src=") == 2
            assert " onclick=" not in text
