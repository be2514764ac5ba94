"""Finds the passage of a library that a quotation was made from, in one piece or in several."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.verify.alignment import Alignment, align, gaps_of, place_of, shared_words, words_of
from onrecord.verify.meaning import meaning
from onrecord.verify.primaries import Stretch
from onrecord.verify.spellings import spellings
from onrecord.verify.tokens import Token

if TYPE_CHECKING:
    from onrecord.verify.library.shelves import Library

POSTINGS = (500, 6_000, 48_000)
"""Numbers of the index that are looked at: few find what stands word for word, and where one word was changed."""

ASTRAY = 1
"""Words beyond what a place tells that may stand near it nevertheless."""

LOOKED_AT = 12
"""Stretches that are compared by the words they share; the best of them are aligned."""

ALIGNED = 3
"""Stretches that are aligned, and those beside that share as many words as the best."""

OTHERWISE = 1
"""Words that may be the same in another form, beyond those that are the same by their letters."""

FOUND = 0.6
"""The share of a quotation's words that must stand in a passage."""

FOUND_SURELY = 0.89
"""The share with which one telling word may lack, whatever the others are."""

FOUND_CONTENT = 0.66
"""The same of the words that tell something: "we have a … of … to do" stands everywhere."""

LEFT = 4
"""Words of a quotation that are looked for elsewhere when a passage lacks them."""

PIECES = 5
"""Separate places that one quotation is looked for in."""

NONE: frozenset[int] = frozenset()

REACH = 2_500
"""Characters on both sides of a passage in which further pieces are looked for first."""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage: the stretch of a document and the quotation aligned with it. `beyond` are pieces of the quotation, as
    printed tokens [i, j), that stand in other places, with their own matches. What stands there as it stands elsewhere
    was aligned with the words that are `close` alone."""

    stretch: Stretch
    alignment: Alignment
    beyond: "tuple[tuple[int, int, Match], ...]" = ()
    close: bool = False

    def in_context(self) -> "Match":
        """The match aligned with all of its stretch, so that the words around the passage are there too."""
        if not self.close:
            return self
        return Match(self.stretch, align(self.alignment.printed, self.stretch.tokens, self.alignment.gaps), self.beyond)

    @property
    def score(self) -> float:
        """The share of the quotation's words that stand in the passage or the other places."""
        plain = [not token.bracketed for token in self.alignment.printed]
        beyond = sum(piece.alignment.score * sum(plain[i:j]) for i, j, piece in self.beyond)
        return self.alignment.score + beyond / max(1, sum(plain))


def match(printed: Sequence[Token], library: "Library") -> tuple[Match, ...]:
    """The passages that fit a quotation best, which are several where the same words stand in several texts; none where
    too few of its words stand anywhere together."""
    words, gaps = words_of(printed), gaps_of(printed)
    found = tuple(_aligned(words, library, gaps))
    best = max((m.alignment.matched for m in found), default=0)
    costs = [(m.alignment.cost, m) for m in found if m.alignment.matched == best]
    least = min((cost for cost, _ in costs), default=None)
    kept = _distinct(m for cost, m in costs if cost == least)
    if not kept:
        return ()
    if best == len(words) or len(words) - best < LEFT:
        return tuple(m for m in kept if _is_found(m))
    whole = _with_the_rest(kept[0], library)
    return (whole,) if _is_found(whole) else ()


def _distinct(found: Iterable[Match]) -> list[Match]:
    """The matches without those that lie at the same place of the same document."""
    kept: dict[tuple[int, int], Match] = {}
    for one in found:
        tokens = one.alignment.primary
        place = tokens[one.alignment.start].start if tokens else 0
        kept.setdefault((one.stretch.document, place), one)
    return list(kept.values())


def _is_found(found: Match) -> bool:
    """Whether enough of a quotation's words stand in the passage to call it the one that was quoted."""
    known = meaning()
    words = enumerate(found.alignment.printed)
    telling = [at for at, token in words if not token.bracketed and not known.tells_little(token.key)]
    there = {at for part in found.alignment.parts if part.kind in ("same", "moved") for at in range(part.i, part.j)}
    there |= {at for i, j, _ in found.beyond for at in range(i, j)}
    missing = sum(at not in there for at in telling)
    if found.score >= FOUND_SURELY and missing <= 1:
        return True
    return found.score >= FOUND and missing <= (1 - FOUND_CONTENT) * len(telling)


