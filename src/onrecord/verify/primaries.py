"""Primary texts on their way into a library, the documents that it holds, and the stretches that it finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.model.document import Record
from onrecord.model.statement import Turn
from onrecord.verify.tokens import GAP, Token, tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Primary:
    """A primary text on its way into a library: its turns in order, each with its speaker if one is named, where it
    begins in the document's text, and its words. `part` tells the texts of one file apart.
    """

    path: str
    part: str = ""
    turns: tuple[tuple[str | None, int, str], ...]
    event: str | None = None
    date: str | None = None
    version: str | None = None
    size: int = 0
    changed: int = 0
    """When the file was changed last, in nanoseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A document of the library."""

    number: int
    path: str
    part: str
    event: str | None
    date: str | None
    version: str | None
    words: int
    size: int
    changed: int

    @property
    def name(self) -> str:
        """Its path, with the part where a file holds several."""
        return f"{self.path}#{self.part}" if self.part else self.path


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some blocks of a document that follow one another: where they begin in its text, and the tokens, placed there."""

    document: int
    start: int
    text: str
    tokens: tuple[Token, ...]
    turns: tuple[tuple[int, int], ...]
    """Where each turn in it begins in the document's text, and the turn's number."""


def primary_of(record: Record, *, path: str, size: int, changed: int, version: str | None) -> Primary:
    """A document with its turns as a primary text; without turns it is one, of nobody in particular."""
    document = record.document
    turns = tuple((t.speaker, t.body.start, t.body.of(document.text)) for t in record.of(Turn) if len(t.body))
    origin = document.origin
    return Primary(
        path=path,
        part=origin.uri.removeprefix(path).lstrip("#") if origin.uri != path else "",
        turns=turns or ((origin.author, 0, document.text),),
        event=origin.title,
        date=origin.published,
        version=version,
        size=size,
        changed=changed,
    )


def stretch_of(rows: Sequence[tuple[int, int, int, int, str]]) -> Stretch | None:
    if not rows:
        return None
    turns: dict[int, int] = {}
    found: list[Token] = []
    for number, turn, _, start, text in rows:
        turns.setdefault(turn, start)
        found += _placed(number, start, text)
    text = _joined([(row[3], row[4]) for row in rows])
    return Stretch(rows[0][2], rows[0][3], text, tuple(found), tuple((start, turn) for turn, start in turns.items()))


def _joined(blocks: Sequence[tuple[int, str]]) -> str:
    """The blocks at their places: what stands between them in the document (a speaker's label) is left blank."""
    parts: list[str] = []
    end = blocks[0][0]
    for start, text in blocks:
        parts += ("\n" + " " * (start - end - 1) if start > end else "", text)
        end = start + len(text)
    return "".join(parts)


@lru_cache(maxsize=4096)
def _placed(number: int, start: int, text: str) -> tuple[Token, ...]:  # noqa: ARG001
    return tuple(
        t if t.looked_up is None and not t.bracketed else Token(t.key, t.start, t.end)
        for t in tokens(text, at=start)
        if t.key != GAP
    )
