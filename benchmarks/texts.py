"""Quotations and texts to measure with: as many words as asked for, in changed copies where there are too few."""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count, islice
from pathlib import Path
from typing import Any

from evals.quotations import transcripts

from onrecord.verify.primaries import Primary

CHANGED = 0.1
"""The share of words that are changed in a copy, so that no two are the same."""

SOME = 97
"""Every so many'th running word is one of those that others are changed to."""

Row = dict[str, Any]
Turn = tuple[str | None, int, str]
Key = tuple[str, str, str]
"""A text's source, day and event, which a pair names too."""


@dataclass(frozen=True, kw_only=True)
class Texts:
    """The texts of one run: a file of them, their words, their bytes, and which of those that were quoted they are."""

    path: Path
    words: int
    size: int
    keys: frozenset[Key]


def pairs(data: Path) -> Iterator[Row]:
    """The quotations of news articles with what they were made from; without those of tweets."""
    with (data / "quotes" / "polnear_train_pairs.jsonl").open(encoding="utf-8") as file:
        yield from (row for row in map(json.loads, file) if "tweet" not in row["source"])


def key_of(pair: Row) -> Key:
    """What tells the text that a quotation was made from."""
    return pair["source"], pair["transcript_date"], pair["event"]


def write(path: Path, data: Path, wanted: frozenset[Key], *, millions: float, seed: int) -> Texts:
    """So many words of texts stand in the file, one text a line, the wanted ones first."""
    words, size, keys = 0, 0, set()
    with path.open("w", encoding="utf-8") as file:
        for primary in _endless(data, wanted, seed):
            file.write(json.dumps(asdict(primary)) + "\n")
            keys.add(_key(primary))
            words += sum(len(text.split()) for _, _, text in primary.turns)
            size += sum(len(text.encode()) for _, _, text in primary.turns)
            if words >= millions * 1e6:
                break
    return Texts(path=path, words=words, size=size, keys=wanted & keys)


def read(path: Path) -> Iterator[Primary]:
    """The texts of a file, one at a time."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            held = json.loads(line)
            yield Primary(**held | {"turns": tuple(map(tuple, held["turns"]))})


def _endless(data: Path, wanted: frozenset[Key], seed: int) -> Iterator[Primary]:
    """All texts, and then changed copies of all, again and again."""
    yield from (primary for primary in transcripts(data) if _key(primary) in wanted)
    yield from (primary for primary in transcripts(data) if _key(primary) not in wanted)
    running = (word for primary in transcripts(data) for _, _, text in primary.turns for word in text.split())
    others = [word for word in islice(running, 0, None, SOME) if word.isalpha()]
    for copy in count(1):
        chance = random.Random(f"{seed} {copy}")
        for primary in transcripts(data):
            changed = ((speaker, changed_words(text, others, chance)) for speaker, _, text in primary.turns)
            yield replace(primary, path=f"{copy}/{primary.path}", turns=tuple(_placed(changed)))


def changed_words(text: str, others: Sequence[str], chance: random.Random) -> str:
    """The text with a tenth of its words, picked by chance, changed to others."""
    pieces = re.split(r"(\S+)", text)
    words = len(pieces) // 2
    for at in chance.sample(range(words), int(words * CHANGED + chance.random())):
        pieces[2 * at + 1] = chance.choice(others)
    return "".join(pieces)


def _placed(turns: Iterable[tuple[str | None, str]]) -> Iterator[Turn]:
    """The turns, each where the one before ends."""
    start = 0
    for speaker, text in turns:
        yield speaker, start, text
        start += len(text)


def _key(primary: Primary) -> Key:
    return primary.part.partition("|")[0], primary.date or "", primary.event or ""
