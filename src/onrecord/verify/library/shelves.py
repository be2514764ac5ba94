"""The library itself: its texts in a SQLite file, its index beside them.

The texts are cut into blocks, with their documents and speakers. The index stands in segments, each over the blocks of
some documents. Adding a document is one transaction; what was added and not indexed before a crash is indexed the next
time.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from onrecord.errors import SetupError
from onrecord.verify.library.building import MADE, SEGMENT, made, parts, written
from onrecord.verify.library.catalogue import CATALOGUE, connected
from onrecord.verify.library.index import question
from onrecord.verify.library.places import Place, Postings, elsewhere, near, places
from onrecord.verify.library.segments import Segment, read
from onrecord.verify.primaries import BlockRow, Held, Primary, Stretch, stretch_of

BLOCK = 900
"""Characters of a block, about: small enough to be cut anew for every quotation, large enough to be few."""

MANY = 24
"""Segments beyond which the small ones are made into one."""

PLACES = 32
"""Places that are told for a quotation, at most: what everybody says stands in many."""

BEFORE, BEHIND = 56, 24
"""Words around a place that are looked at too: what stands before the quoted words in a long sentence may turn them
round, what follows at once may limit them."""

CLOSE = 12
"""Words on both sides of a place within which a quotation stands that stands there word for word: how far the places
of words are off that are told by their share of a block."""

_WORDS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS block_words USING fts5"
    " (text, content='block', content_rowid='number', tokenize='porter unicode61', detail='none')"
)


class Sought(NamedTuple):
    """What a search finds: stretches, each behind how many of the words stand there at most; and how many stand, at
    most, in any stretch that is not told."""

    stretches: Iterator[tuple[int, Stretch]]
    elsewhere: int


@dataclass(slots=True)
class Library:
    """An open library. Close it, or use it in a `with` block."""

    folder: Path | None
    connection: sqlite3.Connection
    segments: list[Segment] = field(default_factory=list)
    _surnames: frozenset[str] | None = None

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def add(self, primaries: Iterable[Primary], *, jobs: int = 1) -> Iterator[tuple[Primary, bool]]:
        """Each text, and whether it is new, once it is kept. The index is brought up at the end and in between, by so
        many processes."""
        waiting = 0
        for primary in primaries:
            fresh = self._keep(primary)
            waiting += sum(len(text) for *_, text in primary.turns) if fresh else 0
            if waiting >= SEGMENT * jobs:
                self.bring_up(jobs=jobs)
                waiting = 0
            yield primary, fresh
        self._surnames = None
        self.bring_up(jobs=jobs)

    def bring_up(self, *, jobs: int = 1) -> None:
        """Every block is in the index."""
        last = max((int(segment.blocks[-1]) for segment in self.segments if len(segment.blocks)), default=0)
        self._index(after=last, jobs=jobs)
        if len(self.segments) > MANY:
            self._join()

    def remove(self, path: str) -> int:
        """The documents of a file, or below a folder, are gone; how many. Their words are gone from the index once it
        is rebuilt; until then they lead nowhere."""
        if not path:
            return 0
        below = path.rstrip("/") + "/"
        with self.connection:
            self.connection.execute("PRAGMA foreign_keys = ON")
            where = "path = ? OR substr(path, 1, ?) = ?"
            gone = self.connection.execute(f"DELETE FROM document WHERE {where}", (path, len(below), below))
        return gone.rowcount

    def rebuild(self, *, jobs: int = 1) -> None:
        """The index is made anew from the texts."""
        for segment in self.segments:
            self._drop(segment)
        self.segments = []
        self._index(after=0, jobs=jobs)

    def documents(self) -> Iterator[Held]:
        """All documents, in the order added."""
        columns = "number, path, part, event, date, version, words, size, changed"
        for row in self.connection.execute(f"SELECT {columns} FROM document ORDER BY number"):
            yield Held(**dict(zip(columns.split(", "), row, strict=True)))

    def document(self, number: int) -> Held:
        """The document with that number."""
        columns = "number, path, part, event, date, version, words, size, changed"
        row = self.connection.execute(f"SELECT {columns} FROM document WHERE number = ?", (number,)).fetchone()
        return Held(**dict(zip(columns.split(", "), row, strict=True)))

    def speaker(self, turn: int) -> str | None:
        """Who speaks in a turn."""
        row = self.connection.execute("SELECT speaker FROM turn WHERE number = ?", (turn,)).fetchone()
        return row[0] if row else None

    def has_speaker(self, surname: str) -> bool:
        """Whether somebody with that surname, in small letters, speaks in one of the texts."""
        if self._surnames is None:
            labels = self.connection.execute("SELECT DISTINCT speaker FROM turn WHERE speaker IS NOT NULL")
            self._surnames = frozenset(label.split()[-1].casefold() for (label,) in labels if label.split())
        return surname in self._surnames

    def digest(self) -> str:
        """Equal for libraries of the same texts only."""
        rows = self.connection.execute("SELECT path, part, sha256 FROM document ORDER BY number")
        return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:12]

    def words(self) -> int:
        """How many words all documents have."""
        return int(self.connection.execute("SELECT coalesce(sum(words), 0) FROM document").fetchone()[0])

    def search(self, keys: Sequence[str], *, postings: int) -> Sought:
        """The stretches of text in which the keys may stand as they do in a quotation, each document by itself and with
        some words around, best first. So many numbers of the index are looked at: few find what stands word for word,
        many what was changed.
        """
        asked = question(keys)
        if not len(asked) or not self.segments:
            return Sought(iter(()), 0)
        found = near([segment.index for segment in self.segments], asked, len(keys), most=postings)
        told = places(found, most=PLACES)
        return Sought(self._stretches(found, told), found.words(elsewhere(told, most=PLACES)))

    def _stretches(self, found: Postings, told: Sequence[Place]) -> Iterator[tuple[int, Stretch]]:
        seen: set[tuple[int, int]] = set()
        for place in told:
            for stretch in self._at(place):
                if (stretch.document, stretch.start) not in seen:
                    seen.add((stretch.document, stretch.start))
                    yield found.words(place.runs), stretch

    def _at(self, place: Place) -> Iterator[Stretch]:
        start, end = place.start, place.end
        edges = self.segments[place.segment].at(start - BEFORE, start - CLOSE, start, end, end + CLOSE, end + BEHIND)
        asked = "SELECT number, turn, document, start, text FROM block WHERE number BETWEEN ? AND ? ORDER BY number"
        whole = self.connection.execute(asked, (edges[0][0], edges[-1][0])).fetchall()
        rows, close = _cut(whole, edges[0], edges[-1]), _cut(whole, edges[1], edges[-2])
        for document in sorted({row[2] for row in whole if edges[2][0] <= row[0] <= edges[3][0]}):
            yield stretch_of(*([row for row in some if row[2] == document] for some in (rows, close)))

    def about(self, words: Sequence[str], *, most: int) -> tuple[Stretch, ...]:
        """The blocks in which most of the words occur, in any order, best first. Made ready when first asked."""
        self._make_ready()
        asked = " OR ".join(f'"{word}"' for word in words if '"' not in word)
        found = "SELECT rowid FROM block_words WHERE block_words MATCH ? ORDER BY rank LIMIT ?"
        numbers = [number for (number,) in self.connection.execute(found, (asked, most))] if asked else []
        stretches = map(self._block, numbers)
        return tuple(stretch for stretch in stretches if stretch is not None)

    def _make_ready(self) -> None:
        """The words of every block can be asked for one by one; only paraphrases need that."""
        with self.connection:
            self.connection.execute(_WORDS)
            last = self.connection.execute("SELECT coalesce(max(number), 0), count(*) FROM block").fetchone()
            self.connection.execute("CREATE TABLE IF NOT EXISTS block_words_state (last INTEGER, many INTEGER)")
            if self.connection.execute("SELECT last, many FROM block_words_state").fetchone() != last:
                self.connection.execute("INSERT INTO block_words (block_words) VALUES ('rebuild')")
                self.connection.execute("DELETE FROM block_words_state")
                self.connection.execute("INSERT INTO block_words_state VALUES (?, ?)", last)

    def _block(self, number: int) -> Stretch | None:
        asked = "SELECT number, turn, document, start, text FROM block WHERE number = ?"
        rows = self.connection.execute(asked, (number,)).fetchall()
        return stretch_of(rows) if rows else None

    def around(self, stretch: Stretch, characters: int) -> Stretch:
        """A stretch with so much more of its document on both sides."""
        low, high = stretch.start - characters, stretch.start + len(stretch.text) + characters
        rows = self.connection.execute(
            "SELECT number, turn, document, start, text FROM block WHERE document = ? AND start < ?"
            " AND start + length(text) > ? ORDER BY start",
            (stretch.document, high, low),
        ).fetchall()
        return stretch_of(rows) if rows else stretch

    def _keep(self, primary: Primary) -> bool:
        digest = hashlib.sha256(repr(primary.turns).encode("utf-8", "surrogatepass")).hexdigest()
        known = "SELECT 1 FROM document WHERE path = ? AND part = ? AND sha256 = ?"
        if self.connection.execute(known, (_storable(primary.path), primary.part, digest)).fetchone():
            return False
        with self.connection:
            told = (_storable(text) if text else text for text in (primary.event, primary.date))
            values = (_storable(primary.path), primary.part, digest, primary.size, primary.changed, *told)
            insert = "INSERT INTO document (path, part, sha256, size, changed, event, date, version, words)"
            made = self.connection.execute(
                f"{insert} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*values, primary.version, _count(primary))
            )
            for speaker, at, text in primary.turns:
                turn = self.connection.execute(
                    "INSERT INTO turn (document, speaker) VALUES (?, ?)",
                    (made.lastrowid, _storable(speaker) if speaker else None),
                ).lastrowid
                rows = [(turn, made.lastrowid, at + start, piece) for start, piece in _blocks(_storable(text))]
                self.connection.executemany("INSERT INTO block (turn, document, start, text) VALUES (?, ?, ?, ?)", rows)
        return True

    def _index(self, *, after: int, jobs: int) -> None:
        todo = tuple(parts(self.connection, after, jobs))
        if self.folder is None:
            self.segments += (made(self.connection, part) for part in todo)
        else:
            self.segments += written(self.connection, self.folder, todo, jobs)

    def _join(self) -> None:
        """Many small segments are made anew as few."""
        small = [s for s in self.segments if len(s.index.numbers) < SEGMENT // 10]
        if len(small) < 2:
            return
        self.rebuild()

    def _drop(self, segment: Segment) -> None:
        if self.folder is not None:
            (self.folder / segment.name).unlink(missing_ok=True)


def create(folder: Path) -> Library:
    """A library in a folder, new or as it stands. Raises SetupError where it cannot be made or read."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(f"no library can be made in {folder}: {error.strerror or error}") from None
    for left in (*folder.glob(f"*{MADE}"), *folder.glob("*.part")):  # by a crash
        left.unlink(missing_ok=True)
    if not (folder / CATALOGUE).exists():
        connected(folder / CATALOGUE, new=True).close()
    return open_library(folder)


