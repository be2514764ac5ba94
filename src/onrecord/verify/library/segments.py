"""Segments of the index in files of their own, each with a checksum, mapped into memory when a library is opened."""

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.errors import SetupError
from onrecord.verify.library.index import Index, Numbers


@dataclass(frozen=True, slots=True)
class Segment:
    """The index over some blocks, and the number of the first word of each."""

    name: str
    index: Index
    blocks: Numbers
    firsts: Numbers

    def holding(self, start: int, end: int) -> tuple[int, int]:
        """The places in `blocks` of those that hold the first and the last of these words."""
        ends = np.array((max(0, start), max(0, end)), np.uint32)  # of the same type, else the whole array is cast
        first, last = np.searchsorted(self.firsts, ends, side="right") - 1
        return max(0, int(first)), max(0, int(last))


_MAGIC = b"onrecord index 1\n"
_ARRAYS = ("numbers", "begins", "blocks", "firsts")


def write(path: Path, segment: Segment) -> None:
    """The segment is in a file, with a checksum."""
    arrays = (segment.index.numbers, segment.index.begins, segment.blocks, segment.firsts)
    check = segment.index.bits
    for array in arrays:
        check = zlib.crc32(array.data, check)
    head = np.array([segment.index.bits, check, *map(len, arrays)], np.uint64)
    temporary = path.with_suffix(".part")
    with temporary.open("wb") as file:
        file.write(_MAGIC + head.tobytes())
        for array in arrays:
            file.write(array.tobytes())
    temporary.replace(path)


def read(path: Path) -> Segment:
    """The segment of a file, mapped into memory. Raises SetupError where its checksum does not fit."""
    damaged = f"the index {path} is damaged; make it anew: onrecord library rebuild NAME"
    size = len(_MAGIC) + 8 * (2 + len(_ARRAYS))
    with path.open("rb") as file:
        head = file.read(size)
    if len(head) < size or not head.startswith(_MAGIC):
        raise SetupError(damaged)
    bits, check, *lengths = (int(n) for n in np.frombuffer(head, np.uint64, offset=len(_MAGIC)))
    if path.stat().st_size != size + 4 * sum(lengths):
        raise SetupError(damaged)
    mapped = np.memmap(path, np.uint8, "r")
    if zlib.crc32(mapped[size:].data, bits) != check:
        raise SetupError(damaged)
    arrays, at = [], size
    for length in lengths:
        arrays.append(np.memmap(path, np.uint32, "r", offset=at, shape=(length,)) if length else np.zeros(0, np.uint32))
        at += 4 * length
    return Segment(path.name, Index(arrays[0], arrays[1], bits), arrays[2], arrays[3])
