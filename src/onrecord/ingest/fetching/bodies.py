"""The body of an answer becomes bytes, put together and unpacked, and never more of them than are allowed."""

import zlib
from collections.abc import Iterable, Iterator

from onrecord.errors import DocumentError

CHUNK = 65_536
"""Bytes read and unpacked at a time."""

_GZIP = b"\x1f\x8b"

PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")
"""How a body may be packed. Others would need libraries that no page asks for: servers use what they are offered."""


class TooLong(DocumentError):
    """The body is longer than is allowed; `begun` is as much of it as is."""

    def __init__(self, limit: int, begun: bytes) -> None:
        super().__init__(f"it has more than {limit:,} bytes, and so many are read")
        self.begun = begun


def unpacked(pieces: Iterable[bytes], packing: str, limit: int) -> bytes:
    """The body of these pieces. Nothing is unpacked that is not wanted, so that a bomb does no harm.

    Raises TooLong above the limit, DocumentError for what is packed otherwise than was said, or cut off.
    """
    packing = packing.strip().lower()
    if packing not in PACKINGS:
        raise DocumentError(f"it is packed as {packing[:40]!r}; gzip and deflate are read")
    plain = pieces if packing in ("", "identity") else inflated(pieces, packing)
    body = bytearray()
    for piece in plain:
        body += piece
        if len(body) > limit:
            raise TooLong(limit, bytes(body[:limit]))
    return bytes(body)


def inflated(pieces: Iterable[bytes], packing: str) -> Iterator[bytes]:
    """What the pieces unpack to, CHUNK by CHUNK. What follows the end of the packed data is ignored, as browsers do,
    unless it is another packed part: gzip allows many. Raises DocumentError for what is packed otherwise or cut off."""
    inflating, waiting = None, b""
    try:
        for piece in pieces:
            waiting += piece
            while waiting:
                if inflating is not None and inflating.eof:
                    if len(waiting) < len(_GZIP):
                        break
                    if not waiting.startswith(_GZIP):
                        return
                    inflating = None
                inflating = inflating or _inflater(packing, waiting)
                yield from _drained(inflating, waiting)
                waiting = inflating.unused_data
    except zlib.error as error:
        raise DocumentError(f"it is said to be packed as {packing}, and cannot be unpacked: {error}") from None
    if inflating is not None and not inflating.eof:
        raise DocumentError(f"it is packed as {packing} and cut off")


def _drained(inflating: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    """What the packed bytes unpack to; some of it may wait in the unpacker when all of them are taken."""
    while True:
        plain = inflating.decompress(packed, CHUNK)
        yield plain
        packed = inflating.unconsumed_tail
        if inflating.eof or not (packed or len(plain) == CHUNK):
            return


def _inflater(packing: str, beginning: bytes) -> "zlib._Decompress":
    """For "deflate" some servers send zlib's format, as they should, and some the bare stream."""
    if packing != "deflate":
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    has_head = len(beginning) > 1 and beginning[0] & 15 == 8 and (beginning[0] << 8 | beginning[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS)
