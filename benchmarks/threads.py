"""Prints how fast long discussions are read and cut into posts, and whether the cost grows with the text alone.

    python benchmarks/threads.py [--posts 500,1000,5000] [--levels 10,200] [--seed N]

Discussions are made up: a report, and posts that answer one another down to so many levels. Each is written as a page
with nested comments, as JSON with nested replies, as text with author and date lines, and as text without them. Timed
are the reader and the layers of `segment`, in seconds of one processor, which other work on the machine does not
lengthen; the better of two readings counts. The last column is the cost of a word beside that in the shortest
discussion of the same form and depth: 1.0 throughout is linear, and a cost that grew with the square would show the
ratio of the posts.
"""

import argparse
import html
import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent))

from onrecord.ingest.readers import read_source
from onrecord.model.document import Document, Origin, Record
from onrecord.model.statement import Post
from onrecord.pipeline import DEFAULT_ORDER, build
from onrecord.registry import Source
from onrecord.settings import Settings
from onrecord.text import words

READINGS = 2
SEGMENT = tuple(name for name in DEFAULT_ORDER if name.startswith("segment."))
COLUMNS = ("form", "posts", "levels", "words", "found", "ingest, s", "segment, s", "words/s", "a word costs")

REPORT = (
    "Viaduct stays shut, minister says",
    "ALDERMOUTH — Tambria will not open the Vessen Viaduct this month, Minister Odile Farran said on Tuesday.",
    "“Nobody will send a train over a cracked pier,” Farran told reporters, according to the Tambrian News Agency.",
    "Its spokesman, Per Dahl, said engineers had found no crack, and that a survey would be published on Thursday.",
)
OPENINGS = ("Yes, and", "No.", "I think", "Thanks!", "Well,", "You’re wrong:", "Great post.", "@wagoner", "But", "Why?")
SYLLABLES = "vel mor tam ris kel dor lin var sol ett bran osk".split()
SAID = (
    "my brother works there and he saw the pier himself. nobody has seen that crack, have they? the fees are up in"
    " four weeks! she never said “cracked”, she said “unsound”. who pays for the wagons? it was shut last year, too."
    " they will open it when the survey is out. i would not send my own train over it…"
).split()


