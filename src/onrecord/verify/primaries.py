"""Primary texts on their way into a library, the documents that it holds, and the stretches that it finds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from onrecord.model.document import Record
from onrecord.model.statement import Turn
from onrecord.verify.tokens import GAP, Token, is_cut, quick_keys, tokens


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


BlockRow = tuple[int, int, int, int, str]
"""A block of a library: its number, its turn's, its document's, where it begins in the document's text, its text."""


@dataclass(frozen=True)
class Stretch:
    """Some blocks of a document that follow one another, and where they begin in its text. Those of them in which a
    quotation stands that was looked for, if it stands there word for word, are `close`."""

    document: int
    start: int
    text: str
    blocks: tuple[BlockRow, ...]
    close: tuple[BlockRow, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The keys of its words, each by itself: a quick look, where `tokens` is a long one."""
        return _words_of(self.blocks)

    @cached_property
    def close_words(self) -> tuple[str, ...]:
        """The keys of the words that are close."""
        return _words_of(self.close)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens, placed in the document's text."""
        return _tokens_of(self.blocks)

    @cached_property
    def close_tokens(self) -> tuple[Token, ...]:
        """The tokens that are close: an eighth of all, of a quotation as long as most are."""
        return _tokens_of(self.close)

    @cached_property
    def turns(self) -> tuple[tuple[int, int], ...]:
        """Where each turn in it begins in the document's text, and the turn's number."""
        found: dict[int, int] = {}
        for _, turn, _, start, _ in self.blocks:
            found.setdefault(turn, start)
        return tuple((start, turn) for turn, start in found.items())


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


def stretch_of(blocks: Sequence[BlockRow], close: Sequence[BlockRow] = ()) -> Stretch:
    """The stretch of some blocks, which are of one document and follow one another, some of them close."""
    first = blocks[0]
    text = _joined([(start, text) for *_, start, text in blocks])
    return Stretch(first[2], first[3], text, tuple(blocks), tuple(close))


def _joined(blocks: Sequence[tuple[int, str]]) -> str:
    """The blocks at their places: what stands between them in the document (a speaker's label) is left blank."""
    parts: list[str] = []
    end = blocks[0][0]
    for start, text in blocks:
        parts += ("\n" + " " * (start - end - 1) if start > end else "", text)
        end = start + len(text)
    return "".join(parts)


def _words_of(blocks: Sequence[BlockRow]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(_words(number, text) for number, *_, text in blocks))


def _tokens_of(blocks: Sequence[BlockRow]) -> tuple[Token, ...]:
    return tuple(chain.from_iterable(_placed(number, start, text) for number, start, text in _wholes(blocks)))


def _wholes(blocks: Sequence[BlockRow]) -> Iterator[tuple[int, int, str]]:
    """The blocks, each by itself, so that it need be read once only; but as one text where a token may stand in two."""
    held: tuple[int, int, str] | None = None
    last = 0
    for number, turn, _, start, text in blocks:
        if held and turn == last and held[1] + len(held[2]) == start and is_cut(held[2], text):
            held = (*held[:2], held[2] + text)
            continue
        if held:
            yield held
        held, last = (number, start, text), turn
    if held:
        yield held


@lru_cache(maxsize=512)
def _words(number: int, text: str) -> tuple[str, ...]:  # noqa: ARG001
    return quick_keys(text)


@lru_cache(maxsize=512)
def _placed(number: int, start: int, text: str) -> tuple[Token, ...]:  # noqa: ARG001
    return tuple(
        t if t.looked_up is None and not t.bracketed else Token(t.key, t.start, t.end)
        for t in tokens(text, at=start)
        if t.key != GAP
    )
