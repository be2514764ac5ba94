"""Finds the passage of a library that a quotation was made from, in one piece or in several."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from onrecord.verify.alignment import Alignment, align, gaps_of, place_of, shared_words, words_of
from onrecord.verify.matches import Match, again, word_for_word
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

EDGE = 60
"""Characters from the edge of a stretch within which the words that a passage lacks may stand beyond it."""


class _Candidate(NamedTuple):
    """A stretch, how many of a quotation's words stand in it in their order, and the match where all do."""

    shared: int
    stretch: Stretch
    found: Match | None


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
    if best >= len(words):
        return tuple(m for m in kept if _is_found(m))
    if len(words) - best < LEFT:
        return tuple(m for m in _beyond_edges(kept, library) if _is_found(m))
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
    if found.alignment.matched == len(found.alignment.printed):
        return True
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
    keys, candidates = _as_written(words, gaps, library)
    best, most = 0, candidates[0].shared if candidates else 0
    before: list[Match] = []
    for n, (shared, stretch, whole) in enumerate(candidates):
        if shared * 3 < len(keys) or (n >= ALIGNED and shared < most):
            break
        if shared < best and _in_any_order(keys, stretch.words) + OTHERWISE < best:
            continue
        found = whole or again(before, stretch)
        if found is None:
            found = Match(stretch, align(words, stretch.tokens, gaps))
            before.append(found)
        yield found
        best = max(best, found.alignment.matched)


def _as_written(
    words: Sequence[Token], gaps: frozenset[int], library: "Library"
) -> tuple[Sequence[str], Sequence[_Candidate]]:
    """The keys in that way of writing numbers which some stretch has most of, and the stretches."""
    best: tuple[float, Sequence[str], Sequence[_Candidate]] = (-1, (), ())
    plain = [word for word in words if not word.bracketed]
    for keys in spellings(plain):
        found = _sharing(keys, plain if len(plain) == len(words) else (), gaps, library)
        share = found[0].shared / len(keys) if found else 0
        if share > best[0]:
            best = share, keys, found
        if share == 1:
            break
    return best[1:]


def _sharing(keys: Sequence[str], words: Sequence[Token], gaps: frozenset[int], library: "Library") -> list[_Candidate]:
    """The stretches with how many of the keys stand in them in their order, most first. More is looked at as long as
    there may be better ones elsewhere: none where all have all keys."""
    found: list[_Candidate] = []
    for postings in POSTINGS:
        sought = library.search(keys, postings=postings)
        found = _counted(keys, words, gaps, sought.stretches)
        if found and (found[0].shared > sought.elsewhere or found[-1].shared == len(keys)):
            break
    return found


def _counted(
    keys: Sequence[str], words: Sequence[Token], gaps: frozenset[int], stretches: Iterable[tuple[int, Stretch]]
) -> list[_Candidate]:
    found: list[_Candidate] = []
    whole: list[Match] = []
    best = 0
    for at_most, stretch in stretches:
        if at_most + (0 if best == len(keys) else ASTRAY) < best or (len(found) >= LOOKED_AT and best < len(keys)):
            break
        there = again(whole, stretch)
        if there is None and at_most == len(keys) and place_of(keys, stretch.close_words) is not None:
            there = word_for_word(words, gaps, stretch)
            whole += (there,) if there else ()
        found.append(_Candidate(len(keys) if there else shared_words(keys, stretch.close_words), stretch, there))
        best = max(best, found[-1].shared)
    return sorted(found, key=lambda one: -one.shared)


def _in_any_order(keys: Sequence[str], words: Sequence[str]) -> int:
    """How many of the keys are among the words: those that are moved count, too."""
    return sum((Counter(keys) & Counter(words)).values())


def _beyond_edges(found: Sequence[Match], library: "Library") -> Sequence[Match]:
    """The matches, or those of them in wider stretches of their documents that have more of the words: where the first
    or the last ones lack, they may stand beyond the edge of a stretch."""
    wider = [_wider(one, library) for one in found if _is_at_an_edge(one)]
    more = [one for one in wider if one.alignment.matched > found[0].alignment.matched]
    return [one for one in more if one.alignment.matched == max(m.alignment.matched for m in more)] or found


def _is_at_an_edge(found: Match) -> bool:
    """Whether words lack at an end of a passage that stands at that end of its stretch."""
    parts, tokens, stretch = found.alignment.parts, found.alignment.primary, found.stretch
    if not tokens:
        return False
    before = tokens[found.alignment.start].start - stretch.start
    behind = stretch.start + len(stretch.text) - tokens[found.alignment.end - 1].end
    return (parts[0].kind != "same" and before < EDGE) or (parts[-1].kind != "same" and behind < EDGE)


def _wider(found: Match, library: "Library") -> Match:
    """The match in a stretch that reaches further."""
    near = library.around(found.stretch, REACH)
    return Match(near, align(found.alignment.printed, near.tokens, found.alignment.gaps))


def _with_the_rest(found: Match, library: "Library") -> Match:
    """The match with what the passage lacks looked for nearby, and then anywhere."""
    wider = _wider(found, library)
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