def open_library(folder: Path, *, jobs: int = 1) -> Library:
    """The library in a folder. Raises SetupError where there is none, or where its index is damaged."""
    if not (folder / CATALOGUE).is_file():
        raise SetupError(f"{folder} is no library; make one: onrecord library add NAME PATH…")
    connection = connected(folder / CATALOGUE, new=False)
    try:
        names = sorted(filter(_is_segment, folder.glob("*.index")), key=lambda path: int(path.name.partition("-")[0]))
        segments = [read(path) for path in names]
    except BaseException:
        connection.close()
        raise
    library = Library(folder, connection, segments)
    library.bring_up(jobs=jobs)  # what a crash left unindexed
    return library


def _is_segment(path: Path) -> bool:
    return re.fullmatch(r"[0-9]+-[0-9]+\.index", path.name) is not None


def repair(folder: Path, *, jobs: int = 1) -> Library:
    """The library in a folder with its index made anew by so many processes, whatever became of the old one."""
    for path in folder.glob("*.index"):
        path.unlink()
    return open_library(folder, jobs=jobs)


def in_memory() -> Library:
    """An empty library that is gone when it is closed."""
    return Library(None, connected(":memory:", new=True))


def _cut(rows: Sequence[BlockRow], begin: tuple[int, float], end: tuple[int, float]) -> list[BlockRow]:
    """Those of the blocks from one to another, the first and the last one from and up to about that share of it."""
    return [
        row
        if begin[0] < row[0] < end[0]
        else _piece(row, begin[1] * (row[0] == begin[0]), end[1] if row[0] == end[0] else 1)
        for row in rows
        if begin[0] <= row[0] <= end[0]
    ]


def _piece(row: BlockRow, begin: float, end: float) -> BlockRow:
    """The block with about that share of its text, from blank to blank."""
    number, turn, document, start, text = row
    first = text.rfind(" ", 0, int(len(text) * begin)) + 1
    stop = text.find(" ", int(len(text) * end))
    return number, turn, document, start + first, text[first : len(text) if stop < 0 else stop]


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """The text cut at line ends or blanks into blocks that together are all of it."""
    start = 0
    while len(text) - start > BLOCK + BLOCK // 2:
        cut = text.rfind("\n", start + BLOCK // 2, start + BLOCK) + 1 or text.rfind(" ", start + 1, start + BLOCK) + 1
        stop = cut if cut > start else start + BLOCK
        yield start, text[start:stop]
        start = stop
    if text[start:]:
        yield start, text[start:]


def _storable(text: str) -> str:
    """The text with halves of characters, which UTF-8 has no form for, replaced one by one."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def _count(primary: Primary) -> int:
    return sum(len(text) for *_, text in primary.turns) // 5
