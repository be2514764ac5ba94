"""The library, and what else could find a quotation's passage: SQLite's full-text search, RapidFuzz and difflib."""

import heapq
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.texts import read

from onrecord.model.base import Span
from onrecord.verify.alignment import align, gaps_of, shared_words, words_of
from onrecord.verify.library.shelves import create, open_library
from onrecord.verify.matching import ALIGNED, FOUND, match
from onrecord.verify.primaries import Primary
from onrecord.verify.tokens import WORD, tokens
from onrecord.verify.verdicts import judge, printed_of

WORDS_OR = 8
"""Words of a quotation, its longest, that are looked for by OR."""

BEST = 20
"""Passages that are taken from a search to be aligned."""

BLOCK = 900
"""Characters of a row for the search by OR, as in the library: bm25 finds nothing in whole speeches."""

BESIDE = 300
"""Characters before and after what was found that are aligned too."""

Ask = Callable[[str, float], float]
"""The share of a quotation's words in the best passage reached. Raises TimeoutError after that point in time."""


@dataclass(frozen=True, kw_only=True)
class Method:
    """A way to find passages: how its index is built in a folder, how that folder is opened, how large the index is.

    What has no index opens the file of texts.
    """

    build: Callable[[Iterable[Primary], Path], None] | None = None
    opened: Callable[[Path], Ask] | None = None
    size: Callable[[Path], int] = lambda _: 0
    building: int = 0
    """Seconds after which building is given up."""
    most: float = float("inf")
    """Millions of words up to which it is tried."""


def methods() -> dict[str, Method]:
    """The methods by name. With two processes only building is timed: what they build is the same."""
    ours = Method(build=_build_ours, opened=_ours, size=_size_ours, building=600)
    two = Method(build=partial(_build_ours, jobs=2), size=_size_ours, building=600)
    return {
        "ours": ours,
        "ours, two processes": two,
        "FTS5 phrase": Method(build=partial(_build_fts, cut=_whole), opened=_phrase, size=_size_fts, building=150),
        "FTS5 OR": Method(build=partial(_build_fts, cut=_blocks), opened=_or, size=_size_fts, building=150),
        "RapidFuzz": Method(opened=_rapidfuzz, most=6),
        "difflib": Method(opened=_difflib, most=6),
    }


def _build_ours(texts: Iterable[Primary], folder: Path, jobs: int = 1) -> None:
    with create(folder) as library:
        for _ in library.add(texts, jobs=jobs):
            pass


def _ours(folder: Path) -> Ask:
    library = open_library(folder)

    def ask(quotation: str, until: float) -> float:  # noqa: ARG001
        printed = printed_of(quotation, Span(0, len(quotation)))
        found = match(printed.tokens, library)
        judge(printed, found[0] if found else None)
        return found[0].score if found else 0.0

    return ask


def _size_ours(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.index"))


def _build_fts(texts: Iterable[Primary], folder: Path, cut: Callable[[str], Iterator[str]]) -> None:
    with closing(sqlite3.connect(folder / "fts.db")) as connection, connection:
        connection.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, document INTEGER, text TEXT)")
        connection.execute("CREATE VIRTUAL TABLE found USING fts5(text, content='row', content_rowid='number')")
        number = count(1)
        for document, primary in enumerate(texts):
            rows = [(next(number), document, piece) for _, _, text in primary.turns for piece in cut(text)]
            connection.executemany("INSERT INTO row VALUES (?, ?, ?)", rows)
        connection.execute("INSERT INTO found (found) VALUES ('rebuild')")


def _whole(text: str) -> Iterator[str]:
    yield text


def _blocks(text: str) -> Iterator[str]:
    while len(text) > BLOCK:
        at = text.rfind(" ", 1, BLOCK) + 1 or BLOCK
        yield text[:at]
        text = text[at:]
    yield text


