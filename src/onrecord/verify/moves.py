"""Tells words that were moved from words that were changed: by the longest runs that both sides share in any order."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from onrecord.verify.paths import Part, named

MOVED = 3
"""Words at least that are told as moved; of fewer it cannot be told that they are the same ones."""

LACKING = 8
"""Primary words between two moved runs that count as left out there."""

TILED = 250_000
"""Pairs of words up to which moved words are looked for: 50 printed words in 5,000, or 500 in 500."""

Tile = tuple[int, int, int]
"""A run of words that are the same: where it begins among the printed ones and among the primary ones, and how many."""


def moves(ours: Sequence[str], theirs: Sequence[str], plain: Sequence[Part]) -> tuple[Part, ...]:
    """The parts where words were moved: by the longest runs of words on both sides, whatever their order. Nothing where
    as many words, or nearly, match in their order (`plain`)."""
    same = [part for part in plain if part.kind == "same"]
    matched = sum(part.printed for part in same)
    if not same or len(ours) - matched < MOVED or len(ours) * len(theirs) > TILED:
        return ()
    first, last = max(0, same[0].k - len(ours)), min(len(theirs), same[-1].l + len(ours))
    tiles = sorted(_tiles(ours, theirs, first, last))
    covered = sum(size for _, _, size in tiles)
    if covered < matched + MOVED or all(b[1] > a[1] for a, b in pairwise(tiles)):
        return ()
    tiles = sorted(_grown(tiles, ours, theirs))
    kept = _chain(tiles)
    moved = [Part("same" if t in kept else "moved", t[0], t[0] + t[2], t[1], t[1] + t[2]) for t in tiles]
    return tuple(_between(moved, len(ours)))


def _tiles(ours: Sequence[str], theirs: Sequence[str], first: int, last: int) -> Iterator[Tile]:
    """Runs of the same words, the longest first, none used twice: printed place, primary place, length."""
    matcher = SequenceMatcher(None, list(ours), list(theirs[first:last]), autojunk=False)
    longest = cache(matcher.find_longest_match)
    left = [(0, len(ours))]
    free = [(0, last - first)]
    while True:
        best = max((longest(*a, *b) for a in left for b in free), key=lambda m: m.size, default=None)
        if best is None or best.size < MOVED:
            return
        yield best.a, best.b + first, best.size
        left = [part for a in left for part in _rest(a, best.a, best.size)]
        free = [part for b in free for part in _rest(b, best.b, best.size)]


def _grown(tiles: Sequence[Tile], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Tile]:
    """The runs, and the few words near them that are the same on both sides, as far from a run on the one as on the
    other: they were moved with it, though a word between was changed."""
    used = {at for i, _, size in tiles for at in range(i, i + size)}
    there = {at for _, k, size in tiles for at in range(k, k + size)}
    yield from tiles
    for i, k, size in tiles:
        for way, first, beside in ((-1, i - 1, k - 1), (1, i + size, k + size)):
            near = list(_near(ours, theirs, used, there, first, beside, way))
            used |= {a for a, _ in near}
            there |= {b for _, b in near}
            yield from _runs(sorted(near))


def _near(
    ours: Sequence[str], theirs: Sequence[str], used: set[int], there: set[int], a: int, b: int, way: int
) -> Iterator[tuple[int, int]]:
    """From two places on, one way, the same words with MOVED others between them at most, as far as none is used."""
    other = 0
    while 0 <= a < len(ours) and 0 <= b < len(theirs) and a not in used and b not in there and other <= MOVED:
        if ours[a] == theirs[b]:
            yield a, b
        other = 0 if ours[a] == theirs[b] else other + 1
        a, b = a + way, b + way


def _runs(pairs: Sequence[tuple[int, int]]) -> Iterator[Tile]:
    """Words that follow one another as one run."""
    held: Tile | None = None
    for a, b in pairs:
        if held and held[0] + held[2] == a:
            held = (held[0], held[1], held[2] + 1)
            continue
        if held:
            yield held
        held = (a, b, 1)
    if held:
        yield held


def _rest(stretch: tuple[int, int], at: int, size: int) -> Iterator[tuple[int, int]]:
    """What is left of a stretch once a run in it is used."""
    if not stretch[0] <= at < stretch[1]:
        yield stretch
        return
    if at > stretch[0]:
        yield stretch[0], at
    if at + size < stretch[1]:
        yield at + size, stretch[1]


def _chain(tiles: Sequence[Tile]) -> frozenset[Tile]:
    """The runs that stand in the same order on both sides and have most words together."""
    best: list[tuple[int, tuple[Tile, ...]]] = []
    for tile in tiles:
        before = [chain for chain in best if chain[1][-1][1] < tile[1]]
        size, held = max(before, default=(0, ()), key=lambda chain: chain[0])
        best.append((size + tile[2], (*held, tile)))
    return frozenset(max(best, key=lambda chain: chain[0])[1])


def _between(parts: Sequence[Part], count: int) -> Iterator[Part]:
    """The parts with what stands between them: printed words that stand nowhere, and the few primary words right after
    a part that none of the others has."""
    lacking = {a.j: (a.l, b.k) for a, b in pairwise(sorted(parts, key=lambda p: p.k)) if 0 < b.k - a.l <= LACKING}
    at = 0
    for part in (*parts, Part("same", count, count, parts[-1].l, parts[-1].l)):
        k, l = lacking.get(at, (part.k, part.k))  # noqa: E741
        if part.i > at or l > k:
            yield named(Part("changed", at, part.i, k, l))
        if part.printed:
            yield part
        at = part.j