@dataclass(frozen=True, slots=True)
class Said:
    """A post, how deep it stands (0 for one that answers the report), its writer, and its paragraphs."""

    depth: int
    author: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What reading one discussion took, and the posts that were found in it."""

    words: int
    posts: int
    ingest: float
    segment: float

    @property
    def each(self) -> float:
        """Seconds a word."""
        return (self.ingest + self.segment) / max(1, self.words)


def main() -> None:
    """The table stands on standard output."""
    options = _options()
    print(f"| {' | '.join(COLUMNS)} |\n|---|{'--:|' * (len(COLUMNS) - 1)}")
    for name, write in FORMS.items():
        for levels in options.levels:
            first: Measured | None = None
            for count in options.posts:
                found = measured(write(made(count, levels, random.Random(options.seed))))
                first = first or found
                print(f"| {' | '.join(_cells(name, count, levels, found, first))} |", flush=True)


def made(count: int, levels: int, chance: random.Random) -> tuple[Said, ...]:
    """So many posts in the order of reading: each answers the one before it or one above that, and every level is
    reached where there are posts enough."""
    posts: list[Said] = []
    for place in range(count):
        deeper = posts[-1].depth + 1 if posts else 0
        depth = deeper if deeper < levels and place % (2 * levels) < levels else chance.randrange(min(deeper, levels))
        paragraphs = (_paragraph(chance) for _ in range(chance.randint(1, 3)))
        posts.append(Said(depth, _name(chance), tuple(paragraphs)))
    return tuple(posts)


def page(said: Sequence[Said]) -> tuple[str, bytes]:
    """A page of HTML, its comments nested."""
    pieces = [f"<!doctype html><html><body><article><h1>{REPORT[0]}</h1>", *(f"<p>{p}</p>" for p in REPORT[1:])]
    pieces.append("</article><section id='comments' class='comments-area'><ol class='comment-list'>")
    for place, post in enumerate(said):
        body = "".join(f"<p>{html.escape(words)}</p>" for words in post.paragraphs)
        pieces.append(
            f"<li class='comment' id='comment-{place + 1}'><article><footer><b class='fn'>{post.author}</b>"
            f"<time datetime='{_when(place)}'></time></footer><div class='comment-content'>{body}</div></article>"
        )
        after = said[place + 1].depth if place + 1 < len(said) else 0
        pieces.append("<ol class='children'>" if after > post.depth else "</li>" + "</ol></li>" * (post.depth - after))
    return "page.html", "".join((*pieces, "</ol></section></body></html>")).encode()


def replies(said: Sequence[Said]) -> tuple[str, bytes]:
    """JSON in which each comment holds its replies, as Reddit gives it; written piece by piece, as deep as it is."""
    selftext = json.dumps("\n\n".join(REPORT[1:]))
    pieces = ['[{"kind": "Listing", "data": {"children": [{"kind": "t3", "data": {"title": ']
    pieces.append(
        f'{json.dumps(REPORT[0])}, "selftext": {selftext}}}}}]}}}}, {{"kind": "Listing", "data": {{"children": ['
    )
    for place, post in enumerate(said):
        known = {"id": f"p{place}", "author": post.author, "created_utc": 1930000000 + 60 * place}
        known["body"] = "\n\n".join(post.paragraphs)
        pieces.append(f'{{"kind": "t1", "data": {json.dumps(known)[:-1]}, "replies": ')
        after = said[place + 1].depth if place + 1 < len(said) else 0
        if after > post.depth:
            pieces.append('{"kind": "Listing", "data": {"children": [')
        else:
            last = place + 1 == len(said)
            pieces.append('""}}' + "]}}}}" * (post.depth - after) + ("" if last else ","))
    return "thread.json", "".join((*pieces, "]}}]")).encode()


def signed(said: Sequence[Said]) -> tuple[str, bytes]:
    """Flattened text with a line for author and date over each post, set in as deep as it stands."""
    lines = ["\n\n".join(REPORT), f"{len(said)} Comments"]
    for place, post in enumerate(said):
        margin = " " * post.depth
        lines.append(f"{margin}{post.author} • 5 March 2031 at {place // 60 % 24}:{place % 60:02d}")
        lines.extend(margin + words for words in post.paragraphs)
    return "signed.txt", "\n".join(lines).encode()


def unsigned(said: Sequence[Said]) -> tuple[str, bytes]:
    """Flattened text without author lines."""
    return "unsigned.txt", "\n".join((*REPORT, *(words for post in said for words in post.paragraphs))).encode()


FORMS: Mapping[str, Callable[[Sequence[Said]], tuple[str, bytes]]] = {
    "HTML": page,
    "JSON": replies,
    "text, signed": signed,
    "text, unsigned": unsigned,
}


def measured(named: tuple[str, bytes]) -> Measured:
    """The better of some readings of a file."""
    pipeline = build(Settings(), SEGMENT)
    source = Source(origin=Origin(uri=named[0]), data=named[1])
    return min((_read(source, pipeline) for _ in range(READINGS)), key=lambda found: found.each)


def _read(source: Source, pipeline: Callable[[Document], Record]) -> Measured:
    started = time.process_time()
    (document,) = read_source(source, Settings())
    read = time.process_time()
    if not isinstance(document, Document):
        raise document
    record = pipeline(document)
    done = time.process_time()
    count = sum(1 for _ in words(document.text))
    return Measured(words=count, posts=len(record.of(Post)), ingest=read - started, segment=done - read)


def _cells(name: str, count: int, levels: int, found: Measured, first: Measured) -> Iterator[str]:
    yield from (name, f"{count:,}", str(levels), f"{found.words:,}", f"{found.posts:,}")
    yield from (f"{found.ingest:.2f}", f"{found.segment:.2f}")
    yield f"{found.words / max(1e-9, found.ingest + found.segment):,.0f}"
    yield f"{found.each / max(1e-12, first.each):.2f}"


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


def _paragraph(chance: random.Random) -> str:
    length = chance.randint(4, 40)
    start = chance.randrange(len(SAID))
    return " ".join((chance.choice(OPENINGS), *(SAID[(start + n) % len(SAID)] for n in range(length)))) + "."


def _when(place: int) -> str:
    return f"2031-03-05T{place // 60 % 24:02d}:{place % 60:02d}:00"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=_numbers, default=(500, 1000, 5000))
    parser.add_argument("--levels", type=_numbers, default=(10, 200))
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _numbers(given: str) -> tuple[int, ...]:
    return tuple(map(int, given.split(",")))


if __name__ == "__main__":
    main()
