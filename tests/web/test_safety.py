"""Nobody outside this machine, and no page of another site, reads or changes the record."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.errors import SetupError
from onrecord.store.sql import open_sql
from onrecord.store.sql.store import SqlStore
from onrecord.web import guard, passwords, server, sessions
from onrecord.web.changes import TRIES
from onrecord.web.limits import Limit
from onrecord.web.site import Access
from store.others import holding
from web.served import HOST, KEY, csrf, judged, report, served

TOKEN = Access(token="open-sesame-please")
SAVED = passwords.hashed("correct horse")


@pytest.mark.parametrize("host", ["evil.example", "localhost", "localhost:1", "", "localhost:8321.evil.example"])
def test_a_request_for_another_host_is_refused(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 421


def test_every_answer_tells_browsers_to_load_and_run_nothing_else(browser: TestClient) -> None:
    for path in ("/", "/api/overview", "/static/onrecord.css", "/nowhere"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "server" not in headers


def test_a_change_without_the_sessions_token_is_refused(browser: TestClient, store: SqlStore, statement: str) -> None:
    browser.get("/")
    for token in ("", "wrong", sessions.token(sessions.new(), KEY)):
        form = {"csrf": token, "target": statement, "value": "reject"}
        assert browser.post("/judgements", data=form).status_code == 403
    assert store.judgements() == ()


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_a_change_from_a_page_of_another_site_is_refused(
    browser: TestClient, store: SqlStore, statement: str, headers: dict[str, str]
) -> None:
    form = {"csrf": csrf(browser), "target": statement, "value": "reject"}
    for method in ("POST", "PUT", "QUERY"):
        assert browser.request(method, "/judgements", data=form, headers=headers).status_code == 403
    assert store.judgements() == ()
    own = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    assert browser.post("/judgements", data=form, headers=own).status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: TestClient) -> None:
    told = browser.get("/").headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=strict" in told
    assert "set-cookie" not in browser.get("/").headers


@pytest.mark.parametrize("cookie", ["", "x", "a.b", "e30.", "é", "eyJudW1iZXIiOiIxIn0.bad", "." * 5000])
def test_a_cookie_that_we_did_not_write_is_no_session(cookie: str) -> None:
    assert sessions.read(cookie, KEY) is None
    own = sessions.Session(number="1", judge="ann")
    assert sessions.read(sessions.written(own, KEY), KEY) == own
    assert sessions.read(sessions.written(own, b"other"), KEY) is None


@pytest.mark.parametrize("path", ["/", "/documents", "/api/search", "/review", "/api/session", "/nowhere", "/check"])
def test_whoever_lacks_the_token_sees_nothing(store: SqlStore, path: str) -> None:
    store.add(report())
    answer = served(store, access=TOKEN).get(path)
    assert answer.status_code in (303, 401, 404)
    assert "Brandvold" not in answer.text


def test_the_token_lets_in_and_a_wrong_one_does_not(store: SqlStore) -> None:
    store.add(report())
    browser = served(store, access=TOKEN)
    assert browser.post("/login", data={"secret": "wrong"}).status_code == 401
    assert browser.get("/documents").status_code == 303
    assert browser.post("/login", data={"secret": "open-sesame-please"}).status_code == 303
    assert "Ferry dispute" in browser.get("/documents").text
    browser.post("/logout", data={"csrf": csrf(browser)})
    assert browser.get("/documents").status_code == 303


def test_a_reviewer_signs_in_and_judges_under_that_name(store: SqlStore) -> None:
    store.add(report())
    browser = served(store, access=Access(passwords={"bo": SAVED}))
    for name, secret in (("bo", "wrong"), ("nobody", "correct horse"), ("", "")):
        assert browser.post("/login", data={"name": name, "secret": secret}).status_code == 401
    assert browser.post("/login", data={"name": "bo", "secret": "correct horse"}).status_code == 303
    judged(browser, store.statements()[0].statement.id, "accept")
    assert [stored.judgement.judge for stored in store.judgements()] == ["bo"]
    assert browser.post("/reviewer", data={"csrf": csrf(browser), "judge": "ann"}).status_code == 400


def test_secrets_cannot_be_tried_for_long(store: SqlStore) -> None:
    browser = served(store, access=TOKEN)
    answers = [browser.post("/login", data={"secret": str(n)}).status_code for n in range(TRIES[0] + 1)]
    assert answers == [401] * TRIES[0] + [429]
    assert browser.post("/login", data={"secret": "open-sesame-please"}).status_code == 429


def test_a_password_file_keeps_hashes_that_only_its_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "reviewers"
    passwords.add(file, "bo", "correct horse")
    passwords.add(file, "ann", "battery staple")
    passwords.add(file, "bo", "another horse")
    assert file.stat().st_mode & 0o777 == 0o600
    assert "horse" not in file.read_text()
    kept = passwords.load(file)
    assert list(kept) == ["bo", "ann"]
    assert passwords.fits("another horse", kept["bo"])
    assert not passwords.fits("correct horse", kept["bo"])


@pytest.mark.parametrize("lines", ["", "bo", "bo:plain", "bo:scrypt:00:11"])
def test_a_password_file_that_cannot_be_used_is_told(tmp_path: Path, lines: str) -> None:
    file = tmp_path / "reviewers"
    file.write_text(lines)
    with pytest.raises(SetupError, match="reviewer"):
        passwords.load(file)
    with pytest.raises(SetupError):
        passwords.add(tmp_path / "new", "a:b", "long enough")
    with pytest.raises(SetupError, match="too short"):
        passwords.add(tmp_path / "new", "bo", "short")


def test_a_body_larger_than_any_draft_is_refused(browser: TestClient) -> None:
    big = b"text=" + b"x" * guard.LARGEST
    assert browser.post("/check", content=big).status_code == 413
    chunks = (b"x" * 100_000 for _ in range(20))
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/check", content=chunks, headers=form).status_code == 413


def test_an_address_or_a_method_that_no_page_needs_is_refused(browser: TestClient) -> None:
    assert browser.get("/search", params={"words": "x" * 9000}).status_code == 414
    refused = [browser.delete("/documents"), browser.put("/judgements"), browser.post("/search")]
    assert [answer.status_code for answer in refused] == [405, 405, 405]
    assert [answer.headers["allow"] for answer in refused] == ["GET, HEAD, POST", "GET, HEAD, POST", "GET, HEAD"]
    assert browser.put("/api/check").headers["allow"] == "POST"


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
def test_what_is_no_form_changes_nothing(browser: TestClient, kind: str) -> None:
    assert browser.post("/judgements", content=b"{}", headers={"content-type": kind}).status_code == 415


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/x"])
def test_no_path_of_a_request_reaches_the_disk(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_a_form_leads_back_to_this_record_only(browser: TestClient, statement: str, back: str) -> None:
    form = {"csrf": csrf(browser), "target": statement, "value": "accept", "back": back}
    assert browser.post("/judgements", data=form).headers["location"] == "/"


def test_a_draft_is_checked_only_so_often(store: SqlStore) -> None:
    browser = served(store)
    form = {"csrf": csrf(browser), "text": "“a b c d”"}
    assert [browser.post("/check", data=form).status_code for _ in range(13)] == [400] * 12 + [429]


def test_a_limit_counts_each_for_themselves_and_forgets() -> None:
    limit = Limit(2, 10.0)
    assert [limit.wait("a", 0), limit.wait("a", 1), limit.wait("b", 1)] == [0, 0, 0]
    assert limit.wait("a", 2) == 8
    assert limit.wait("a", 10) == 0


def test_a_fault_of_ours_tells_strangers_nothing(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("/secret/place")

    monkeypatch.setattr(SqlStore, "overview", broken)
    quiet = TestClient(browser.app, base_url=f"http://{HOST}", raise_server_exceptions=False)
    for path in ("/", "/api/overview"):
        answer = quiet.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[tuple[TestClient, SqlStore, str]]:
    """A browser on a record with one report that waits only shortly for others, and its statement."""
    with open_sql(str(tmp_path / "record.db"), create=True, wait=0.3) as store:
        store.add(report())
        yield served(store), store, store.statements()[0].statement.id


@pytest.mark.parametrize(
    "steps",
    [
        ("BEGIN IMMEDIATE",),
        ("BEGIN EXCLUSIVE",),
        ("BEGIN IMMEDIATE", "DELETE FROM statement", "DELETE FROM document"),
        ("BEGIN", "SELECT * FROM document"),
    ],
)
def test_pages_answer_while_another_process_writes_or_reads(
    hasty: tuple[TestClient, SqlStore, str], steps: tuple[str, ...]
) -> None:
    browser, store, statement = hasty
    paths = ("/", "/search", "/review", "/people", f"/statements/{statement}", "/api/search", "/judgements")
    before = [browser.get(path).text for path in paths]
    with holding(store.address, *steps):
        assert [browser.get(path).text for path in paths] == before


def test_a_change_is_kept_while_another_process_reads(hasty: tuple[TestClient, SqlStore, str]) -> None:
    browser, store, statement = hasty
    with holding(store.address, "BEGIN", "SELECT * FROM document"):
        assert judged(browser, statement, "reject").json()["kept"]
    assert store.count() == 0


def test_a_change_is_refused_while_another_process_keeps_on_writing_and_nothing_of_it_stays(
    hasty: tuple[TestClient, SqlStore, str],
) -> None:
    browser, store, statement = hasty
    form = {"csrf": csrf(browser), "target": statement, "value": "reject", "back": "/"}
    with holding(store.address, "BEGIN IMMEDIATE"):
        page, twin = browser.post("/judgements", data=form), browser.post("/api/judgements", data=form)
    for answer in (page, twin):
        assert answer.status_code == 503
        assert "is locked by another process; try again when that is done. Nothing was changed." in answer.text
    assert store.judgements() == ()
    assert store.count() == 1
    assert judged(browser, statement, "reject").json()["kept"]


def test_a_change_waits_for_another_process_to_end(tmp_path: Path) -> None:
    with open_sql(str(tmp_path / "record.db"), create=True, wait=30) as store:
        store.add(report())
        browser, statement = served(store), store.statements()[0].statement.id
        with holding(store.address, "BEGIN IMMEDIATE", "DELETE FROM statement") as let_go:
            later = threading.Timer(0.5, let_go)
            later.start()
            assert judged(browser, statement, "accept").json()["kept"]
            later.join()
        assert store.count() == 1


def test_a_file_that_another_process_has_for_itself_is_told(hasty: tuple[TestClient, SqlStore, str]) -> None:
    browser, store, _ = hasty
    store.close()
    with holding(store.address, "PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE"):
        answer = browser.get("/search")
    assert (answer.status_code, "is locked by another process" in answer.text) == (503, True)
    assert "Nothing was changed" not in answer.text
    assert browser.get("/search").status_code == 200


def test_only_this_machines_own_addresses_are_open() -> None:
    hosts = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "192.0.2.7", "example.org")
    assert [host for host in hosts if server.is_loopback(host)] == ["127.0.0.1", "::1", "localhost"]


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SetupError, match="nothing can be served"):
        server.bound("127.0.0.1", taken.getsockname()[1])


def test_who_says_nothing_is_not_waited_for(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PATIENCE", 0.3)
    at = server.bound("127.0.0.1", 0)
    port = at.getsockname()[1]
    running = threading.Thread(target=server.serve, args=(browser.app, at), daemon=True)
    running.start()
    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.settimeout(10)
        slow.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        began = time.monotonic()
        assert slow.recv(100) == b""
        assert time.monotonic() - began < 8
