import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.ingest.fetching.bodies import CHUNK, TooLong, unpacked


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@given(st.binary(max_size=500), st.integers(1, 200), st.integers(1, 3), st.sampled_from([1, 700]))
def test_what_was_packed_comes_out_in_whatever_pieces_it_comes(data: bytes, size: int, parts: int, times: int) -> None:
    body = data * times
    packed = gzip.compress(body) * parts
    assert unpacked(pieces(packed, size), "gzip", len(body) * parts) == body * parts
    for wbits in (15, -15):
        assert unpacked(pieces(zlib.compress(body, wbits=wbits), max(size, 2)), "deflate", len(body)) == body


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate"]))
def test_what_was_not_packed_so_is_told(data: bytes, packing: str) -> None:
    try:
        unpacked([data], packing, 10_000)
    except DocumentError:
        return


def test_a_bomb_is_unpacked_no_further_than_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 200_000_000)
    tracemalloc.start()
    with pytest.raises(TooLong, match="more than 1,000,000 bytes") as told:
        unpacked(pieces(bomb, CHUNK), "gzip", 1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(told.value.begun) == 1_000_000
    assert peak < 5_000_000
