"""Reads WARC archives, as crawlers and browsers save the web: each page in one becomes a document.

Pages that were answered with 200 and hold HTML, text or PDF are read by the readers of these forms. Requests, metadata,
revisits, pictures, scripts and answers of other kinds are passed over.
"""

import re
import string
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from onrecord.errors import DocumentError
from onrecord.ingest.encodings import binary_form
from onrecord.ingest.fetching.addresses import shown
from onrecord.ingest.fetching.bodies import CHUNK, unpacked
from onrecord.ingest.files import BYTES_PER_CHARACTER
from onrecord.ingest.readers import reader
from onrecord.ingest.warcrecords import GZIP, LONGEST_HEAD, Record, fields, records
from onrecord.model.document import Document, Origin
from onrecord.registry import Ingester, Source
from onrecord.settings import Settings

SURE = 1.0
"""No other reader reads archives."""

SMALL = 2**20
"""Bytes that a record may have whatever the limits are."""

_SUFFIX = ".warc.gz"
_PAGES = ("response", "resource", "conversion")
"""Records that hold a page: as it was answered, as it lay in a file, as its text was taken out of it."""

_KINDS = frozenset(
    "text/html application/xhtml+xml text/plain text/markdown application/pdf application/x-pdf application/jsonl"
    " application/x-ndjson application/vnd.openxmlformats-officedocument.wordprocessingml.document".split()
)
_STATUS = re.compile(rb"HTTP/[0-9.]{1,5}\s+([0-9]{3})\b")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,12})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_ADDRESS = re.compile(r"https?://[!-~]{1,8000}", re.I)
_ROBOTS = re.compile(r"https?://[^/]+/robots\.txt", re.I)


def fits(source: Source) -> float:
    """A sure bid for what begins as an archive, packed or not, and for what is packed and named so."""
    if source.data.startswith(GZIP):
        named = source.origin.uri.lower().endswith(_SUFFIX)
        return SURE if named or _packed_opening(source.data).startswith(b"WARC/") else 0.0
    return SURE if source.data.startswith(b"WARC/") else 0.0


def read(source: Source, settings: Settings) -> Iterator[Document | DocumentError]:
    """The pages of the archive in their order, each with its address, and an error for each that cannot be read.

    Raises DocumentError where the archive is broken or cut off: what stands before that place was read.
    """
    limit = max(SMALL, settings.max_characters * BYTES_PER_CHARACTER)
    used = Counter[str]()
    for record in records(_pieces(source), _size(source), limit):
        if _is_page(record):
            content = record.content(limit)
            origin = _part_of(source.origin, _target(record), record.number, used)
            for found in _read_each(record, content, Source(origin=origin, data=b""), limit, settings):
                yield _told(found, origin, source) if isinstance(found, DocumentError) else found


def _size(source: Source) -> int:
    try:
        return len(source.data) if source.file is None else source.file.stat().st_size
    except OSError:
        return len(source.data)


def _pieces(source: Source) -> Iterator[bytes]:
    if source.file is None:
        yield from (source.data[at : at + CHUNK] for at in range(0, len(source.data), CHUNK))
        return
    try:
        with source.file.open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece
    except OSError as error:
        raise DocumentError(f"the archive cannot be read on: {error.strerror or error}") from None


def _packed_opening(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data[:CHUNK], 64)
    except zlib.error:
        return b""


def _is_page(record: Record) -> bool:
    """Whether the record may hold a page that somebody wrote for readers."""
    target = record.headers.get("warc-target-uri", "").strip("<>")
    return record.headers.get("warc-type", "").lower() in _PAGES and not _ROBOTS.fullmatch(target)


def _target(record: Record) -> str | None:
    """The address of the page, if it is one; wget puts it between angle brackets."""
    words = quote(record.headers.get("warc-target-uri", "").strip("<>"), safe=string.punctuation, errors="replace")
    return words if _ADDRESS.fullmatch(words) else None


def _read_each(
    record: Record, content: bytes, page: Source, limit: int, settings: Settings
) -> Iterator[Document | DocumentError]:
    """The documents in the page that a record holds, and the errors of those that cannot be read. A record of a kind
    that is not read holds none. An archive in an archive is not looked into."""
    try:
        data = _page(record, content, limit)
        if data is None:
            return
        if record.length > limit:
            raise DocumentError(f"the record has {record.length:,} bytes; {limit:,} are read")
        if cut := record.headers.get("warc-truncated"):
            raise DocumentError(f"it was cut off when it was archived (WARC-Truncated: {cut[:40]})")
        page = replace(page, data=data)
        found = reader(page)
        if found.read is read:
            raise DocumentError("it is an archive in an archive")
        yield from found.read(page, settings)
    except DocumentError as error:
        yield error


def _page(record: Record, content: bytes, limit: int) -> bytes | None:
    """The bytes of the page; None where it is of a kind that is not read."""
    if "application/http" in record.headers.get("content-type", "").lower():
        return _answer(content, limit)
    return content if _kind(record.headers) in _KINDS else None


def _answer(content: bytes, limit: int) -> bytes | None:
    """The page in an answer of HTTP, put together and unpacked; None where there is none to read."""
    status = _STATUS.match(content)
    end = _HEAD_END.search(content)
    if status is None or end is None or end.start() > LONGEST_HEAD:
        raise DocumentError("it holds no whole answer of HTTP")
    headers = fields(content[: end.start()].splitlines()[1:])
    kind = _kind(headers)
    if status[1] != b"200" or (kind and kind not in _KINDS) or end.end() == len(content):
        return None
    body = content[end.end() :]
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = b"".join(_joined(body))
    return _plain(body, headers.get("content-encoding", ""), limit)


def _joined(body: bytes) -> Iterator[bytes]:
    """The chunks' content. Archives often hold it put together already under the old head: then it is as it is."""
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return
        yield body[size.end() : size.end() + length]
        at = size.end() + length
        at += 2 if body.startswith(b"\r\n", at) else 1
    if at == 0:
        yield body
    else:
        raise DocumentError("its chunks are cut off or broken")


def _plain(body: bytes, packing: str, limit: int) -> bytes:
    """The body unpacked. Archives often hold it unpacked already under the old head: what is a text is as it is."""
    if not packing or (not body.startswith(GZIP) and binary_form(body) is None):
        packing = "identity"
    return unpacked([body], packing, limit)


def _kind(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _part_of(origin: Origin, target: str | None, number: int, used: Counter[str]) -> Origin:
    """The origin of a page, told apart by its address; one that comes again gets a number. What is said from outside
    of an archive is said of each page in it, but for address and title."""
    name = target or f"record-{number}"
    used[name] += 1
    part = f"{name}-{used[name]}" if used[name] > 1 else name
    return replace(origin, uri=f"{origin.uri}#{part}", url=target, title=None)


def _told(error: DocumentError, origin: Origin, archive: Source) -> DocumentError:
    """The error with the page that it speaks of; the caller names the archive."""
    return DocumentError(f"{shown(origin.uri[len(archive.origin.uri) + 1 :])}: {error}")


INGESTER = Ingester(fits=fits, read=read)
