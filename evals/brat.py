"""Reads articles whose attributions were marked by hand, as a split of PolNeAR keeps them: text/ and attributions/."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from onrecord.model.base import Span

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")

_PART = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)(?:\t.*)?")
_EVENT = re.compile(r"E\d+\t\S+ ?(.*)")
_ROLE_OF = re.compile(r"(\w+?)\d*:(T\d+)")
_ANNOTATOR = re.compile(r"_[0-9a-f]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of one attribution; each may be in several pieces, or missing."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()

    def of(self, role: Role) -> tuple[Span, ...]:
        """The pieces of one part."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text as it lies in its file, and the attributions that each annotator marked in it."""

    name: str
    text: str
    annotators: tuple[tuple[Parts, ...], ...]


def articles(folder: Path) -> Iterator[Article]:
    """The articles of a split, by name. Raises ValueError for a mark that lies beyond its text."""
    marks = sorted((folder / "attributions").glob("*.ann"))
    for path in sorted((folder / "text").iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        own = (mark for mark in marks if mark.name.startswith(path.stem))
        files = [mark for mark in own if _ANNOTATOR.fullmatch(mark.stem[len(path.stem) :])]
        yield Article(name=path.name, text=text, annotators=tuple(_marked(file, text) for file in files))


def publishers(table: Path) -> Mapping[str, str]:
    """Who published each article, by the article's name without its suffix."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["filename"]: row["publisher"] for row in rows}


def _marked(path: Path, text: str) -> tuple[Parts, ...]:
    """An annotator's attributions. Lines that are no mark are passed over: notes, and lines that were broken in two.

    A part that stands below its attribution in the file is not counted with it (3 of dev's 2,320 attributions have
    one). It could be, but then the figures could not be compared with those that were measured before.
    """
    parts: dict[str, tuple[Span, ...]] = {}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if part := _PART.fullmatch(line):
            parts[part[1]] = _pieces(part[2], path, text)
        elif event := _EVENT.fullmatch(line):
            found.append(_joined(event[1], parts))
    return tuple(found)


def _pieces(told: str, path: Path, text: str) -> tuple[Span, ...]:
    pieces = tuple(Span(*map(int, piece.split())) for piece in told.split(";"))
    beyond = [piece for piece in pieces if piece.end > len(text)]
    if beyond:
        raise ValueError(f"{path}: a mark ends at {beyond[0].end}, and the text at {len(text)}")
    return pieces


def _joined(arguments: str, parts: Mapping[str, tuple[Span, ...]]) -> Parts:
    found: dict[str, tuple[Span, ...]] = dict.fromkeys(ROLES, ())
    for name, target in _ROLE_OF.findall(arguments):
        if name.lower() in found:
            found[name.lower()] += parts.get(target, ())
    return Parts(source=found["source"], cue=found["cue"], content=found["content"])
