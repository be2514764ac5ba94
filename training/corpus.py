"""PolNeAR as training examples: words, features, tags of first pieces, and which part hangs on which.

The corpus is read from where the user keeps it (brat files below text/ and attributions/) and never stored here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.encoder import Vocabulary, Words, split

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = ("source", "cue", "content")
LINE = re.compile(r"\s*\n\s*")
LEAD = frozenset("that whether if “ \" ‘ '".split())
"""What opens a content and no sentence."""


@dataclass(frozen=True)
class Attribution:
    """One gold attribution: the fragments of each role."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Article:
    """A text and its readings by one annotator or several."""

    name: str
    text: str
    readings: tuple[tuple[Attribution, ...], ...]


@dataclass(frozen=True)
class Arc:
    """A part that hangs on another: the first and last word of each; `head` is None for none."""

    kind: int
    """0 content → cue, 1 cue → source."""
    part: tuple[int, int]
    head: tuple[int, int] | None


@dataclass(frozen=True)
class Example:
    """An article's words with a tag for each and the arcs between parts."""

    words: Words
    tags: np.ndarray | None
    arcs: tuple[Arc, ...]


def articles(folder: Path) -> Iterator[Article]:
    """Each article of a split with all its annotators' readings."""
    files: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        files[path.stem.rsplit("_", 1)[0]].append(path)
    for name, paths in files.items():
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        yield Article(name, text, tuple(tuple(_reading(p)) for p in paths))


def _reading(path: Path) -> Iterator[Attribution]:
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    events: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        part = line.split("\t")
        if len(part) > 1 and re.fullmatch(r"T\d+", part[0]):
            offsets = part[1].split(" ", 1)[1]
            spans[part[0]] = tuple(sorted((int(a), int(b)) for a, b in (o.split() for o in offsets.split(";"))))
        elif len(part) > 1 and re.fullmatch(r"E\d+", part[0]):
            events.append(part[1])
    for event in events:
        roles: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
        for argument in event.split()[1:]:
            role, target = argument.split(":")
            role = re.sub(r"\d+$", "", role).lower()
            if role in roles and target in spans:
                roles[role] += spans[target]
        yield Attribution(*(tuple(sorted(roles[role])) for role in ROLES))


def fragments(text: str, spans: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """The contiguous stretches of a span, split at line breaks: what the tags of one line can say."""
    for start, end in spans:
        at = start
        for gap in LINE.finditer(text, start, end):
            if gap.start() > at:
                yield at, gap.start()
            at = gap.end()
        if at < end:
            yield at, end


def example(article: Article, reading: int, vocabulary: Vocabulary) -> Example:
    """An article as one annotator read it."""
    words = split(article.text, vocabulary)
    tags = np.zeros(len(words), np.int64)
    arcs: list[Arc] = []
    for item in article.readings[reading]:
        parts = {role: _tagged(tags, words, article.text, getattr(item, role), role) for role in ROLES}
        source = parts["source"][0] if parts["source"] else None
        for cue in parts["cue"][:1]:
            arcs += [Arc(0, part, cue) for part in parts["content"]]
            arcs.append(Arc(1, cue, source))
    return Example(words, tags, tuple(arcs))


def _tagged(
    tags: np.ndarray, words: Words, text: str, spans: tuple[tuple[int, int], ...], role: str
) -> list[tuple[int, int]]:
    """Writes the tags of a role's fragments and returns the first and last word of each. What is tagged stays."""
    begin = TAGS.index(f"B-{role}")
    found = []
    for start, end in fragments(text, spans):
        a, b = np.searchsorted(words.ends, start, side="right"), np.searchsorted(words.starts, end)
        if a < b and not tags[a:b].any():
            tags[a], tags[a + 1 : b] = begin, begin + 1
        if a < b and tags[a] == begin:
            found.append((int(a), int(b) - 1))
    return found


def bare(text: str, words: Words, first: int, last: int) -> tuple[int, int]:
    """The first and last word of a content without its marks and its "that", as it is read alone."""
    while first <= last and text[words.starts[first] : words.ends[first]].casefold() in LEAD:
        first += 1
    while last >= first and not text[words.starts[last]].isalnum():
        last -= 1
    return first, last
