"""Prints how well, how fast and in how much memory the library finds passages, beside what else could find them.

    python benchmarks/check.py DATA [--words 5,19,100] [--quotations N] [--seed N] [--ours]

DATA is a folder with primary/*_turns.jsonl.gz and quotes/polnear_train_pairs.jsonl, as for `evals.quotations`. --words
are millions of words: the texts that the quotations come from stand first, then the others; where there are too few,
they are repeated with every tenth word changed to another. A quotation is asked for where its text is there, and found
when one passage reached has so many of its words (FOUND) by our alignment, whichever copy it is.

    ours           the library, match() and judge()
    FTS5 phrase    SQLite: the quotation as one phrase, a row for each turn
    FTS5 OR        SQLite: its eight longest words, the best 20 blocks by bm25 with those beside them
    RapidFuzz      partial_ratio_alignment with every turn, up to 6 million words
    difflib        the longest run of words in every turn, the best 20 of them, up to 6 million words

The passages of the others are ranked by the words they share with the quotation, and the best three are aligned, as
match() does; that refuses, beyond the score, passages that lack the words that tell something: counted as not found.

Building and asking are processes of their own. Times hold everything: reading the texts when building; aligning, and
with ours judging, when asking. The first question, which loads word lists, is not counted. A quotation that takes
longer than its limit is not found; what was not asked in a method's time does not count. Memory is what the process
holds after a quotation, without the pages of mapped files; of building, the most it held, with them. With all limits
used up, a run at 100 million words takes less than 40 minutes.
"""

import argparse
import gc
import multiprocessing
import os
import platform
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

sys.path.append(str(Path(__file__).parent.parent))

from benchmarks.peers import Ask, Method, methods
from benchmarks.texts import Texts, key_of, pairs, read, write

from onrecord.verify.matching import FOUND

ASKING = 150
"""Seconds after which no further quotation is asked for."""

ONE = 20
"""Seconds after which one quotation is given up."""

OPENING = 60
"""Seconds for opening, and for what the last quotation asked may take beyond its limit."""

MEASURED = 32
"""Quotations after each of which the memory is measured: that walks through all mapped pages, and the next one is then
asked with an empty cache, which makes the median of ours half as much again."""

FIRST = "The ferries to the islands will sail again once the harbour is open."

FINDING = ("method", "exact pairs found", "near pairs found", "asked", "ms, p50", "ms, p99", "opening, s", "memory, MB")
BUILDING = ("method", "index, MB", "of the text", "with texts, MB", "building, MB/s", "building, memory, MB")

Pair = tuple[str, str]
"""The kind of a pair and its quotation."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Built:
    """What building took, and how many bytes the index has, and all that was written."""

    seconds: float
    memory: int
    index: int
    whole: int


@dataclass(kw_only=True)
class Asked:
    """What asking took, and whether each quotation was found, by the kind of pair."""

    opening: float
    memory: int = 0
    found: dict[str, list[bool]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    given_up: int = 0


def main() -> None:
    """Two tables for each number of words stand on standard output."""
    options = _options()
    rows = list(pairs(options.data))
    print(_machine())
    for millions in options.words:
        with tempfile.TemporaryDirectory() as folder:
            path, wanted = Path(folder) / "texts.jsonl", frozenset(map(key_of, rows))
            texts = write(path, options.data, wanted, millions=millions, seed=options.seed)
            held = [(row["match"], row["quote"]) for row in rows if key_of(row) in texts.keys]
            random.Random(options.seed).shuffle(held)
            asked = held[: options.quotations]
            print(f"\n{texts.words:,} words, {texts.size / 1e6:,.1f} MB of text, {len(asked)} quotations", flush=True)
            _print_tables([(name, texts, *_measured(name, texts, asked)) for name in _tried(millions, options)])


def _tried(millions: float, options: argparse.Namespace) -> list[str]:
    names = [name for name, method in methods().items() if millions <= method.most]
    return [name for name in names if name.startswith("ours")] if options.ours else names


def _measured(name: str, texts: Texts, asked: Sequence[Pair]) -> tuple[Built | None, Asked | None]:
    """What building and asking took; None for what did not finish, or is not done."""
    method = methods()[name]
    print(f"{name} …", file=sys.stderr)
    if not method.build:
        return None, _apart(ASKING + ONE + OPENING, _ask, name, texts.path, asked)
    with tempfile.TemporaryDirectory(dir=texts.path.parent) as folder:
        built = _apart(method.building, _build, name, texts.path, Path(folder))
        told = _apart(ASKING + ONE + OPENING, _ask, name, Path(folder), asked) if built and method.opened else None
    return built, told


def _build(name: str, texts: Path, folder: Path) -> Built:
    method = methods()[name]
    assert method.build
    started = time.perf_counter()
    method.build(read(texts), folder)
    seconds = time.perf_counter() - started
    whole = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Built(seconds=seconds, memory=_peak(), index=method.size(folder), whole=whole)


def _ask(name: str, place: Path, pairs: Sequence[Pair]) -> Asked:
    opened = methods()[name].opened
    assert opened
    started = time.perf_counter()
    ask = opened(place)
    asked = Asked(opening=time.perf_counter() - started)
    _timed(ask, FIRST)
    gc.freeze()  # as the command does
    until = time.perf_counter() + ASKING
    for kind, quotation in pairs:
        if time.perf_counter() > until:
            break
        score, seconds = _timed(ask, quotation)
        asked.found.setdefault(kind, []).append(score is not None and score >= FOUND)
        asked.seconds.append(seconds)
        asked.given_up += score is None
        if len(asked.seconds) % MEASURED == 1:
            asked.memory = max(asked.memory, _held())
    return asked


def _timed(ask: Ask, quotation: str) -> tuple[float | None, float]:
    """The score reached, None for none within the limit, and the seconds it took."""
    started = time.perf_counter()
    try:
        score: float | None = ask(quotation, started + ONE)
    except TimeoutError:
        score = None
    return score, time.perf_counter() - started


def _held() -> int:
    """The bytes this process holds, without the pages of mapped files where the system tells."""
    try:
        told = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return _peak()
    return 1024 * int(re.findall(r"^Anonymous:\s+(\d+) kB", told, re.MULTILINE)[0])


def _peak() -> int:
    """The most bytes this process has held. On Linux getrusage counts those of the process that started it, too."""
    try:
        told = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else 1024 * most
    return 1024 * int(re.findall(r"^VmHWM:\s+(\d+) kB", told, re.MULTILINE)[0])


def _apart(limit: float, step: Callable[..., T], *arguments: object) -> T | None:
    """What the step gives in a process of its own; None where it takes too long or fails."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_told, args=(theirs, step, *arguments))
    process.start()
    theirs.close()
    try:
        told: T | None = ours.recv() if ours.poll(limit) else None
    except EOFError:  # it failed, and standard error says why
        told = None
    process.kill()
    process.join()
    return told


