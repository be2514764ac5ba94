"""What a search finds: the passage that a quotation was made from, and the same passage again in another text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.verify.alignment import Alignment, align, place_of
from onrecord.verify.paths import Part
from onrecord.verify.primaries import Stretch
from onrecord.verify.tokens import Token, joins, moved


@dataclass(frozen=True, slots=True)
class Match:
    """A passage: the stretch of a document and the quotation aligned with it. `beyond` are pieces of the quotation, as
    printed tokens [i, j), that stand in other places, with their own matches. One that is `close` was aligned with a
    few words of the stretch alone, since it stands there as it stands elsewhere."""

    stretch: Stretch
    alignment: Alignment
    beyond: "tuple[tuple[int, int, Match], ...]" = ()
    close: bool = False

    @property
    def score(self) -> float:
        """The share of the quotation's words that stand in the passage or the other places."""
        plain = [not token.bracketed for token in self.alignment.printed]
        beyond = sum(piece.alignment.score * sum(plain[i:j]) for i, j, piece in self.beyond)
        return self.alignment.score + beyond / max(1, sum(plain))

    def in_context(self) -> "Match":
        """The match aligned with all of its stretch, so that the words around the passage are there too."""
        if not self.close:
            return self
        held, around = self.alignment, self.stretch.tokens
        first, last = _hull(held)
        begins = held.primary[first].start
        at = next((k for k, token in enumerate(around) if token.start == begins), 0)
        if _keys(around[at : at + last - first]) != _keys(held.primary[first:last]):
            return Match(self.stretch, align(held.printed, around, held.gaps), self.beyond)
        return Match(self.stretch, replace(held, primary=around, parts=_shifted(held.parts, at - first)), self.beyond)


def _hull(alignment: Alignment) -> tuple[int, int]:
    """The first and the end of the primary tokens that the parts are laid beside."""
    places = [k for part in alignment.parts for k in (part.k, part.l)]
    return min(places), max(places)


def _shifted(parts: Iterable[Part], by: int) -> tuple[Part, ...]:
    """The parts beside primary tokens so many further on."""
    return tuple(replace(part, k=part.k + by, l=part.l + by) for part in parts)


def _keys(tokens: Iterable[Token]) -> list[str]:
    return [token.key for token in tokens]


def word_for_word(words: Sequence[Token], gaps: frozenset[int], stretch: Stretch) -> Match | None:
    """The quotation where it stands as it is among the words that are close; None where it does not."""
    tokens, count = stretch.close_tokens, len(words)
    at = place_of(_keys(words), _keys(tokens))
    if at is None:
        return None
    parts = (Part("same", 0, count, at, at + count),)
    return Match(stretch, Alignment(tuple(words), tokens, parts, gaps), close=True)


def again(found: Iterable[Match], stretch: Stretch) -> Match | None:
    """One of the passages found before, where its text stands in another stretch sign by sign: its words need neither
    be read again nor aligned."""
    return next(filter(None, (_again(one, stretch) for one in found)), None)


def _again(one: Match, stretch: Stretch) -> Match | None:
    first, last = _hull(one.alignment)
    words = one.alignment.primary[first:last]
    if not words or joins(words[0].key) or joins(words[-1].key):
        return None
    passage = one.stretch.text[words[0].start - one.stretch.start : words[-1].end - one.stretch.start]
    near = stretch.close[0][3] - stretch.start if stretch.close else 0
    at = stretch.text.find(passage, near)
    if at < 0 or not (_is_edge(stretch.text[at - 1 : at]) and _is_edge(stretch.text[at + len(passage) :][:1])):
        return None
    there = tuple(moved(words, stretch.start + at - words[0].start))
    return Match(
        stretch, replace(one.alignment, primary=there, parts=_shifted(one.alignment.parts, -first)), close=True
    )


def _is_edge(sign: str) -> bool:
    """Whether the word beside it ends there."""
    return not sign or sign.isspace() or sign in _EDGES


_EDGES = '.,;:!?()[]"“”…—–-'
