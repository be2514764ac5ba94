"""Scores attribution against PolNeAR, or any articles whose attributions were marked by hand in the same form.

    python -m evals.polnear FOLDER LINES.jsonl [--metadata TABLE] [--json] [--floors [FILE]]

FOLDER is a split: text/ and attributions/. LINES is what `onrecord read FOLDER/text --json` printed. TABLE tells the
publishers, with a column filename and one publisher. With --floors the exit code is 1 where a figure has fallen below
the one that is pinned for a split of that name in evals/floors.yml.

- fragments: a part is right where one annotator marked exactly that unbroken stretch; every annotator counts. A part in
  pieces, or with a line break in it, is several fragments. This is how CofeNet (COLING 2022) and others count.
- characters: those in any source, any cue, any content, white space apart, by the first annotator.
- attributions, by the first annotator: one is found when a statement's content is the same in at least half of the
  characters that either has, and linked when the sources share a character too, or both have none. What is exact is so
  among those that were found. Quoted is what has a quotation mark in its content or beside it.
- confidence: how far it is from the share of statements that are right: found, and given to the source of one that was
  marked there.
"""

import argparse
import dataclasses
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from evals.brat import Article, articles, publishers
from evals.counting import Score
from evals.lines import Line, lines
from evals.report import Figures, Report, report
from evals.tables import table

from evals import floors


def main(arguments: Sequence[str]) -> int:
    """Prints the figures; 1 where one has fallen below its floor, 2 where something cannot be read."""
    options = _options(arguments)
    try:
        gold, read = list(articles(options.folder)), list(lines(options.lines))
        found = report(gold, read, publishers(options.metadata) if options.metadata else {})
        pinned = floors.pinned(options.floors, f"polnear {options.folder.resolve().name}") if options.floors else None
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(msgspec.json.encode(found).decode() if options.json else "\n\n".join(_tables(found)))
    below = list(floors.fallen(pinned, found.figures())) if pinned else []
    for complaint in (*_unread(gold, read), *below):
        print(complaint, file=sys.stderr)
    return int(bool(below))


def _tables(found: Report) -> Iterator[str]:
    yield f"{found.articles} articles; per cent"
    yield _scores("fragments, exact", found.fragments)
    yield _scores("characters", found.characters)
    yield _figures("attributions", found.attributions)
    for name, slices in found.by.items():
        yield _figures(f"by {name}", slices)
    bins = [(f"{b.least:.1f}–{b.most:.1f}", b.count, b.sure, b.right) for b in found.confidence.bins]
    yield table(("confidence", "statements", "mean", "right"), bins)
    yield f"calibration error (ECE, {len(bins)} bins of as many statements each): {found.confidence.error:.1f}"


def _scores(title: str, scores: Mapping[str, Score]) -> str:
    return table((title, "P", "R", "F1"), ((name, s.precision, s.recall, s.f1) for name, s in scores.items()))


def _figures(title: str, figures: Mapping[str, Figures]) -> str:
    head = (title, "gold", "statements", "P", "R", "F1", "linked", "content exact", "source exact")
    return table(head, ((name, *dataclasses.astuple(f)) for name, f in figures.items()))


def _unread(gold: Sequence[Article], read: Sequence[Line]) -> Iterator[str]:
    missing = {article.name for article in gold} - {line.name for line in read}
    if missing:
        yield f"{len(missing)} articles have no line, as if nothing were in them: {min(missing)} …"


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evals.polnear", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("lines", type=Path, metavar="LINES.jsonl")
    parser.add_argument("--metadata", type=Path, metavar="TABLE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--floors", type=Path, nargs="?", const=floors.FILE, metavar="FILE")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
