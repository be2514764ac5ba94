"""Pages are fetched politely, within limits and from the public internet only; whatever is wrong is told."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from ingest.site import STORY, Reply, drips, leads_to, never_ends, raw, robots, sends, serving, silent
from onrecord.errors import DocumentError, SetupError
from onrecord.ingest.fetch import Fetcher, fetch
from onrecord.model.document import Origin
from onrecord.registry import Source
from onrecord.settings import Policy, Settings


def fetched(reply: Reply, **changes: Any) -> Source:
    with serving(story=reply) as site:
        return fetch(site.url(), site.policy(**changes))


def refused(reply: Reply, **changes: Any) -> str:
    """What is told of a page that replies so."""
    with pytest.raises(DocumentError) as told:
        fetched(reply, **changes)
    assert str(told.value).startswith("http://127.0.0.1:")
    assert len(str(told.value)) < 600
    return str(told.value)


def test_a_page_becomes_a_source_with_its_address() -> None:
    with serving(story=sends(STORY)) as site:
        source = fetch(site.url(), site.policy())
        assert source.data == STORY
        assert source.origin == Origin(uri=site.url(), url=site.url())


def test_we_say_who_we_are_and_send_nothing_of_the_user() -> None:
    with serving(story=sends(STORY, headers={"Set-Cookie": "who=me"}), next=sends(STORY)) as site:
        fetch_page = Fetcher(site.policy())
        fetch_page(site.url())
        fetch_page(site.url("/next"))
        for _, headers in site.asked:
            assert headers["User-Agent"].startswith("onrecord/")
            assert headers["Host"] == f"127.0.0.1:{site.server_port}"
            assert not {"Cookie", "Referer", "Authorization", "From"} & set(headers)


def test_no_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(sends(STORY)).data == STORY


# Redirections


def test_the_final_address_is_the_documents_and_the_given_one_its_uri() -> None:
    with serving(old=leads_to("/story#part", 301), story=sends(STORY)) as site:
        source = fetch(site.url("/old"), site.policy())
    assert (source.origin.uri, source.origin.url) == (site.url("/old"), site.url("/story"))


def test_a_long_address_is_the_documents_whole() -> None:
    with serving(story=sends(STORY)) as site:
        url = site.url(f"/story?{'a' * 3000}")
        assert fetch(url, site.policy()).origin.url == url


def test_what_was_said_from_outside_of_the_address_stays() -> None:
    with serving(story=sends(STORY)) as site:
        known = Origin(uri=site.url(), url="https://ferries.example/1", published="2031-03-05")
        assert Fetcher(site.policy())(site.url(), known).origin == known


@pytest.mark.parametrize("location", ["/story", "/other"])
def test_redirections_in_a_circle_end(location: str) -> None:
    with serving(story=leads_to(location), other=leads_to("/story")) as site:
        with pytest.raises(DocumentError, match="its redirections go round in a circle"):
            fetch(site.url(), site.policy())
        assert len(site.paths) <= 3


def test_redirections_without_end_are_followed_so_often_and_no_more() -> None:
    with serving({f"/{n}": leads_to(f"/{n + 1}") for n in range(9)}) as site:
        with pytest.raises(DocumentError, match="more than 3 redirections"):
            fetch(site.url("/0"), site.policy(redirects=3))
        assert site.paths == ["/robots.txt", "/0", "/1", "/2", "/3"]


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("http://127.0.0.2/", "its host is at 127.0.0.2, a loopback address"),
        ("http://169.254.169.254/latest/meta-data/", "the address of a cloud's services"),
        ("http://[::1]/", "its host is at ::1, a loopback address"),
        ("http://2130706434/", "a loopback address"),
        ("http://0x7f.0.0.2/", "a loopback address"),
        ("http://[::ffff:127.0.0.2]/", "an address of IPv4 written as one of IPv6"),
        ("http://10.0.0.1/", "a private address"),
        ("//0/", "an unspecified address"),
        ("file:///etc/passwd", "the scheme is 'file'; http and https are allowed"),
        ("gopher://127.0.0.1/", "the scheme is 'gopher'"),
        ("http://127.0.0.1:22/", "the port is 22"),
        ("http://me:secret@127.0.0.1/", "the address holds a user name or a password"),
        ("http://[::1", "cannot be understood"),
        ("http://a b/", "no name that the domain name system can hold"),
        ("", "does not say where to"),
    ],
)
def test_a_redirection_is_checked_as_an_address_is(location: str, told: str) -> None:
    with serving(story=leads_to(location)) as site:
        with pytest.raises(DocumentError) as error:
            fetch(site.url(), site.policy(ports=(80, site.server_port)))
        assert told in str(error.value)
        assert "secret" not in str(error.value)
        assert site.paths == ["/robots.txt", "/story"]


def test_the_robots_of_the_host_that_a_redirection_leads_to_are_asked() -> None:
    with serving(robots("User-agent: *\nDisallow: /story")) as denied, serving(old=leads_to(denied.url())) as site:
        policy = site.policy(ports=(site.server_port, denied.server_port))
        with pytest.raises(DocumentError, match="does not allow onrecord to fetch it"):
            fetch(site.url("/old"), policy)
        assert denied.paths == ["/robots.txt"]


# Addresses


def test_this_machine_is_not_fetched_from_unless_the_policy_says_so() -> None:
    with serving(story=sends(STORY)) as site:
        with pytest.raises(DocumentError, match=r"its host is at 127\.0\.0\.1, a loopback address"):
            fetch(site.url(), Policy(ports=(site.server_port,)))
        assert site.asked == []


def test_a_name_that_leads_to_this_machine_is_not_fetched() -> None:
    with serving(story=sends(STORY)) as site, names_lead_to("127.0.0.1"):
        with pytest.raises(DocumentError, match="a loopback address"):
            fetch(f"http://ferries.example:{site.server_port}/story", Policy(ports=(site.server_port,)))
        assert site.asked == []


def test_one_address_that_may_not_be_reached_is_enough_to_refuse_a_name() -> None:
    with (
        serving(story=sends(STORY)) as site,
        names_lead_to("127.0.0.1", "192.168.0.7"),
        pytest.raises(DocumentError, match=r"192\.168\.0\.7, a private address"),
    ):
        fetch(f"http://ferries.example:{site.server_port}/story", site.policy())


def test_a_name_that_means_another_address_a_moment_later_cannot_mislead() -> None:
    """The first answer may be reached; were the name looked up again to connect, the second would be."""
    with serving(story=sends(STORY)) as site:
        answers = iter(["127.0.0.1"] * 2)
        with names_lead_to(answers):
            source = fetch(f"http://ferries.example:{site.server_port}/story", site.policy())
        assert source.data == STORY
        assert next(answers, "no third look-up") == "no third look-up"


def test_a_look_up_that_does_not_end_is_not_waited_for() -> None:
    over = threading.Event()
    with patch("socket.getaddrinfo", lambda *_, **__: over.wait(20)):
        began = time.monotonic()
        with pytest.raises(DocumentError, match=r"no whole answer in time; 0\.2 seconds to connect"):
            fetch("http://ferries.example/", Policy(connect=0.2))
    over.set()
    assert time.monotonic() - began < 5


def test_an_unknown_host_is_told() -> None:
    def fails(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    with (
        patch("socket.getaddrinfo", fails),
        pytest.raises(DocumentError, match=r"ferries\.example is known \(Name or service"),
    ):
        fetch("http://ferries.example/", Policy())


def test_a_closed_port_is_told() -> None:
    with serving() as site:
        policy = site.policy()
    with pytest.raises(DocumentError, match=r"could not be fetched: Connection refused"):
        fetch(site.url(), policy)


# Robots


def test_a_page_that_robots_deny_is_not_asked_for() -> None:
    with serving(robots("User-agent: onrecord\nDisallow: /story\n")) as site:
        with pytest.raises(DocumentError, match=r"/robots\.txt does not allow onrecord to fetch it"):
            fetch(site.url(), site.policy())
        assert site.paths == ["/robots.txt"]


def test_robots_are_asked_once_for_many_pages() -> None:
    with serving(robots("User-agent: *\nAllow: /\n")) as site:
        fetch_page = Fetcher(site.policy())
        for number in range(3):
            fetch_page(site.url(f"/story?{number}"))
        assert site.paths == ["/robots.txt", "/story?0", "/story?1", "/story?2"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_where_robots_cannot_be_read_nothing_is_fetched(status: int) -> None:
    with serving({"/robots.txt": sends(b"", status), "/story": sends(STORY)}) as site:
        with pytest.raises(DocumentError, match=f"robots.txt cannot be read .HTTP {status}"):
            fetch(site.url(), site.policy())
        assert site.paths == ["/robots.txt"]


def test_a_host_that_does_not_answer_is_not_asked_again_at_once() -> None:
    with serving({"/robots.txt": sends(b"", 503)}) as site:
        fetch_page = Fetcher(site.policy())
        for _ in range(3):
            with pytest.raises(DocumentError, match=r"robots\.txt cannot be read"):
                fetch_page(site.url())
        assert site.paths == ["/robots.txt"]


def test_robots_that_have_moved_are_followed_within_bounds() -> None:
    with serving(
        {"/robots.txt": leads_to("/r"), "/r": sends(b"User-agent: *\nDisallow: /"), "/story": sends(STORY)}
    ) as site:
        with pytest.raises(DocumentError, match="does not allow"):
            fetch(site.url(), site.policy())
        site.pages["/r"] = leads_to("/robots.txt")
        with pytest.raises(DocumentError, match="more than 5 redirections"):
            fetch(site.url(), site.policy())


def test_endless_robots_are_read_up_to_a_limit() -> None:
    endless = never_ends(b"User-agent: *\nDisallow: /secret\n")
    with serving({"/robots.txt": endless, "/story": sends(STORY), "/secret": sends(STORY)}) as site:
        assert fetch(site.url(), site.policy()).data == STORY
        with pytest.raises(DocumentError, match="does not allow"):
            fetch(site.url("/secret"), site.policy())


def test_pages_of_one_host_are_fetched_so_many_seconds_apart() -> None:
    with serving(story=sends(STORY)) as site:
        fetch_page = Fetcher(site.policy(delay=0.2))
        began = time.monotonic()
        for number in range(3):
            fetch_page(site.url(f"/story?{number}"))
        assert time.monotonic() - began >= 0.4


def test_a_host_that_asks_for_more_time_gets_it() -> None:
    with serving(robots("User-agent: *\nCrawl-delay: 0.3\n")) as site:
        fetch_page = Fetcher(site.policy())
        began = time.monotonic()
        fetch_page(site.url("/story?1"))
        fetch_page(site.url("/story?2"))
        assert time.monotonic() - began >= 0.3


def test_a_host_that_asks_for_too_much_time_is_told() -> None:
    with serving(robots("User-agent: *\nCrawl-delay: 300\n")) as site:
        fetch_page = Fetcher(site.policy())
        fetch_page(site.url("/story?1"))
        with pytest.raises(DocumentError, match="its host asks for 300 seconds between pages; 60 are waited"):
            fetch_page(site.url("/story?2"))


def test_several_threads_ask_a_host_one_thing_at_a_time() -> None:
    with serving(story=sends(STORY)) as site:
        fetch_page = Fetcher(site.policy())
        threads = [threading.Thread(target=fetch_page, args=(site.url(f"/story?{n}"),)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(site.asked), site.most_at_once) == (9, 1)


# Busy servers and other answers


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    with serving(story=in_turn(sends(b"", 429, {"Retry-After": "1"}), sends(STORY))) as site:
        began = time.monotonic()
        assert fetch(site.url(), site.policy()).data == STORY
        assert time.monotonic() - began >= 1
        assert site.paths.count("/story") == 2


def test_a_time_of_day_is_set_against_the_servers_own_clock() -> None:
    later = raw(
        b"HTTP/1.1 503 Busy\r\nDate: Wed, 05 Mar 2031 10:00:00 GMT\r\n"
        b"Retry-After: Wed, 05 Mar 2031 10:00:01 GMT\r\n\r\n"
    )
    with serving(story=in_turn(later, sends(STORY))) as site:
        assert fetch(site.url(), site.policy()).data == STORY


def test_a_server_that_stays_busy_is_asked_no_third_time() -> None:
    with serving(story=sends(b"", 429, {"Retry-After": "0"})) as site:
        with pytest.raises(DocumentError, match=r"HTTP 429 \(Too Many Requests\); it asks to come again after: 0"):
            fetch(site.url(), site.policy())
        assert site.paths.count("/story") == 2


@pytest.mark.parametrize("after", ["3600", "never", "-1", "9" * 400, "Wed, 99 Foo 2031 10:00:00 GMT"])
def test_a_server_that_is_busy_for_long_is_told(after: str) -> None:
    assert "its server answered with HTTP 429" in refused(sends(b"", 429, {"Retry-After": after}), patience=2)


BAD: dict[str, tuple[Reply, str]] = {
    "not there": (sends(b"", 404), "its server answered with HTTP 404 (Not Found)"),
    "forbidden": (sends(b"<h1>No</h1>", 403), "HTTP 403"),
    "a fault": (sends(b"", 500), "HTTP 500"),
    "a part": (sends(b"x", 206), "HTTP 206"),
    "unchanged since never": (sends(b"", 304), "HTTP 304"),
    "not HTTP": (raw(b"220 mail\r\n"), "could not be fetched: 220 mail"),
    "nothing": (raw(b""), "could not be fetched: Remote end closed"),
    "a cut head": (raw(b"HTTP/1.1 200 OK\r\nContent-Le"), "its server sent nothing"),
    "no words": (sends(b""), "its server sent nothing"),
    "an endless head": (never_ends(b"X: y\r\n", b"HTTP/1.1 200 OK\r\n"), "more than 100 headers"),
    "an endless line": (never_ends(b"y" * 1000, b"HTTP/1.1 200 OK\r\nX: "), "got more than 65536 bytes"),
    "less than promised": (sends(b"half", headers={"Content-Length": "5000"}), "4,996 of 5,000 bytes are missing"),
    "a cut chunk": (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), "could not be fetched"),
    "a chunk of no size": (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "could not be fetched"),
    "an endless body": (never_ends(b"y" * 9999), "it has more than 100,000 bytes"),
    "endless chunks": (
        never_ends(b"1\r\ny\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        "it has more than 100,000 bytes",
    ),
    "a picture": (sends(b"GIF89a", headers={"Content-Type": "image/gif"}), "it is image/gif"),
    "a packing nobody asked for": (sends(b"x", headers={"Content-Encoding": "br"}), "it is packed as 'br'"),
    "no gzip": (sends(b"plain", headers={"Content-Encoding": "gzip"}), "cannot be unpacked"),
    "cut gzip": (sends(gzip.compress(STORY)[:-20], headers={"Content-Encoding": "gzip"}), "and cut off"),
    "a bomb": (
        sends(gzip.compress(b"\0" * 50_000_000), headers={"Content-Encoding": "gzip"}),
        "it has more than 100,000 bytes",
    ),
    "a bomb in a bomb": (sends(b"", headers={"Content-Encoding": "gzip, gzip"}), "it is packed as 'gzip, gzip'"),
}


@pytest.mark.parametrize("kind", BAD)
def test_an_unusable_answer_is_told(kind: str) -> None:
    reply, told = BAD[kind]
    assert told in refused(reply, max_bytes=100_000)


FRAGMENTS = [
    b"HTTP/1.1 200 OK\r\n",
    b"HTTP/1.1 302 Found\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"Content-Length: 7\r\n",
    b"Content-Length: -7\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Location: /story\r\n",
    b"Location: http://[\r\n",
    b"Location: \xff\x00\x80\r\n",
    b"\r\n",
    b"5\r\nwords\r\n",
    b"0\r\n\r\n",
    gzip.compress(b"words"),
]
"""What answers are made of."""

SLOW: dict[str, Reply] = {
    "silence": silent,
    "a head byte by byte": drips(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow", seconds=0.05),
    "a body byte by byte": drips(b"y" * 99, seconds=0.05, head=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"),
    "no body": drips(b"y", seconds=20, head=b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"),
}


@pytest.mark.parametrize("kind", SLOW)
def test_a_slow_answer_is_not_waited_for(kind: str) -> None:
    began = time.monotonic()
    assert "gave no whole answer in time; 10 seconds to connect and 0.5 in all" in refused(SLOW[kind], whole=0.5)
    assert time.monotonic() - began < 5


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12), st.binary(max_size=40))
@settings(max_examples=60, deadline=None)
def test_whatever_a_server_sends_only_document_errors_are_raised(parts: list[bytes], rest: bytes) -> None:
    with serving(story=raw(b"".join(parts) + rest)) as site:
        try:
            assert fetch(site.url(), site.policy(max_bytes=10_000, whole=2)).data
        except DocumentError as error:
            assert str(error).startswith(site.url())


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("gzip", gzip.compress(STORY)),
        ("GZIP", gzip.compress(STORY[:100]) + gzip.compress(STORY[100:]) + b"rest"),
        ("deflate", zlib.compress(STORY)),
        ("deflate", zlib.compress(STORY, wbits=-15)),
        ("identity", STORY),
    ],
)
def test_a_packed_page_is_unpacked(packing: str, body: bytes) -> None:
    assert fetched(sends(body, headers={"Content-Encoding": packing})).data == STORY


def test_a_page_in_chunks_is_put_together() -> None:
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (STORY[:7], STORY[7:])) + b"0\r\n\r\n"
    assert fetched(raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)).data == STORY


# Copies


def test_an_unchanged_page_is_not_sent_again(tmp_path: Path) -> None:
    with serving(story=marked('"v1"')) as site:
        first = fetch(site.url(), site.policy(), tmp_path / "pages")
        again = fetch(site.url(), site.policy(), tmp_path / "pages")
        assert first == again
        (_, headers) = site.asked[-1]
        assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"v1"', "Wed, 05 Mar 2031 10:00:00 GMT")


def test_a_changed_page_takes_the_place_of_its_copy(tmp_path: Path) -> None:
    with serving(story=marked('"v1"')) as site:
        fetch(site.url(), site.policy(), tmp_path)
        site.pages["/story"] = marked('"v2"', b"Other words.")
        assert fetch(site.url(), site.policy(), tmp_path).data == b"Other words."
        assert fetch(site.url(), site.policy(), tmp_path).data == b"Other words."


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-1], lambda data: data + b"x", lambda _: b"", lambda _: b"\xff{}\n"]
)
def test_an_altered_copy_is_not_believed(harm: Any, tmp_path: Path) -> None:
    with serving(story=marked('"v1"')) as site:
        fetch(site.url(), site.policy(), tmp_path)
        (copy,) = tmp_path.iterdir()
        copy.write_bytes(harm(copy.read_bytes()))
        assert fetch(site.url(), site.policy(), tmp_path).data == STORY
        assert "If-None-Match" not in site.asked[-1][1]


@pytest.mark.parametrize("headers", [{}, {"ETag": '"1"', "Cache-Control": "private, no-store"}, {"ETag": "\x7f"}])
def test_no_copy_is_kept_of_what_has_no_mark_or_may_not_be_stored(headers: dict[str, str], tmp_path: Path) -> None:
    with serving(story=sends(STORY, headers=headers)) as site:
        fetch(site.url(), site.policy(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_copies_are_for_their_user_alone(tmp_path: Path) -> None:
    with serving(story=marked('"v1"')) as site:
        fetch(site.url(), site.policy(), tmp_path / "a" / "pages")
    (copy,) = (tmp_path / "a" / "pages").iterdir()
    assert (copy.parent.stat().st_mode & 0o777, copy.stat().st_mode & 0o777) == (0o700, 0o600)


def test_a_folder_that_copies_cannot_be_kept_in_stops_the_work(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("a file")
    with (
        serving(story=marked('"v1"')) as site,
        pytest.raises(SetupError, match=r"copies of pages cannot be kept in .*; ONRECORD_CACHE names another folder"),
    ):
        fetch(site.url(), site.policy(), tmp_path / "pages")


# Reading


def test_addresses_are_read_as_files_are_and_failures_stand_in_their_place() -> None:
    with serving(story=sends(STORY)) as site:
        addresses = [site.url("/gone"), site.url(), "ftp://ferries.example/x"]
        gone, read, foreign = onrecord.read(addresses, settings=Settings(policy=site.policy()))
    assert isinstance(read, onrecord.Record)
    assert (read.document.origin.title, read.document.origin.url) == ("Ferry talks end without a deal", site.url())
    assert str(gone) == f"{site.url('/gone')}: its server answered with HTTP 404 (Not Found)"
    assert str(foreign) == "ftp://ferries.example/x: the scheme is 'ftp'; http and https are allowed"


def test_several_processes_do_not_fetch_from_one_host_at_a_time() -> None:
    with serving(story=drips_well(STORY)) as site:
        pages = [site.url(f"/story?{n}") for n in range(4)]
        assert len(list(onrecord.read(pages, settings=Settings(policy=site.policy(), jobs=3)))) == 4
        assert site.most_at_once == 1


@contextmanager
def names_lead_to(*numbers: Any) -> Iterator[None]:
    """Every name stands for these addresses, or for the next of an iterator at each look-up."""

    def look_up(_: str, port: int, **__: object) -> list[tuple[Any, ...]]:
        found = [next(numbers[0])] if not isinstance(numbers[0], str) else numbers
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in found]

    with patch("socket.getaddrinfo", look_up):
        yield


def in_turn(*replies: Reply) -> Reply:
    """The page replies first so, then so."""
    waiting = iter(replies)
    return lambda handler: next(waiting)(handler)


def marked(etag: str, body: bytes = STORY) -> Reply:
    """The page has marks, and says that it is unchanged to whoever tells them."""
    marks = {"ETag": etag, "Last-Modified": "Wed, 05 Mar 2031 10:00:00 GMT"}

    def reply(handler: Any) -> None:
        unchanged = handler.headers.get("If-None-Match") == etag
        (sends(b"", 304) if unchanged else sends(body, headers=marks))(handler)

    return reply


def drips_well(body: bytes) -> Reply:
    """The page takes its time, so that two requests at once would meet."""

    def reply(handler: Any) -> None:
        handler.server.over.wait(0.05)
        sends(body)(handler)

    return reply
