"""Segments of the index in files of their own, each with a checksum, mapped into memory when a library is opened."""

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.errors import SetupError
from onrecord.verify.library.index import RUN, Index, Numbers


@dataclass(frozen=True, slots=True)
class Segment:
    """The index over some blocks, and the number of the first word of each."""

    name: str
    index: Index
    blocks: Numbers
    firsts: Numbers

    def at(self, *words: int) -> list[tuple[int, float]]:
        """The number of the block that holds each of these words, and how much of it stands before the word."""
        numbers = np.array([max(0, word) for word in words], np.uint32)  # of one type, else the whole array is cast
        places = np.maximum(self.firsts.searchsorted(numbers, side="right"), 1) - 1
        begins, ends = self.firsts[places].tolist(), self.firsts[np.minimum(places + 1, len(self.firsts) - 1)].tolist()
        found = []
        for word, block, begin, end in zip(numbers.tolist(), self.blocks[places].tolist(), begins, ends, strict=True):
            many = (end if end > begin else len(self.index.numbers) + RUN - 1) - begin
            found.append((block, min(1.0, (word - begin) / max(1, many))))
        return found


_MAGIC = b"onrecord index 3\n"
_ARRAYS = ("numbers", "begins", "blocks", "firsts")
_HEAD = 128
"""Bytes before the arrays: a multiple of what processors read at once, else numpy copies whole arrays to look into."""


def write(path: Path, segment: Segment) -> None:
    """The segment is in a file, with a checksum."""
    arrays = (segment.index.numbers, segment.index.begins, segment.blocks, segment.firsts)
    check = segment.index.bits
    for array in arrays:
        check = zlib.crc32(array.data, check)
    head = np.array([segment.index.bits, check, *map(len, arrays)], np.uint64)
    temporary = path.with_suffix(".part")
    with temporary.open("wb") as file:
        file.write((_MAGIC + head.tobytes()).ljust(_HEAD, b"\0"))
        for array in arrays:
            file.write(array.tobytes())
    temporary.replace(path)


def read(path: Path) -> Segment:
    """The segment of a file, mapped into memory. Raises SetupError where its checksum does not fit."""
    damaged = f"the index {path} is damaged; make it anew: onrecord library rebuild NAME"
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if len(head) < _HEAD or not head.startswith(_MAGIC):
        raise SetupError(damaged)
    told = np.frombuffer(head, np.uint64, count=2 + len(_ARRAYS), offset=len(_MAGIC))
    bits, check, *lengths = (int(n) for n in told)
    if path.stat().st_size != _HEAD + 4 * sum(lengths) or any(head[len(_MAGIC) + told.nbytes :]):
        raise SetupError(damaged)
    mapped = np.asarray(np.memmap(path, np.uint8, "r"))  # a memmap costs more to look into than an array over it
    if zlib.crc32(mapped[_HEAD:].data, bits) != check:
        raise SetupError(damaged)
    arrays, at = [], _HEAD
    for length in lengths:
        arrays.append(mapped[at : at + 4 * length].view(np.uint32))
        at += 4 * length
    numbers, begins, blocks, firsts = arrays
    return Segment(path.name, Index(numbers, begins, bits), blocks.copy(), firsts.copy())
