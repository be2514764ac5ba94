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

from onrecord.errors import SetupError
from onrecord.verify.library.building import CATALOGUE, MADE, SEGMENT, made, parts, written
from onrecord.verify.library.index import BEHIND, Hashes, Place, places, question
from onrecord.verify.library.segments import Segment, read
from onrecord.verify.primaries import Held, Primary, Stretch, stretch_of

VERSION = 1

BLOCK = 900
"""Characters of a block, about: small enough to be cut anew for every quotation, large enough to be few."""

MANY = 24
"""Segments beyond which the small ones are made into one."""

PLACES = 6
"""Places of a segment that are looked at."""

WHOLE = 0.75
"""The share of a quotation's runs that must be looked at before their agreeing says that all of its words stand there:
the others are too common to be looked at."""

AROUND = 60
"""Words on both sides of a place whose blocks are looked at too, for the rest of its sentences."""

_SCHEMA = """
CREATE TABLE about (version INTEGER NOT NULL);
CREATE TABLE document (
    number INTEGER PRIMARY KEY, path TEXT NOT NULL, part TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    changed INTEGER NOT NULL, event TEXT, date TEXT, version TEXT, words INTEGER NOT NULL, UNIQUE (path, part, sha256));
CREATE TABLE turn (number INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    speaker TEXT);
CREATE TABLE block (number INTEGER PRIMARY KEY AUTOINCREMENT, turn INTEGER NOT NULL REFERENCES turn ON DELETE CASCADE,
    document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE, start INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX turn_by_document ON turn (document);
CREATE INDEX block_by_document ON block (document, start);
CREATE INDEX block_by_turn ON block (turn);
"""

_WORDS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS block_words USING fts5"
    " (text, content='block', content_rowid='number', tokenize='porter unicode61', detail='none')"
)


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

    def search(self, keys: Sequence[str], *, most: int) -> tuple[Stretch, ...]:
        """The stretches of text in which most of the keys may stand as they do in a quotation, best first."""
        asked = question(keys)
        if not len(asked):
            return ()
        stretches: dict[tuple[int, int], Stretch] = {}
        for place, segment in self._places(asked, len(keys)):
            first, last = segment.holding(place.start, place.end)
            wide_first, wide_last = segment.holding(place.start - AROUND, place.end + AROUND)
            for block in self._one_of_each(segment.blocks[first : last + 1].tolist()):
                stretch = self.stretch(int(segment.blocks[wide_first]), int(segment.blocks[wide_last]), of=block)
                if stretch is not None:
                    stretches.setdefault((stretch.document, stretch.start), stretch)
            if len(stretches) >= most:
                break
        return tuple(stretches.values())

    def _places(self, asked: Hashes, length: int) -> list[tuple[Place, Segment]]:
        """The places of all segments, best first, without those that can't be the best: where all runs that are looked
        at agree on one, and these are WHOLE of a quotation, only others on which all do may be as good."""
        found: list[tuple[Place, Segment, bool]] = []
        best, whole = 0, False
        for segment in self.segments:
            pairs, looked_at = segment.index.near(asked)
            for place in places(pairs, length, most=PLACES, best=best):
                best = max(best, place.runs)
                all_agree = place.runs >= looked_at
                whole |= all_agree and looked_at >= WHOLE * len(asked)
                found.append((place, segment, all_agree))
        kept = [(p, s) for p, s, all_agree in found if p.runs * BEHIND >= best and (all_agree or not whole)]
        return sorted(kept, key=lambda f: -f[0].runs)

    def about(self, words: Sequence[str], *, most: int) -> tuple[Stretch, ...]:
        """The blocks in which most of the words occur, in any order, best first. Made ready when first asked."""
        self._make_ready()
        asked = " OR ".join(f'"{word}"' for word in words if '"' not in word)
        found = "SELECT rowid FROM block_words WHERE block_words MATCH ? ORDER BY rank LIMIT ?"
        numbers = [number for (number,) in self.connection.execute(found, (asked, most))] if asked else []
        stretches = (self.stretch(number, number, of=number) for number in numbers)
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

    def stretch(self, first: int, last: int, *, of: int) -> Stretch | None:
        """The blocks of these numbers that belong to the document of one of them."""
        rows = self.connection.execute(
            "SELECT number, turn, document, start, text FROM block WHERE number BETWEEN ? AND ? AND document ="
            " (SELECT document FROM block WHERE number = ?) ORDER BY number",
            (first, last, of),
        ).fetchall()
        return stretch_of(rows)

    def _one_of_each(self, blocks: Sequence[int]) -> list[int]:
        """A block of each document that these belong to."""
        asked = "SELECT min(number) FROM block WHERE number BETWEEN ? AND ? GROUP BY document ORDER BY 1"
        return [number for (number,) in self.connection.execute(asked, (blocks[0], blocks[-1]))]

    def around(self, stretch: Stretch, characters: int) -> Stretch:
        """A stretch with so much more of its document on both sides."""
        low, high = stretch.start - characters, stretch.start + len(stretch.text) + characters
        rows = self.connection.execute(
            "SELECT number, turn, document, start, text FROM block WHERE document = ? AND start < ?"
            " AND start + length(text) > ? ORDER BY start",
            (stretch.document, high, low),
        ).fetchall()
        return stretch_of(rows) or stretch

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
        _connected(str(folder / CATALOGUE), new=True).close()
    return open_library(folder)


def open_library(folder: Path, *, jobs: int = 1) -> Library:
    """The library in a folder. Raises SetupError where there is none, or where its index is damaged."""
    if not (folder / CATALOGUE).is_file():
        raise SetupError(f"{folder} is no library; make one: onrecord library add NAME PATH…")
    connection = _connected(str(folder / CATALOGUE), new=False)
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
    return Library(None, _connected(":memory:", new=True))


def _connected(path: str, *, new: bool) -> sqlite3.Connection:
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if new:
            connection.executescript(_SCHEMA)
            connection.execute("INSERT INTO about VALUES (?)", (VERSION,))
            connection.commit()
        found = connection.execute("SELECT version FROM about").fetchone() or (VERSION + 1,)
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise SetupError(f"the library's catalogue {path} cannot be used: {error}") from None
    if found[0] > VERSION:
        connection.close()
        raise SetupError(f"{path} was made by a newer onrecord: its version is {found[0]}, this one knows {VERSION}")
    return connection


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
