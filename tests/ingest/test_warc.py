"""Archives of the web: the pages in them are read as files are, whole and broken, packed and plain."""

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from ingest.site import STORY
from onrecord.errors import DocumentError
from onrecord.ingest.files import sources
from onrecord.ingest.readers import read_source, reader
from onrecord.ingest.warc import INGESTER
from onrecord.ingest.warcrecords import MAX_RATIO
from onrecord.model.document import Document, Origin
from onrecord.registry import Source
from onrecord.settings import DEFAULTS, Settings

HTML: Mapping[str, str] = MappingProxyType({"Content-Type": "text/html; charset=utf-8"})
URL = "https://ferries.example/talks"
PLAIN = b"The ferry sails at noon, said Captain Odd Rike, and nobody asked him why it should not."


def answer(body: bytes, headers: Mapping[str, str] = HTML, status: str = "200 OK") -> bytes:
    """An answer of HTTP as it went over the line."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def record(
    content: bytes,
    *,
    target: str | None = URL,
    kind: str = "response",
    holds: str = "application/http; msgtype=response",
    more: str = "",
    length: int | None = None,
) -> bytes:
    """A record of an archive."""
    named = f"WARC-Target-URI: {target}\r\n" if target is not None else ""
    size = len(content) if length is None else length
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\n{named}{more}Content-Type: {holds}\r\nContent-Length: {size}\r\n\r\n"
    return head.encode() + content + b"\r\n\r\n"


def read(*records: bytes, name: str = "crawl.warc", limits: Settings = DEFAULTS) -> list[Document | DocumentError]:
    source = Source(origin=Origin(uri=name), data=b"".join(records))
    return list(read_source(source, limits))


def only(*records: bytes) -> Document:
    (found,) = read(*records)
    assert isinstance(found, Document), found
    return found


def told(*records: bytes) -> str:
    (found,) = read(*records)
    assert isinstance(found, DocumentError), found
    return str(found)


def test_a_page_is_read_with_its_address() -> None:
    found = only(record(answer(STORY)))
    assert found.origin == Origin(
        uri=f"crawl.warc#{URL}", url=URL, title="Ferry talks end without a deal", published=None
    )
    assert "a fairy tale that nobody believes" in found.text


def test_a_day_given_from_outside_is_each_pages_and_the_archives_title_is_none() -> None:
    source = Source(
        origin=Origin(uri="crawl.warc", published="2031-03-05", title="Crawl"), data=record(answer(STORY)) * 2
    )
    found = [d for d in read_source(source, Settings()) if isinstance(d, Document)]
    assert {d.origin.published for d in found} == {"2031-03-05"}
    assert {d.origin.title for d in found} == {"Ferry talks end without a deal"}
    assert [d.origin.uri for d in found] == [f"crawl.warc#{URL}", f"crawl.warc#{URL}-2"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("packed", [True, False])
def test_archives_that_warcio_writes_are_read(packed: bool) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "a test"}))
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    written = writer.create_warc_record(URL, "response", payload=io.BytesIO(STORY), http_headers=headers)
    asked = StatusAndHeaders("GET /talks HTTP/1.1", [("Host", "ferries.example")], is_http_request=True)
    writer.write_request_response_pair(writer.create_warc_record(URL, "request", http_headers=asked), written)
    writer.write_record(writer.create_revisit_record(URL, "sha1:X", URL, "2031-03-05T00:00:00Z", http_headers=headers))
    (found,) = read(out.getvalue(), name="crawl.warc.gz" if packed else "crawl.warc")
    assert isinstance(found, Document)
    assert found.text == only(record(answer(STORY))).text


def test_a_whole_archive_packed_at_once_is_read_too() -> None:
    assert len(read(gzip.compress(record(answer(STORY)) * 3), name="crawl.warc.gz")) == 3


@pytest.mark.parametrize("kind", ["warcinfo", "request", "metadata", "revisit", "continuation", "unheard-of"])
def test_what_holds_no_page_is_passed_over(kind: str) -> None:
    assert read(record(answer(STORY), kind=kind)) == []


@pytest.mark.parametrize(
    "passed_over",
    [
        record(answer(b"moved", status="301 Moved")),
        record(answer(STORY, status="404 Not Found")),
        record(answer(b"body{}", {"Content-Type": "text/css"})),
        record(answer(b"GIF89a", {"Content-Type": "image/gif"})),
        record(answer(b"")),
        record(
            answer(b"User-agent: *\nDisallow: /", {"Content-Type": "text/plain"}), target="https://a.example/robots.txt"
        ),
        record(b"a", kind="resource", holds="image/png"),
        record(b"93.184.216.34", holds="text/dns", target="dns:ferries.example"),
    ],
)
def test_answers_of_other_kinds_are_passed_over(passed_over: bytes) -> None:
    assert only(passed_over, record(answer(STORY))).origin.url == URL


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_files_and_texts_taken_out_of_pages_are_read(kind: str) -> None:
    assert only(record(PLAIN, kind=kind, holds="text/plain")).text == PLAIN.decode()


def test_a_page_in_chunks_and_packed_is_put_together() -> None:
    body = gzip.compress(STORY)
    chunks = b"".join(b"%x;a=b\r\n%b\r\n" % (len(part), part) for part in (body[:9], body[9:])) + b"0\r\n\r\n"
    headers = {**HTML, "Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}
    assert only(record(answer(chunks, headers))).text == only(record(answer(STORY))).text


@pytest.mark.parametrize("headers", [{"Transfer-Encoding": "chunked"}, {"Content-Encoding": "br"}])
def test_a_page_that_was_put_together_before_it_was_archived_is_read_as_it_is(headers: dict[str, str]) -> None:
    assert only(record(answer(STORY, {**HTML, **headers}))).text == only(record(answer(STORY))).text


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (answer(b"\xc3\x28\x00\x01\x02" * 99, {**HTML, "Content-Encoding": "br"}), "it is packed as 'br'"),
        (answer(gzip.compress(STORY)[:-9], {**HTML, "Content-Encoding": "gzip"}), "cut off"),
        (answer(gzip.compress(b"\0" * 3_000_000), {**HTML, "Content-Encoding": "gzip"}), "more than 1,600,000 bytes"),
        (answer(b"4\r\nab", {**HTML, "Transfer-Encoding": "chunked"}), "its chunks are cut off or broken"),
        (answer(b"y" * 2_000_000), "the record has 2,000,"),
        (b"no answer at all", "it holds no whole answer of HTTP"),
        (answer(record(answer(STORY)), {"Content-Type": "text/plain"}), "it is an archive in an archive"),
        (answer(b"<html><nav>Home</nav>"), "no article text found"),
        (answer(b"\x00\x01\x02\x03" * 100), "this is binary data"),
    ],
)
def test_a_page_that_cannot_be_read_is_told_and_the_others_are_read(content: bytes, fault: str) -> None:
    error, found = read(record(content), record(answer(STORY)), limits=Settings(max_characters=100_000))
    assert isinstance(found, Document)
    assert str(error).startswith(f"crawl.warc: {URL}: ")
    assert fault in str(error)


def test_a_page_that_was_cut_off_when_it_was_archived_is_told() -> None:
    assert "cut off when it was archived (WARC-Truncated: time)" in told(
        record(answer(STORY), more="WARC-Truncated: time\r\n")
    )


def test_a_page_without_an_address_is_told_by_its_number() -> None:
    assert only(record(answer(STORY), target=None)).origin.uri == "crawl.warc#record-1"
    assert only(record(answer(STORY), target="urn:x:\x1b[2J")).origin == only(record(answer(STORY), target=None)).origin


def test_addresses_as_wget_and_browsers_write_them_are_understood() -> None:
    assert only(record(answer(STORY), target=f"<{URL}>")).origin.url == URL
    assert only(record(answer(STORY), target="https://ferries.example/ö b")).origin.url == (
        "https://ferries.example/%C3%B6%20b"
    )


WHOLE = record(answer(STORY))
BROKEN = {
    "cut in the content": (WHOLE[:-40], "record 2: the archive is cut off in the middle"),
    "cut in the head": (WHOLE[:60], "record 2: the archive is cut off in the head"),
    "something else": (b"<html>", "record 2: no record of WARC begins with '<html>'"),
    "no length": (WHOLE.replace(b"Content-Length", b"Content-Size"), "record 2: its Content-Length is ''"),
    "no number": (record(b"", length=-5), "record 2: its Content-Length is '-5'"),
    "far too long": (record(b"x", length=10**14), "record 2: the archive is cut off in the middle of a record"),
    "longer than any": (record(b"x", length=10**16), "record 2: its Content-Length is '10000000000000000'"),
    "an endless line": (b"WARC/1.1\r\nX: " + b"y" * 70_000, "record 2: a line of more than 65,536 bytes"),
    "an endless head": (b"WARC/1.1\r\n" + b"X: y\r\n" * 200_000, "record 2: its head has more than 1,048,576 bytes"),
    "continued without end": (b"WARC/1.1\r\nX: y\r\n" + b" y\r\n" * 300_000, "its head has more than"),
}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("packed", [True, False])
def test_a_broken_archive_gives_the_pages_before_the_break_and_one_error(kind: str, packed: bool) -> None:
    broken, fault = BROKEN[kind]
    data = WHOLE + broken
    found, error = read(gzip.compress(data) if packed else data, name="crawl.warc.gz" if packed else "crawl.warc")
    assert isinstance(found, Document)
    assert str(error).startswith("crawl.warc")
    assert fault in str(error)


def test_a_packed_archive_that_is_cut_off_gives_what_came_before() -> None:
    data = gzip.compress(WHOLE) + gzip.compress(record(answer(STORY * 50)))[:-30]
    found, error = read(data, name="crawl.warc.gz")
    assert isinstance(found, Document)
    assert "cut off" in str(error)


def test_a_file_that_is_only_named_an_archive_is_told() -> None:
    assert "cut off" in told_of("crawl.warc.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\0")
    assert "cannot be unpacked" in told_of("crawl.warc.gz", b"\x1f\x8b\xff\xff\xff")
    assert "no record of WARC begins with 'some'" in told_of("crawl.warc.gz", gzip.compress(b"some"))


def told_of(name: str, data: bytes) -> str:
    (error,) = read_source(Source(origin=Origin(uri=name), data=data), Settings())
    assert isinstance(error, DocumentError)
    return str(error)


def test_another_packed_file_is_no_archive_of_the_web() -> None:
    assert INGESTER.fits(Source(origin=Origin(uri="a.gz"), data=gzip.compress(b"words"))) == 0
    assert INGESTER.fits(Source(origin=Origin(uri="a"), data=gzip.compress(WHOLE))) == 1
    assert reader(Source(origin=Origin(uri="a"), data=WHOLE)) is INGESTER


def test_a_bomb_is_unpacked_so_far_and_no_further(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.warc.gz"
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    with bomb.open("wb") as file:
        file.write(packer.compress(record(b"", kind="metadata", length=10**12)[:-4]))
        for _ in range(300):
            file.write(packer.compress(b"\0" * 1_000_000))
        file.write(packer.flush())
    tracemalloc.start()
    error = told_file(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert f"unpacks to more than {MAX_RATIO} times as much" in error
    assert peak < 10_000_000


def told_file(path: Path) -> str:
    (source,) = sources(path, Settings())
    assert isinstance(source, Source)
    (error,) = read_source(source, Settings(max_characters=1_000))
    assert isinstance(error, DocumentError)
    return str(error)


def test_an_archive_larger_than_memory_is_read_from_its_file(tmp_path: Path) -> None:
    film = record(answer(b"\0" * 30_000_000, {"Content-Type": "video/mp4"}))
    path = tmp_path / "crawl.warc"
    with path.open("wb") as file:
        for part in (film, WHOLE, film, WHOLE):
            file.write(part)
    tracemalloc.start()
    (source,) = sources(path, Settings())
    assert isinstance(source, Source)
    found = list(read_source(source, Settings(max_characters=100_000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [type(each) for each in found] == [Document, Document]
    assert peak < 20_000_000


@given(
    st.lists(
        st.sampled_from([WHOLE, WHOLE[:50], b"\r\n", b"WARC/1.0\r\n", b"\0", record(b"HTTP/1.1 200\r\n\r\n ")]),
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_parts_are_put_together_only_document_errors_are_raised(parts: list[bytes]) -> None:
    source = Source(origin=Origin(uri="crawl.warc"), data=b"WARC/1.0\r\n" + b"".join(parts))
    assert all(isinstance(found, Document | DocumentError) for found in read_source(source, Settings()))


@given(st.binary(max_size=300), st.booleans())
def test_whatever_bytes_follow_only_document_errors_are_raised(data: bytes, packed: bool) -> None:
    whole = WHOLE + data
    found = read(gzip.compress(whole) if packed else whole, name="crawl.warc.gz")
    assert isinstance(found[0], Document)