def _phrase(folder: Path) -> Ask:
    connection = sqlite3.connect(folder / "fts.db")
    asked = "SELECT highlight(found, 0, char(2), char(3)) FROM found WHERE found MATCH ? LIMIT 1"

    def ask(quotation: str, until: float) -> float:
        phrase = _quoted(" ".join(WORD.findall(quotation)))
        rows = _within(connection, asked, phrase, until)
        passages = (_around(text, text.find("\2"), text.find("\3")) for (text,) in rows)
        return _score(quotation, passages)

    return ask


def _or(folder: Path) -> Ask:
    connection = sqlite3.connect(folder / "fts.db")
    best = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?"
    joined = (
        "SELECT text FROM row WHERE number BETWEEN ? - 1 AND ? + 1"
        " AND document = (SELECT document FROM row WHERE number = ?) ORDER BY number"
    )

    def ask(quotation: str, until: float) -> float:
        words = sorted(dict.fromkeys(WORD.findall(quotation.lower())), key=len, reverse=True)
        asked = " OR ".join(map(_quoted, words[:WORDS_OR]))
        numbers = [number for (number,) in _within(connection, best, asked, until, BEST)]
        return _score(quotation, ("".join(t for (t,) in connection.execute(joined, (n, n, n))) for n in numbers))

    return ask


def _quoted(words: str) -> str:
    return f'"{words}"'


def _within(connection: sqlite3.Connection, asked: str, words: str, until: float, *more: int) -> list[tuple[Any, ...]]:
    connection.set_progress_handler(lambda: time.perf_counter() > until, 1_000)
    try:
        return connection.execute(asked, (words, *more)).fetchall()
    except sqlite3.OperationalError as error:
        if "interrupt" in str(error):
            raise TimeoutError from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _size_fts(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "fts.db")) as connection:
        columns = (("block", "found_data"), ("sz", "found_docsize"), ("term", "found_idx"))
        sizes = (f"SELECT sum(length({column})) FROM {table}" for column, table in columns)
        return sum(connection.execute(size).fetchone()[0] for size in sizes)


def _rapidfuzz(texts: Path) -> Ask:
    from rapidfuzz.fuzz import partial_ratio_alignment

    turns = [text.lower() for primary in read(texts) for _, _, text in primary.turns]

    def ask(quotation: str, until: float) -> float:
        printed, best, passage = quotation.lower(), 0.0, ""
        for text in turns:
            if len(text) < FOUND * len(printed):  # it would be looked for in the quotation: "No." is there
                continue
            if time.perf_counter() > until:
                raise TimeoutError
            found = partial_ratio_alignment(printed, text, score_cutoff=best)
            if found is not None and found.score > best:
                best, passage = found.score, _around(text, found.dest_start, found.dest_end)
        return _score(quotation, [passage])

    return ask


def _difflib(texts: Path) -> Ask:
    turns = [[sys.intern(w) for w in WORD.findall(t.lower())] for p in read(texts) for _, _, t in p.turns]

    def ask(quotation: str, until: float) -> float:
        printed = WORD.findall(quotation.lower())
        matcher = SequenceMatcher(None, [], printed, autojunk=False)
        best: list[tuple[int, int, int]] = []
        for number, turn in enumerate(turns):
            if time.perf_counter() > until:
                raise TimeoutError
            matcher.set_seq1(turn)
            found = matcher.find_longest_match()
            entry = (found.size, number, max(0, found.a - found.b))
            (heapq.heappush if len(best) < BEST else heapq.heappushpop)(best, entry)
        more = 2 * len(printed)
        return _score(quotation, (" ".join(turns[n][max(0, at - more) : at + more]) for _, n, at in best))

    return ask


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - BESIDE) : end + BESIDE]


def _score(quotation: str, passages: Iterable[str]) -> float:
    """The share of the quotation's words in the best of the passages."""
    read_as = tokens(quotation)
    printed, gaps = words_of(read_as), gaps_of(read_as)
    keys = [token.key for token in printed]
    read = [words_of(tokens(passage)) for passage in passages]
    ranked = heapq.nlargest(ALIGNED, read, key=lambda passage: shared_words(keys, [token.key for token in passage]))
    return max((align(printed, primary, gaps).score for primary in ranked), default=0.0)
