"""Scores verdicts on real quotations, whose labels stand in cases/quotations, against the texts that they come from.

    python -m evals.quotations DATA [--show] [--recall]

DATA is a folder with quotes/polnear_train_pairs.jsonl, quotes/forum_quotes.jsonl.gz and primary/*_turns.jsonl.gz (see
cases/quotations/README.md for where they come from). The cases hold ids and labels only. Two readers labelled each; a
verdict is right when it is that of one of them. Pairs that both found to be no pair at all are counted apart.
"""

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.tables import table

from onrecord.model.base import Span
from onrecord.verify.library.shelves import Library, in_memory
from onrecord.verify.matching import match
from onrecord.verify.primaries import Primary
from onrecord.verify.verdicts import judge, printed_of

CASES = Path(__file__).parent / "cases" / "quotations"
HARD = frozenset(("altered", "distorted", "spliced", "misattributed"))

Row = dict[str, Any]


@dataclass(frozen=True)
class Item:
    """A labelled quotation: its id, words, the texts that hold what it was made from, and its labels."""

    id: str
    printed: str
    primaries: tuple[Primary, ...]
    labels: tuple[str, ...]
    doubt: bool
    third: str | None = None
    """What was decided afterwards, by principle (cases/quotations/README.md)."""


def main() -> None:
    """The tables stand on standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true", help="print each quotation whose verdict is wrong")
    parser.add_argument("--recall", action="store_true", help="find every pair in all primary texts as well")
    options = parser.parse_args()
    primaries = list(transcripts(options.data))
    for name, items in (("polnear", polnear(options.data, primaries)), ("forum", forum(options.data))):
        _report(name, list(items), show=options.show)
    if options.recall:
        _recall(options.data, primaries)


def transcripts(data: Path) -> Iterator[Primary]:
    """The primary texts of the folder: the turns of one occasion are one text."""
    for path in sorted((data / "primary").glob("*_turns.jsonl.gz")):
        held: tuple[Any, ...] | None = None
        turns: list[tuple[str | None, int, str]] = []
        for row in _lines(path):
            key = (row["source"], row["date"], row["event"], row.get("url"))
            if held is not None and key != held:
                yield _primary(path, held, turns)
                turns = []
            held = key
            turns.append(
                (row["speaker"], sum(len(t[2]) for t in turns[-1:]) + (turns[-1][1] if turns else 0), row["text"])
            )
        if held is not None:
            yield _primary(path, held, turns)


def polnear(data: Path, primaries: Sequence[Primary]) -> Iterator[Item]:
    """Quotations of news articles, each with the transcripts of the same source and day."""
    days: dict[tuple[str, str], list[Primary]] = defaultdict(list)
    for primary in primaries:
        days[primary.part.split("|")[0], primary.date or ""].append(primary)
    pairs = {
        f"polnear:{row['article']}:{row['start']}": row for row in _lines(data / "quotes/polnear_train_pairs.jsonl")
    }
    for case in _lines(CASES / "polnear.jsonl"):
        row = pairs[case["id"]]
        held = days[row["source"], row["transcript_date"]] or [_single(row["transcript"])]
        yield Item(case["id"], row["quote"], tuple(held), tuple(case["labels"]), case["doubt"], case.get("third"))


def forum(data: Path) -> Iterator[Item]:
    """Quotations in posts of a forum, each with the post that it quotes."""
    wanted = {case["id"]: case for case in _lines(CASES / "forum.jsonl")}
    for row in _lines(data / "quotes/forum_quotes.jsonl.gz"):
        case = wanted.get(f"forum:{row['discussion']}:{row['post']}:{row['start']}")
        if case:
            yield Item(
                case["id"],
                row["quote"],
                (_single(row["source_text"]),),
                tuple(case["labels"]),
                case["doubt"],
                case.get("third"),
            )


def _report(name: str, items: list[Item], *, show: bool) -> None:
    kept = [item for item in items if item.labels != ("not_found",)]
    verdicts = {item.id: _verdict(item) for item in items}
    right = sum(verdicts[item.id][0] in item.labels for item in kept)
    sure = [item for item in kept if not item.doubt]
    right_sure = sum(verdicts[item.id][0] in item.labels for item in sure)
    grave = [i for i in kept if HARD.issuperset(i.labels) and verdicts[i.id][0] == "exact"]
    settled = sum(verdicts[i.id][0] in ((i.third,) if i.third else i.labels) for i in kept)
    print(f"{name}: {right} of {len(kept)} right, {right / len(kept):.1%}")
    print(f"with the decisions of principle: {settled} of {len(kept)}, {settled / len(kept):.1%}")
    print(f"without doubt: {right_sure} of {len(sure)}, {right_sure / len(sure):.1%}")
    print(f"altered or worse called exact: {len(grave)}")
    unpaired = Counter(verdicts[item.id][0] for item in items if item.labels == ("not_found",))
    print(f"no pair by both readers: {dict(unpaired)}")
    confused = Counter((item.labels[0], verdicts[item.id][0]) for item in kept)
    labels = sorted({label for pair in confused for label in pair})
    print(table(["labelled \\ verdict", *labels], [[a, *(confused[a, b] or "" for b in labels)] for a in labels]))
    for item in kept if show else ():
        label, reason = verdicts[item.id]
        if label not in item.labels:
            print(f"{item.id}\n  {'/'.join(item.labels)} → {label}: {reason}\n  {item.printed[:300]!r}")


def _verdict(item: Item) -> tuple[str, str]:
    with in_memory() as library:
        for _ in library.add(item.primaries):
            pass
        return verdict(item.printed, library)


def verdict(words: str, library: Library) -> tuple[str, str]:
    """The verdict on a quotation and its reason."""
    printed = printed_of(words, Span(0, len(words)))
    found = match(printed.tokens, library)
    judged = judge(printed, found[0] if found else None)
    return judged.label, judged.reason


def _recall(data: Path, primaries: Iterable[Primary]) -> None:
    """How many pairs are found in all primary texts, by the test of tokens that paired them, and how fast."""
    with in_memory() as library:
        for _ in library.add(primaries):
            pass
        found, total, times, labels = Counter[str](), Counter[str](), [], Counter[tuple[str, str]]()
        for row in _lines(data / "quotes/polnear_train_pairs.jsonl"):
            if "tweet" in row["source"]:
                continue
            began = time.perf_counter()
            label, _ = verdict(row["quote"], library)
            times.append(time.perf_counter() - began)
            total[row["match"]] += 1
            found[row["match"]] += label != "not_found"
            labels[row["match"], label] += 1
            if label == "not_found":
                print(f"not found ({row['match']}): {row['quote'][:160]!r}")
    times.sort()
    print({kind: f"{found[kind]} of {count}, {found[kind] / count:.1%}" for kind, count in total.items()})
    print(f"ms a quotation: p50 {1e3 * times[len(times) // 2]:.2f}, p99 {1e3 * times[len(times) * 99 // 100]:.2f}")
    print(sorted(labels.items()))


def _primary(path: Path, key: tuple[Any, ...], turns: list[tuple[str | None, int, str]]) -> Primary:
    return Primary(path=path.name, part="|".join(map(str, key)), turns=tuple(turns), event=key[2], date=key[1])


def _single(text: str) -> Primary:
    return Primary(path="text", turns=((None, 0, text),))


def _lines(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    main()
