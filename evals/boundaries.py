"""Scores where posts begin on pages without any author or date line: those lines are cut out before anything is read.

    python -m evals.boundaries DATA [--every N] [--floors [FILE]] [--show]

DATA is a folder with threads_labelled/NAME.txt and NAME.json, where posts are marked by hand, and with
discussion/blog_comments.jsonl.gz, of which every Nth page with THREE comments or more is flattened (5 unless told). A
post is found when one is read that begins on the same line. Each set is read twice: the whole page, and the discussion
alone, as when the end of the article is known. There the first line begins the first post whoever reads, and does not
count. The last row of each set is for comparison: a post at every line of the discussion.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from evals.counting import Score, score
from evals.tables import table

from evals import floors
from onrecord.model.document import Document, Origin
from onrecord.segment.discussion import posts_of
from onrecord.segment.lines import lines

THREE = 3
"""Comments that a page of the blog must have: with fewer there is hardly a discussion."""
EVERY = 5
BETWEEN = "\n"

Row = Mapping[str, Any]
Starts = Callable[["Page"], Iterable[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page without author lines, and where each of its posts begins."""

    name: str
    text: str
    starts: tuple[int, ...]

    @property
    def gold(self) -> frozenset[int]:
        """The lines on which posts begin."""
        return frozenset(line_of(self.text, start) for start in self.starts)

    @property
    def discussion(self) -> "Page":
        """The same page from its first post on."""
        first = self.starts[0]
        return Page(name=self.name, text=self.text[first:], starts=tuple(start - first for start in self.starts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How well the posts' first lines were told on some pages; the article's end is None where it was given."""

    pages: int
    starts: Score
    gold: int
    predicted: int
    ends: int | None


def main() -> None:
    """The table stands on standard output; the exit code is 1 where a figure fell below its floor."""
    options = _options()
    sets = {
        "labelled pages": list(labelled(options.data / "threads_labelled")),
        "blog comments": list(flattened(options.data / "discussion" / "blog_comments.jsonl.gz", every=options.every)),
    }
    found = {f"{name}{how}": measured for name, pages in sets.items() for how, measured in _each(pages)}
    print(table(("", "pages", "posts", "read", "P", "R", "F1", "ends right"), map(_cells, found, found.values())))
    for name, pages in sets.items() if options.show else ():
        for page in pages:
            _show(name, page)
    if options.floors:
        below = list(floors.fallen(floors.pinned(options.floors, "boundaries"), _figures(found)))
        print(*below, sep="\n", file=sys.stderr)
        sys.exit(1 if below else 0)


def labelled(folder: Path) -> Iterator[Page]:
    """The pages marked by hand, without the lines that frame their posts."""
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
            yield stripped(path.stem, file.read(), gold["comments"])


def stripped(name: str, text: str, comments: Sequence[Row]) -> Page:
    """The page without what stands in its posts beside their words; where the words stood together, lines part them."""
    pieces: list[str] = []
    starts: list[int] = []
    length = at = 0
    for comment in comments:
        before = text[at : comment["start"]]
        before += BETWEEN if pieces and not before.endswith("\n") else ""
        body = text[comment["body_start"] : comment["body_end"]]
        starts.append(length + len(before))
        pieces += [before, body]
        length += len(before) + len(body)
        at = comment["end"]
    return Page(name=name, text="".join((*pieces, text[at:])), starts=tuple(starts))


def flattened(path: Path, *, every: int = EVERY) -> Iterator[Page]:
    """Pages of a blog, each with its comments one after the other under it."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = (row for row in map(json.loads, file) if len(texts_of(row)) >= THREE)
        for row in islice(rows, 0, None, every):
            yield joined(row["id"], row["article"].strip(), texts_of(row))


def joined(name: str, article: str, comments: Sequence[str]) -> Page:
    """The article and the comments, one line after the other: no empty line tells where a comment begins."""
    starts: list[int] = []
    length = len(article)
    for comment in comments:
        starts.append(length + len(BETWEEN))
        length = starts[-1] + len(comment)
    return Page(name=name, text=BETWEEN.join((article, *comments)), starts=tuple(starts))


def measure(pages: Iterable[Page], read: Starts, *, given: bool = False) -> Found:
    """How well the lines on which posts begin were told."""
    right = predicted = gold = ends = 0
    pages = list(pages)
    for page in pages:
        lines_read = frozenset(line_of(page.text, start) for start in read(page))
        ends += min(lines_read, default=None) == min(page.gold)
        free = page.gold & frozenset((0,)) if given else frozenset[int]()
        lines_read, marked = lines_read - free, page.gold - free
        right += len(lines_read & marked)
        predicted += len(lines_read)
        gold += len(marked)
    scored = score(right=right, predicted=predicted, found=right, gold=gold)
    return Found(pages=len(pages), starts=scored, gold=gold, predicted=predicted, ends=None if given else ends)


def line_of(text: str, place: int) -> int:
    """The number of the line on which the place stands, from 0."""
    return text.count("\n", 0, place)


def read_page(page: Page) -> list[int]:
    """Where posts begin on a page whose article is not told apart."""
    return _read(Document(origin=Origin(uri=page.name), text=page.text))


def read_discussion(page: Page) -> list[int]:
    """Where posts begin on a page that is all discussion."""
    return _read(Document(origin=Origin(uri=page.name), text=page.text, kind="discussion"))


def every_line(page: Page) -> list[int]:
    """A post at each line."""
    return [line.extent.start for line in lines(page.text)]


def _read(document: Document) -> list[int]:
    return [post.body.start for post in posts_of(document, lines(document.text))]


def _each(pages: Sequence[Page]) -> Iterator[tuple[str, Found]]:
    yield "", measure(pages, read_page)
    discussions = [page.discussion for page in pages]
    yield ", end given", measure(discussions, read_discussion, given=True)
    yield ", every line", measure(discussions, every_line, given=True)


def _cells(name: str, found: Found) -> tuple[object, ...]:
    scored = found.starts
    ends = "" if found.ends is None else found.ends
    return (name, found.pages, found.gold, found.predicted, scored.precision, scored.recall, scored.f1, ends)


def _figures(found: Mapping[str, Found]) -> Mapping[str, float]:
    return {f"{name} f1": measured.starts.f1 for name, measured in found.items()}


def _show(name: str, page: Page) -> None:
    """The lines of the page: = begins a post and was told, + was told only, - begins one only."""
    told = frozenset(line_of(page.text, start) for start in read_page(page))
    print(f"\n{name}: {page.name}")
    for number, line in enumerate(page.text.split("\n")):
        if line.strip():
            sign = {(True, True): "=", (True, False): "-", (False, True): "+"}.get(
                (number in page.gold, number in told)
            )
            print(f"{sign or ' '} {line[:110]}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=int, default=EVERY)
    parser.add_argument("--floors", type=Path, nargs="?", const=floors.FILE, metavar="FILE")
    parser.add_argument("--show", action="store_true", help="print the lines of each page and what was read of them")
    return parser.parse_args()


def texts_of(row: Row) -> list[str]:
    """The comments that have words, without empty lines."""
    texts = ("\n".join(filter(str.strip, comment["text"].splitlines())) for comment in row["comments"])
    return [text.strip() for text in texts if text.strip()]


if __name__ == "__main__":
    main()
