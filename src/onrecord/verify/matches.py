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
        return Match(self.stretch, align(self.alignment.printed, self.stretch.tokens, self.alignment.gaps), self.beyond)


def word_for_word(words: Sequence[Token], gaps: frozenset[int], stretch: Stretch) -> Match | None:
    """The quotation where it stands as it is among the words that are close; None where it does not."""
    tokens, count = stretch.close_tokens, len(words)
    at = place_of([word.key for word in words], [token.key for token in tokens])
    if at is None:
        return None
    parts = (Part("same", 0, count, at, at + count),)
    return Match(stretch, Alignment(tuple(words), tokens, parts, gaps), close=True)


def again(found: Iterable[Match], stretch: Stretch) -> Match | None:
    """One of the passages found before, where its text stands in another stretch sign by sign: its words need neither
    be read again nor aligned."""
    return next(filter(None, (_again(one, stretch) for one in found)), None)


def _again(one: Match, stretch: Stretch) -> Match | None:
    first, last = (f(k for part in one.alignment.parts for k in (part.k, part.l)) for f in (min, max))
    words = one.alignment.primary[first:last]
    if not words or joins(words[0].key) or joins(words[-1].key):
        return None
    passage = one.stretch.text[words[0].start - one.stretch.start : words[-1].end - one.stretch.start]
    at = stretch.text.find(passage)
    if at < 0 or not (_is_edge(stretch.text[at - 1 : at]) and _is_edge(stretch.text[at + len(passage) :][:1])):
        return None
    parts = tuple(replace(part, k=part.k - first, l=part.l - first) for part in one.alignment.parts)
    there = tuple(moved(words, stretch.start + at - words[0].start))
    return Match(stretch, replace(one.alignment, primary=there, parts=parts), close=True)


def _is_edge(sign: str) -> bool:
    """Whether the word beside it ends there."""
    return not sign or sign.isspace() or sign in _EDGES


_EDGES = '.,;:!?()[]"“”…—–-'