def _told(connection: Connection, step: Callable[..., T], *arguments: object) -> None:
    connection.send(step(*arguments))


def _print_tables(rows: Sequence[tuple[str, Texts, Built | None, Asked | None]]) -> None:
    known = methods()
    asked = [(name, *_asked_cells(known[name], built, told)) for name, _, built, told in rows if known[name].opened]
    built = [(name, *_built_cells(known[name], b, texts)) for name, texts, b, _ in rows if known[name].build]
    for head, cells in ((FINDING, asked), (BUILDING, built)):
        print("\n| " + " | ".join(head) + " |\n|---|" + "--:|" * (len(head) - 1))
        print("\n".join("| " + " | ".join(row) + " |" for row in cells), flush=True)


def _asked_cells(method: Method, built: Built | None, told: Asked | None) -> list[str]:
    if not told:
        return ["not built" if method.build and not built else "did not finish", *["–"] * (len(FINDING) - 2)]
    given_up = f", {told.given_up} of them did not finish in {ONE} s" if told.given_up else ""
    kinds = [_share(told.found.get(kind, [])) for kind in ("exact", "near")]
    times = [_milliseconds(told.seconds, share) for share in (0.5, 0.99)]
    return [*kinds, f"{len(told.seconds)}{given_up}", *times, f"{told.opening:.2f}", f"{told.memory / 1e6:,.0f}"]


def _built_cells(method: Method, built: Built | None, texts: Texts) -> list[str]:
    if not built:
        return [f"did not finish in {method.building} s", *["–"] * (len(BUILDING) - 2)]
    index, share, whole = built.index / 1e6, built.index / texts.size, built.whole / 1e6
    rate = texts.size / built.seconds / 1e6
    return [f"{index:,.1f}", f"{share:.0%}", f"{whole:,.1f}", f"{rate:.1f}", f"{built.memory / 1e6:,.0f}"]


def _share(found: Sequence[bool]) -> str:
    return f"{sum(found) / len(found):.1%} of {len(found)}" if found else "–"


def _milliseconds(seconds: Sequence[float], share: float) -> str:
    if not seconds:
        return "–"
    value = sorted(seconds)[int(len(seconds) * share)]
    return f"> {1000 * ONE:,}" if value >= ONE else f"{1000 * value:,.1f}"


def _machine() -> str:
    """The machine and what ran on it."""
    try:
        told = re.findall(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        told = []
    model = told[0] if told else platform.processor() or platform.machine()
    versions = f"SQLite {sqlite3.sqlite_version}, RapidFuzz {version('rapidfuzz')}"
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {versions}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--words", type=_numbers, default="5,19,100", metavar="MILLIONS,…")
    parser.add_argument("--quotations", type=int, metavar="N", help="ask for so many, picked by chance, not for all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--ours", action="store_true", help="leave the others out")
    return parser.parse_args()


def _numbers(told: str) -> list[float]:
    return [float(number) for number in told.split(",")]


if __name__ == "__main__":
    main()