def _aligned(words: Sequence[Token], library: "Library", gaps: frozenset[int] = NONE) -> Iterator[Match]:
    """The quotation aligned with the stretches that share most of its words in their order."""
    keys, shared = _as_written([word for word in words if not word.bracketed], library)
    best, most = 0, shared[0][0] if shared else 0
    before = [(len(keys), align(words, words, gaps))]
    for n, (count, stretch) in enumerate(shared):
        if count * 3 < len(keys) or (n >= ALIGNED and count < most):
            break
        if count < best and _in_any_order(keys, stretch.words) + OTHERWISE < best:
            continue
        found = _as_before(stretch, [one for shared, one in before if shared == count])
        if found is None:
            found = Match(stretch, align(words, stretch.tokens, gaps))
            before.append((count, found.alignment))
        yield found
        best = max(best, found.alignment.matched)


def _as_before(stretch: Stretch, before: Iterable[Alignment]) -> Match | None:
    """The quotation aligned with the words that are close as it was before with the same words elsewhere."""
    for one in before:
        first, last = min(part.k for part in one.parts), max(part.l for part in one.parts)
        run = [token.key for token in one.primary[first:last]]
        at = place_of(run, [token.key for token in stretch.close_tokens])
        if at is not None:
            parts = tuple(replace(p, k=p.k + at - first, l=p.l + at - first) for p in one.parts)
            return Match(stretch, replace(one, primary=stretch.close_tokens, parts=parts), close=True)
    return None


def _as_written(words: Sequence[Token], library: "Library") -> tuple[list[str], list[tuple[int, Stretch]]]:
    """The keys in that way of writing numbers which some stretch has most of, and the stretches."""
    best: tuple[float, list[str], list[tuple[int, Stretch]]] = (-1, [], [])
    for keys in spellings(words):
        shared = _sharing(keys, library)
        share = shared[0][0] / len(keys) if shared else 0
        if share > best[0]:
            best = share, keys, shared
        if share == 1:
            break
    return best[1:]


def _sharing(keys: Sequence[str], library: "Library") -> list[tuple[int, Stretch]]:
    """The stretches with how many of the keys stand in them in their order, most first. More is looked at as long as
    there may be better ones elsewhere: none where all have all keys."""
    found: list[tuple[int, Stretch]] = []
    for postings in POSTINGS:
        sought = library.search(keys, postings=postings)
        found = _counted(keys, sought.stretches)
        if found and (found[0][0] > sought.elsewhere or found[-1][0] == len(keys)):
            break
    return found


def _counted(keys: Sequence[str], stretches: Iterable[tuple[int, Stretch]]) -> list[tuple[int, Stretch]]:
    found: list[tuple[int, Stretch]] = []
    best = 0
    for at_most, stretch in stretches:
        whole = best == len(keys)
        if at_most + (0 if whole else ASTRAY) < best or (len(found) >= LOOKED_AT and not whole):
            break
        is_there = at_most == len(keys) and place_of(keys, stretch.close_words) is not None
        found.append((len(keys) if is_there else shared_words(keys, stretch.close_words), stretch))
        best = max(best, found[-1][0])
    return sorted(found, key=lambda one: -one[0])


def _in_any_order(keys: Sequence[str], words: Sequence[str]) -> int:
    """How many of the keys are among the words: those that are moved count, too."""
    return sum((Counter(keys) & Counter(words)).values())


def _with_the_rest(found: Match, library: "Library") -> Match:
    """The match with what the passage lacks looked for nearby, and then anywhere."""
    near = library.around(found.stretch, REACH)
    if len(near.tokens) > len(found.stretch.tokens):
        wider = Match(near, align(found.alignment.printed, near.tokens, found.alignment.gaps))
        if wider.alignment.matched >= found.alignment.matched + LEFT:
            found = wider
    beyond: list[tuple[int, int, Match]] = []
    for i, j in _missing(found.alignment):
        if len(beyond) + 1 < PIECES:
            piece = found.alignment.printed[i:j]
            others = sorted(_aligned(piece, library), key=lambda m: -m.alignment.matched)
            if others and others[0].score > 0.75:
                beyond.append((i, j, others[0]))
    return replace(found, beyond=tuple(beyond))


def _missing(alignment: Alignment) -> Iterator[tuple[int, int]]:
    """The runs of printed words that the passage lacks and that are long enough to be found elsewhere."""
    for part in alignment.parts:
        if part.kind in ("put_in", "changed") and part.printed >= LEFT:
            yield part.i, part.j
