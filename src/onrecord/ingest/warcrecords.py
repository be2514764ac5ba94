"""Cuts a WARC archive into its records as its bytes come, plain or packed with gzip; nothing in it is taken on trust.

ISO 28500. What is held in memory at a time is a record that was asked for, and never more than a limit of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.errors import DocumentError
from onrecord.ingest.fetching.bodies import inflated

LONGEST_LINE = 65_536
"""Bytes of a line of a record's head: an address may have eight thousand, a cookie more."""

LONGEST_HEAD = 2**20
"""Bytes of a record's head."""

LARGEST = 2**50
"""Bytes of a record. What declares more is no record."""

MAX_RATIO = 100
"""As many times its size may an archive unpack to. Pages shrink to a tenth, a bomb to a thousandth."""

GZIP = b"\x1f\x8b"

_VERSION = re.compile(rb"WARC/[01]\.[0-9]{1,4}\s*")
_NUMBER = re.compile("[0-9]{1,16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The head of a record, and how to get the bytes below it before the next record is asked for."""

    number: int
    headers: Mapping[str, str]
    """By their names in small letters; the first of a name counts."""
    length: int
    bytes_of: "Bytes"

    def content(self, limit: int) -> bytes:
        """The bytes below the head, no more of them than the limit."""
        try:
            return b"".join(self.bytes_of.taken(min(self.length, limit)))
        except DocumentError as error:
            raise _at(self.number, error) from None


class Bytes:
    """Bytes that come in pieces, read line by line or so many at a time."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._held = b""
        self._at = 0
        self.position = 0
        """How many bytes were read."""

    def line(self) -> bytes:
        """The next line with its end; nothing at the end of all. Raises DocumentError for one that is too long."""
        found = bytearray()
        while self._more():
            end = self._held.find(b"\n", self._at) + 1
            found += self._cut(end or len(self._held))
            if end or len(found) > LONGEST_LINE:
                break
        if len(found) > LONGEST_LINE:
            raise DocumentError(f"a line of more than {LONGEST_LINE:,} bytes")
        return bytes(found)

    def taken(self, length: int) -> Iterator[bytes]:
        """So many bytes, in pieces. Raises DocumentError where there are fewer."""
        left = length
        while left:
            if not self._more():
                raise DocumentError("the archive is cut off in the middle of a record")
            piece = self._cut(min(len(self._held), self._at + left))
            left -= len(piece)
            yield piece

    def _more(self) -> bool:
        """Whether there is a byte to be read."""
        while self._at >= len(self._held):
            piece = next(self._pieces, None)
            if piece is None:
                return False
            self._held, self._at = piece, 0
        return True

    def _cut(self, end: int) -> bytes:
        piece = self._held[self._at : end]
        self._at = end
        self.position += len(piece)
        return piece


def records(pieces: Iterable[bytes], size: int, allowance: int) -> Iterator[Record]:
    """The records of an archive of that size, one after another; each may be read until the next is asked for.

    Raises DocumentError, with the place, where what comes is no record, is cut off, or unpacks to far more than the
    archive's size times MAX_RATIO and the allowance.
    """
    stream = Bytes(_unpacked(pieces))
    number = 0
    while first := _after_blank_lines(stream):
        number += 1
        try:
            _check(stream.position, size, allowance)
            record = _record(number, first, stream)
            end = stream.position + record.length
            yield record
            for _ in stream.taken(end - stream.position):
                _check(stream.position, size, allowance)
        except DocumentError as error:
            raise _at(number, error) from None


def fields(lines: Iterable[bytes]) -> Mapping[str, str]:
    """The headers in these lines, by their names in small letters. A line that begins with a blank goes on with the
    one before."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        words = line.decode("utf-8", "replace")
        name, colon, value = words.partition(":")
        if words[:1] in (" ", "\t") and found:
            found[-1][1].append(words.strip())
        elif colon:
            found.append((name.strip().lower(), [value.strip()]))
    return {name: " ".join(values) for name, values in reversed(found)}


def _at(number: int, error: DocumentError) -> DocumentError:
    return DocumentError(f"record {number:,}: {error}")


def _check(position: int, size: int, allowance: int) -> None:
    if position > MAX_RATIO * size + allowance:
        raise DocumentError(f"the archive of {size:,} bytes unpacks to more than {MAX_RATIO} times as much")


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes as they were before they were packed, if they were."""
    waiting = iter(pieces)
    first = next(waiting, b"")
    packed = first.startswith(GZIP)

    def all_pieces() -> Iterator[bytes]:
        yield first
        yield from waiting

    yield from inflated(all_pieces(), "gzip") if packed else all_pieces()


def _after_blank_lines(stream: Bytes) -> bytes:
    while line := stream.line():
        if line.strip():
            return line
    return b""


def _record(number: int, first: bytes, stream: Bytes) -> Record:
    if not _VERSION.fullmatch(first):
        raise DocumentError(f"no record of WARC begins with {first[:40].decode('latin-1')!r}")
    headers = fields(_head(stream))
    length = headers.get("content-length", "")
    if not _NUMBER.fullmatch(length) or int(length) > LARGEST:
        raise DocumentError(f"its Content-Length is {length[:40]!r}")
    return Record(number=number, headers=headers, length=int(length), bytes_of=stream)


def _head(stream: Bytes) -> Iterator[bytes]:
    """The lines up to an empty one."""
    begin = stream.position
    while stream.position - begin <= LONGEST_HEAD:
        line = stream.line()
        if not line:
            raise DocumentError("the archive is cut off in the head of a record")
        if not line.strip():
            return
        yield line
    raise DocumentError(f"its head has more than {LONGEST_HEAD:,} bytes")
