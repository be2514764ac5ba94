"""New segments of the index over the blocks of a catalogue: one after the other, or several at once."""

import multiprocessing
import signal
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path

import numpy as np

from onrecord.errors import SetupError
from onrecord.verify.library.catalogue import CATALOGUE, connected
from onrecord.verify.library.index import Vocabulary, index_of, numbered
from onrecord.verify.library.segments import Segment, read, write

SEGMENT = 80_000_000
"""Characters of a segment, 16 million words: sorting them takes 400 MB."""

WORTH = 5_000_000
"""Characters from which several processes are worth their start."""

MADE = ".made"
"""How a segment's file ends until those before it are in their places: none is counted while one before it lacks."""

Part = tuple[int, int]
"""The numbers of the first and the last block of a segment."""


def parts(connection: sqlite3.Connection, after: int, jobs: int) -> Iterator[Part]:
    """The blocks behind that number in parts of about one size: as many as SEGMENT and the processes need."""
    sizes = connection.execute("SELECT number, length(text) FROM block WHERE number > ? ORDER BY number", (after,))
    rows = np.array(sizes.fetchall(), np.int64).reshape(-1, 2)
    if not len(rows):
        return
    ends = np.cumsum(rows[:, 1])
    total = int(ends[-1])
    many = -(-total // (SEGMENT + SEGMENT // 10))  # a little more than a segment is one
    if total >= WORTH:
        many = -(-many // jobs) * jobs
    cuts = np.searchsorted(ends, total * np.arange(1, many + 1) / many)
    first = 0
    for cut in np.unique(cuts).tolist():
        yield int(rows[first, 0]), int(rows[cut, 0])
        first = cut + 1


def made(connection: sqlite3.Connection, part: Part) -> Segment:
    """The segment over these blocks."""
    vocabulary = Vocabulary()
    blocks, words = [], []
    for number, text in connection.execute("SELECT number, text FROM block WHERE number BETWEEN ? AND ?", part):
        blocks.append(number)
        words.append(numbered(text, vocabulary))
    begins = np.cumsum([0, *map(len, words)])[:-1]
    joined = np.concatenate(words)
    before = np.concatenate(([0], np.cumsum(vocabulary.counts(joined), dtype=np.uint32)))
    firsts = before[begins].astype(np.uint32)
    return Segment(_name(part), index_of(vocabulary.hashes(joined)), np.array(blocks, np.uint32), firsts)


def written(connection: sqlite3.Connection, folder: Path, todo: Sequence[Part], jobs: int) -> Iterator[Segment]:
    """The segments over these blocks, in the folder's files. Raises SetupError where a process is killed.

    The catalogue's rows must be committed: processes of their own read them.
    """
    if jobs == 1 or len(todo) == 1:
        for part in todo:
            write(folder / _name(part), made(connection, part))
            yield read(folder / _name(part))
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(todo)), context, _without_interrupts) as pool:
        try:
            for part, path in zip(todo, pool.map(_apart, [(folder, part) for part in todo]), strict=True):
                yield read(path.replace(folder / _name(part)))
        except BrokenProcessPool:
            raise SetupError(
                f"a process that made the index of {folder} was killed, as the system does when memory runs out; fewer"
                " --jobs need less. The texts are kept, and the index is made when the library is next opened"
            ) from None


def _apart(task: tuple[Path, Part]) -> Path:
    folder, part = task
    path = folder / f"{_name(part)}{MADE}"
    with closing(connected(folder / CATALOGUE)) as connection:
        write(path, made(connection, part))
    return path


def _without_interrupts() -> None:
    """Ctrl-C ends the process that asked, which ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _name(part: Part) -> str:
    return f"{part[0]}-{part[1]}.index"
